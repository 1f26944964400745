import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, bearer, cookie, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
let gateway: { 'x-api-key': string }
let backOffice: { authorization: string }
beforeAll(async () => {
  api = await startTestApi()
  gateway = { 'x-api-key': api.secrets['edge-gateway'] ?? '' }
  backOffice = basic('back-office', api.secrets['back-office'] ?? '')
})
afterAll(() => api.close())

const verify = (token: string, extra: object = {}, headers: Record<string, string> = gateway) =>
  api.post('/auth/token/verify', { token, ...extra }, headers)
const introspect = (token: string, headers: Record<string, string> = backOffice) =>
  api.form('/auth/token/introspect', { token }, headers)

describe('verify', () => {
  test('a good access token, and how long it is good for', async () => {
    const { accessToken } = await api.signIn()
    const { status, body } = await verify(accessToken)
    expect(status).toBe(200)
    expect(body).toEqual({ active: true, expires_in: expect.any(Number) })
    expect(body.expires_in).toBeGreaterThan(890)
    expect(body.expires_in).toBeLessThanOrEqual(900)
  })

  test('anything else is not active, and nothing more is told', async () => {
    const { idToken, refreshToken, accessToken } = await api.signIn()
    const forged = `${accessToken.slice(0, -6)}AAAAAA`
    for (const token of [idToken, refreshToken, forged, 'x', "' OR 1=1 --"]) {
      expect((await verify(token)).body).toEqual({ active: false })
    }
  })

  test('scopes: all of them or nothing', async () => {
    const { accessToken } = await api.signIn()
    expect((await verify(accessToken, { scopes: ['openid', 'accounts:read'] })).body.active).toBe(true)
    expect((await verify(accessToken, { scopes: ['openid', 'payments:write'] })).body).toEqual({ active: false })
  })

  test('an expired token, and one whose session ran out', async () => {
    const first = await api.signIn()
    await api.rows(
      `UPDATE tokens SET created_at = now() - interval '1 hour', expires_at = now() - interval '1 second' WHERE session_id = $1`,
      [first.sessionId],
    )
    expect((await verify(first.accessToken)).body).toEqual({ active: false })
    const second = await api.signIn()
    await api.rows(
      `UPDATE sessions SET created_at = now() - interval '31 days', expires_at = now() - interval '1 second' WHERE session_id = $1`,
      [second.sessionId],
    )
    expect((await verify(second.accessToken)).body).toEqual({ active: false })
  })

  test('needs the key of a gateway that is not disabled', async () => {
    const { accessToken } = await api.signIn()
    for (const headers of [{}, { 'x-api-key': 'key_wrong' }, { 'x-api-key': '' }]) {
      const { status, body } = await verify(accessToken, {}, headers as Record<string, string>)
      expect([status, body.error_code]).toEqual([401, 'CIAM_E04_00_010'])
    }
    await api.rows(`UPDATE client_apps SET status = 'DISABLED' WHERE client_id = 'edge-gateway'`)
    expect((await verify(accessToken)).status).toBe(401)
    await api.rows(`UPDATE client_apps SET status = 'ACTIVE' WHERE client_id = 'edge-gateway'`)
    expect((await verify(accessToken)).status).toBe(200)
  })

  test.each([[{}], [{ token: '' }], [{ token: 1 }], [{ token: 'x', scopes: 'openid' }], ['nonsense']])(
    '%j is no request',
    async body => {
      const answer = await api.post('/auth/token/verify', body, gateway)
      expect([answer.status, answer.body.error_code]).toEqual([400, 'CIAM_E01_05_001'])
    },
  )
})

describe('introspect (RFC 7662)', () => {
  test('tells what the token stands for', async () => {
    const { accessToken, sessionId } = await api.signIn()
    const { status, body } = await introspect(accessToken)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      active: true,
      client_id: 'storefront-web-app',
      username: 'simpleuser',
      sub: 'CUPID-DEMO-SIMPLE',
      sid: sessionId,
      token_type: 'Bearer',
      scope: 'openid profile accounts:read',
      acr: 'aal1',
    })
    expect(body.exp - body.iat).toBe(900)
  })

  test('also of a refresh token and an opaque one; an inactive one says only that', async () => {
    const { refreshToken, idToken } = await api.signIn()
    expect((await introspect(refreshToken)).body).toMatchObject({ active: true, token_type: 'refresh_token' })
    const opaque = await api.post(
      '/auth/login',
      { username: 'simpleuser', password: 'password' },
      { 'x-client-id': 'web-banking' },
    )
    expect((await introspect(opaque.body.access_token)).body).toMatchObject({ active: true, client_id: 'web-banking' })
    for (const token of [idToken, 'rt_unknown']) expect((await introspect(token)).body).toEqual({ active: false })
  })

  test('asks who is calling', async () => {
    const { accessToken } = await api.signIn()
    for (const headers of [
      {},
      basic('back-office', 'key_wrong'),
      basic('ticketing', api.secrets['back-office'] ?? ''),
    ]) {
      expect((await introspect(accessToken, headers as Record<string, string>)).status).toBe(401)
    }
    expect((await introspect(accessToken, gateway)).body.active).toBe(true)
  })
})

describe('revoke (RFC 7009)', () => {
  const revoke = (token: string, headers: Record<string, string> = { 'x-client-id': 'storefront-web-app' }) =>
    api.form('/auth/token/revoke', { token }, headers)

  test('an access token alone dies, its session lives', async () => {
    const { accessToken, refreshToken, sessionId } = await api.signIn()
    expect((await revoke(accessToken)).status).toBe(200)
    expect((await verify(accessToken)).body).toEqual({ active: false })
    expect((await api.post('/auth/refresh', undefined, cookie(refreshToken))).status).toBe(200)
    // The next one takes its place: the family stays one chain.
    const chain = await api.rows(
      `SELECT t.status, p.status AS parent FROM tokens t LEFT JOIN tokens p ON p.token_id = t.parent_token_id
       WHERE t.session_id = $1 AND t.token_type = 'ACCESS' ORDER BY t.created_at`,
      [sessionId],
    )
    expect(chain).toEqual([
      { status: 'REVOKED', parent: null },
      { status: 'ACTIVE', parent: 'REVOKED' },
    ])
  })

  test('a refresh token takes its session along', async () => {
    const { accessToken, refreshToken, sessionId } = await api.signIn()
    expect((await revoke(refreshToken)).status).toBe(200)
    expect((await verify(accessToken)).body).toEqual({ active: false })
    const [session] = await api.rows('SELECT status FROM sessions WHERE session_id = $1', [sessionId])
    expect(session.status).toBe('LOGGED_OUT')
    const events = await api.rows(`SELECT * FROM audit_logs WHERE session_id = $1 AND event_type = 'TOKEN_REVOKED'`, [
      sessionId,
    ])
    expect(events).toHaveLength(1)
  })

  test('200 for a token nobody knows, and for another app’s, which stays', async () => {
    const { accessToken } = await api.signIn()
    expect((await revoke('rt_unknown')).status).toBe(200)
    expect((await revoke(accessToken, { 'x-client-id': 'mobile-app' })).status).toBe(200)
    expect((await revoke(accessToken, backOffice)).status).toBe(200)
    expect((await verify(accessToken)).body.active).toBe(true)
  })
})

describe('log-out', () => {
  test('ends the session, again is no error, and the cookie is taken back', async () => {
    const { accessToken, refreshToken, sessionId } = await api.signIn()
    for (let time = 0; time < 2; time++) {
      const answer = await api.post('/auth/logout', undefined, { ...bearer(accessToken), ...cookie(refreshToken) })
      expect([answer.status, answer.body.success]).toEqual([200, true])
      expect(answer.headers.get('set-cookie')).toMatch(/^refresh_token=; .*Max-Age=0$/)
    }
    const [row] = await api.rows(
      `SELECT s.status, bool_and(t.status = 'REVOKED') AS dead FROM sessions s JOIN tokens t USING (session_id)
       WHERE session_id = $1 GROUP BY 1`,
      [sessionId],
    )
    expect(row).toEqual({ status: 'LOGGED_OUT', dead: true })
    const events = await api.rows(`SELECT * FROM audit_logs WHERE session_id = $1 AND event_type = 'LOGOUT'`, [
      sessionId,
    ])
    expect(events).toHaveLength(1)
  })

  test('with nothing to log out', async () => {
    const answer = await api.post('/auth/logout')
    expect([answer.status, answer.body.error_code]).toEqual([401, 'CIAM_E04_00_006'])
  })
})

describe('userinfo', () => {
  test('the user, while the token lives', async () => {
    const { accessToken, refreshToken } = await api.signIn()
    const { body } = await api.get('/auth/userinfo', bearer(accessToken))
    expect(body).toMatchObject({ sub: 'CUPID-DEMO-SIMPLE', preferred_username: 'simpleuser' })
    await api.post('/auth/logout', undefined, cookie(refreshToken))
    const dead = await api.get('/auth/userinfo', bearer(accessToken))
    expect([dead.status, dead.body.error_code]).toEqual([401, 'CIAM_E04_00_007'])
    expect(dead.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })

  test('no token, an ID token', async () => {
    expect((await api.get('/auth/userinfo')).body.error_code).toBe('CIAM_E04_00_006')
    const { idToken } = await api.signIn()
    expect((await api.get('/auth/userinfo', bearer(idToken))).body.error_code).toBe('CIAM_E04_00_007')
  })
})

describe('a back office ends a session', () => {
  const revoke = (session_id: string, headers: Record<string, string> = backOffice) =>
    api.post('/admin/sessions/revoke', { session_id, agent_id: 'agent-7', reason: 'customer called' }, headers)

  test('and it is dead everywhere at once', async () => {
    const { accessToken, refreshToken, sessionId } = await api.signIn()
    const answer = await revoke(sessionId)
    expect(answer.body).toEqual({ success: true, session_id: sessionId, tokens_revoked: 3 })
    expect((await verify(accessToken)).body).toEqual({ active: false })
    expect((await introspect(accessToken)).body).toEqual({ active: false })
    expect((await introspect(refreshToken)).body).toEqual({ active: false })
    expect((await api.post('/auth/refresh', undefined, cookie(refreshToken))).body.error_code).toBe('CIAM_E04_00_004')
    const [session] = await api.rows('SELECT * FROM sessions WHERE session_id = $1', [sessionId])
    expect(session).toMatchObject({
      status: 'REVOKED',
      revoked_by: 'back-office:agent-7',
      revocation_reason: 'customer called',
    })
    expect((await revoke(sessionId)).body).toEqual({ success: true, session_id: sessionId, tokens_revoked: 0 })
  })

  test('needs a server app with the scope admin', async () => {
    const { sessionId } = await api.signIn()
    for (const headers of [
      {},
      gateway,
      basic('ticketing', api.secrets.ticketing ?? ''),
      basic('back-office', 'key_no'),
    ]) {
      const { status, body } = await revoke(sessionId, headers as Record<string, string>)
      expect([status, body.error_code]).toEqual([401, 'CIAM_E04_00_010'])
    }
    const [session] = await api.rows('SELECT status FROM sessions WHERE session_id = $1', [sessionId])
    expect(session.status).toBe('ACTIVE')
  })

  test('a session nobody knows', async () => {
    const { status, body } = await revoke(crypto.randomUUID())
    expect([status, body.error_code, body.field]).toEqual([400, 'CIAM_E01_05_001', 'session_id'])
  })
})
