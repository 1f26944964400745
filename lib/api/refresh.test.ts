import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#lib/context.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
import { bearer, claimsOf, cookie, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const refresh = (refreshToken: string, headers = {}) =>
  api.post('/auth/refresh', undefined, { ...cookie(refreshToken), ...headers })

const sessionOf = async (sessionId: string) =>
  (await api.rows('SELECT * FROM sessions WHERE session_id = $1', [sessionId]))[0]

const active = (sessionId: string) =>
  api.rows(`SELECT token_type FROM tokens WHERE session_id = $1 AND status = 'ACTIVE' ORDER BY 1`, [sessionId])

/** Makes the rotation of every spent token of a session look `seconds` older. */
const age = (sessionId: string, seconds: number) =>
  api.rows(
    `UPDATE tokens SET revoked_at = revoked_at - make_interval(secs => $2) WHERE session_id = $1 AND status = 'ROTATED'`,
    [sessionId, seconds],
  )

const events = async (sessionId: string, type: string) =>
  api.rows('SELECT * FROM audit_logs WHERE session_id = $1 AND event_type = $2', [sessionId, type])

describe('one refresh', () => {
  test('by cookie: new tokens, to the letter, and a new cookie', async () => {
    const { refreshToken, accessToken } = await api.signIn()
    const answer = await refresh(refreshToken)
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body).sort()).toEqual(['access_token', 'expires_in', 'id_token', 'success', 'token_type'])
    expect(answer.body).toMatchObject({ success: true, token_type: 'Bearer', expires_in: 900 })
    expect(answer.body.access_token).not.toBe(accessToken)
    expect(answer.refreshToken).toMatch(/^rt_[\w-]{43}$/)
    expect(answer.refreshToken).not.toBe(refreshToken)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('by body, for native apps: the new refresh token is in the body, and there is no cookie', async () => {
    const { refreshToken } = await api.signIn()
    const answer = await api.post('/auth/token/refresh', { refresh_token: refreshToken })
    expect(answer.status).toBe(200)
    expect(answer.body.refresh_token).toMatch(/^rt_/)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('rotates all three, each the child of its own kind, and moves last_activity_at alone', async () => {
    const { refreshToken, sessionId } = await api.signIn()
    const before = await sessionOf(sessionId)
    await refresh(refreshToken, { 'user-agent': 'another browser' })
    const after = await sessionOf(sessionId)
    expect(after.last_activity_at.getTime()).toBeGreaterThan(before.last_activity_at.getTime())
    expect({ ...after, last_activity_at: 0 }).toEqual({ ...before, last_activity_at: 0 })
    const chains = await api.rows(
      `SELECT child.token_type AS child, parent.token_type AS parent, parent.status, parent.revoked_at IS NOT NULL AS stamped
       FROM tokens child JOIN tokens parent ON parent.token_id = child.parent_token_id WHERE child.session_id = $1`,
      [sessionId],
    )
    expect(chains).toHaveLength(3)
    for (const link of chains)
      expect(link).toEqual({ child: link.child, parent: link.child, status: 'ROTATED', stamped: true })
    expect((await active(sessionId)).map(row => row.token_type)).toEqual(['ACCESS', 'ID', 'REFRESH'])
    expect(await events(sessionId, 'TOKEN_REFRESHED')).toHaveLength(1)
  })

  test('acr and auth_time stay what the sign-in proved', async () => {
    const { refreshToken, idToken } = await api.signIn()
    const { body } = await refresh(refreshToken)
    const { acr, amr, auth_time } = claimsOf(idToken)
    expect(claimsOf(body.id_token)).toMatchObject({ acr, amr, auth_time })
    expect(claimsOf(body.access_token)).toMatchObject({ acr, amr, auth_time })
  })

  test('never reaches past the end of the session', async () => {
    const { refreshToken, sessionId } = await api.signIn()
    await api.rows(`UPDATE sessions SET expires_at = now() + interval '5 minutes' WHERE session_id = $1`, [sessionId])
    const { body } = await refresh(refreshToken)
    expect(body.expires_in).toBeLessThanOrEqual(300)
    const [late] = await api.rows(
      `SELECT count(*)::int AS n FROM tokens t JOIN sessions s USING (session_id)
       WHERE s.session_id = $1 AND t.status = 'ACTIVE' AND t.expires_at > s.expires_at`,
      [sessionId],
    )
    expect(late.n).toBe(0)
  })
})

describe('refusals', () => {
  const code = (answer: { status: number; body: { error_code: string } }) => [answer.status, answer.body.error_code]

  test('no cookie, an unknown token, an empty body', async () => {
    expect(code(await api.post('/auth/refresh'))).toEqual([401, 'CIAM_E04_00_008'])
    expect(code(await refresh('rt_nobody-ever-got-this-one'))).toEqual([401, 'CIAM_E04_00_001'])
    expect(code(await api.post('/auth/token/refresh', {}))).toEqual([400, 'CIAM_E01_05_001'])
  })

  test('an access token is no refresh token', async () => {
    const { accessToken } = await api.signIn()
    expect(code(await refresh(accessToken))).toEqual([401, 'CIAM_E04_00_001'])
  })

  test('an expired one', async () => {
    const { refreshToken, sessionId } = await api.signIn()
    await api.rows(
      `UPDATE tokens SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day'
       WHERE session_id = $1 AND token_type = 'REFRESH'`,
      [sessionId],
    )
    expect(code(await refresh(refreshToken))).toEqual([401, 'CIAM_E04_00_002'])
  })

  test('a session that ran out, before and after the job marks it', async () => {
    const { refreshToken, sessionId } = await api.signIn()
    await api.rows(
      `UPDATE sessions SET created_at = now() - interval '31 days', expires_at = now() - interval '1 day' WHERE session_id = $1`,
      [sessionId],
    )
    expect(code(await refresh(refreshToken))).toEqual([401, 'CIAM_E04_00_005'])
    await api.rows('SELECT expire_old_sessions()')
    expect(code(await refresh(refreshToken))).toEqual([401, 'CIAM_E04_00_005'])
  })

  test('a revoked session, a logged-out one', async () => {
    const revoked = await api.signIn()
    await revokeSession(systemContext(api.parts, 'test'), { sessionId: revoked.sessionId, reason: 'a test' })
    expect(code(await refresh(revoked.refreshToken))).toEqual([401, 'CIAM_E04_00_004'])
    const left = await api.signIn()
    await api.post('/auth/logout', undefined, cookie(left.refreshToken))
    expect(code(await refresh(left.refreshToken))).toEqual([401, 'CIAM_E04_00_004'])
  })

  test('another user’s access token beside it, another app', async () => {
    const mine = await api.signIn()
    await api.rows(`UPDATE sessions SET cupid = 'CUPID-SOMEBODY' WHERE session_id = $1`, [mine.sessionId])
    expect(code(await refresh(mine.refreshToken, bearer(mine.accessToken)))).toEqual([401, 'CIAM_E04_00_009'])
    expect(code(await refresh(mine.refreshToken, { 'x-client-id': 'mobile-app' }))).toEqual([401, 'CIAM_E04_00_010'])
    expect((await active(mine.sessionId)).length).toBe(3)
  })

  test('the app was disabled meanwhile', async () => {
    const { refreshToken } = await api.signIn()
    await api.rows(`UPDATE client_apps SET status = 'DISABLED' WHERE client_id = 'storefront-web-app'`)
    const answer = await refresh(refreshToken)
    await api.rows(`UPDATE client_apps SET status = 'ACTIVE' WHERE client_id = 'storefront-web-app'`)
    expect(code(answer)).toEqual([401, 'CIAM_E04_00_010'])
    expect((await refresh(refreshToken)).status).toBe(200)
  })
})

describe('the parent again', () => {
  test('within the leeway: the same tokens, also opaque ones', async () => {
    for (const app of ['storefront-web-app', 'web-banking']) {
      const login = await api.post(
        '/auth/login',
        { username: 'simpleuser', password: 'password' },
        { 'x-client-id': app },
      )
      const token = login.refreshToken ?? ''
      const first = await refresh(token, { 'x-client-id': app })
      const sid = claimsOf(first.body.id_token).sid as string
      await age(sid, 9)
      const second = await refresh(token, { 'x-client-id': app })
      expect(second.status).toBe(200)
      expect(second.refreshToken).toBe(first.refreshToken)
      expect(second.body.access_token).toBe(first.body.access_token)
      expect(second.body.id_token).toBe(first.body.id_token)
      expect((await sessionOf(sid)).status).toBe('ACTIVE')
    }
  })

  test('after the leeway: the family and the session die, both presenters are on record', async () => {
    const { refreshToken, sessionId } = await api.signIn()
    const first = await refresh(refreshToken, { 'x-device-fingerprint': 'device-one' })
    await age(sessionId, 11)
    const second = await refresh(refreshToken, { 'user-agent': 'a thief', 'x-device-fingerprint': 'device-two' })
    expect([second.status, second.body.error_code]).toEqual([401, 'CIAM_E04_00_002'])
    expect(await sessionOf(sessionId)).toMatchObject({
      status: 'REVOKED',
      revoked_by: 'SYSTEM',
      revocation_reason: 'refresh_token_reuse',
    })
    expect(await active(sessionId)).toEqual([])
    expect((await refresh(first.refreshToken ?? '')).status).toBe(401)
    const [reuse] = await events(sessionId, 'TOKEN_REUSE_DETECTED')
    expect(reuse.severity).toBe('CRITICAL')
    expect(reuse.event_data).toMatchObject({
      first_presenter: { ip_address: '127.0.0.1', device_fingerprint: 'device-one' },
      second_presenter: { ip_address: '127.0.0.1', user_agent: 'a thief', device_fingerprint: 'device-two' },
    })
    expect(reuse.event_data.seconds_between).toBeGreaterThan(11)
  })

  test('a grandparent, even at once: the family dies', async () => {
    const { refreshToken, sessionId } = await api.signIn()
    const second = await refresh(refreshToken)
    await refresh(second.refreshToken ?? '')
    expect((await refresh(refreshToken)).status).toBe(401)
    expect((await sessionOf(sessionId)).status).toBe('REVOKED')
    expect(await active(sessionId)).toEqual([])
  })
})

test('where the audit event cannot be written, nothing is', async () => {
  const { refreshToken, sessionId } = await api.signIn()
  await api.rows(`ALTER TABLE audit_logs ADD CONSTRAINT no_more CHECK (event_type <> 'TOKEN_REFRESHED') NOT VALID`)
  const answer = await refresh(refreshToken)
  await api.rows('ALTER TABLE audit_logs DROP CONSTRAINT no_more')
  expect([answer.status, answer.body.error_code]).toEqual([503, 'CIAM_E05_00_001'])
  expect((await active(sessionId)).length).toBe(3)
  expect((await refresh(refreshToken)).status).toBe(200)
})
