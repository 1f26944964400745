import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertSession } from '#db/testing/rows.ts'
import { AGENT, bearer, claimsOf, cookie, startTestApi, type TestApi } from './testing/test-api.ts'

const CUPID = 'CUPID-DEMO-SIMPLE'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

type Listed = { session_id: string; current: boolean }
const list = async (accessToken: string): Promise<Listed[]> =>
  (await api.get('/auth/sessions', bearer(accessToken))).body.sessions
const end = (id: string, accessToken: string) => api.delete(`/auth/sessions/${id}`, bearer(accessToken))
const eventsOf = (sessionId: string) =>
  api.rows(`SELECT * FROM audit_logs WHERE session_id = $1 AND event_type = 'SESSION_REVOKED'`, [sessionId])
const statusOf = async (sessionId: string) =>
  (await api.rows('SELECT status FROM sessions WHERE session_id = $1', [sessionId]))[0].status

describe('the sessions a user has open', () => {
  test('with all that is promised, and which of them asks', async () => {
    const first = await api.signIn()
    const second = await api.signIn()
    const sessions = await list(second.accessToken)
    expect(sessions.find(one => one.session_id === second.sessionId)).toEqual({
      session_id: second.sessionId,
      app_id: 'storefront-web-app',
      app_name: 'storefront-web-app',
      device: 'Chrome on Linux',
      ip_address: '127.0.0.1',
      place: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
      last_activity_at: expect.any(String),
      expires_at: expect.any(String),
      current: true,
      acr: 'aal1',
    })
    expect(sessions.filter(one => one.current)).toHaveLength(1)
    expect(sessions.find(one => one.session_id === first.sessionId)).toMatchObject({ current: false })
  })

  test('in every app, also where access tokens are opaque; a place where one is known', async () => {
    const { accessToken } = await api.signIn()
    const opaque = await api.post(
      '/auth/login',
      { username: 'simpleuser', password: 'password' },
      { 'x-client-id': 'web-banking', 'user-agent': 'DemoBank/8.3.0 (iPhone; iOS 20.1)' },
    )
    const { sid } = claimsOf(opaque.body.id_token)
    const place = 'Columbus, Ohio, United States'
    await api.rows(
      'UPDATE drs_evaluations SET ip_location = $2 WHERE context_id = (SELECT context_id FROM sessions WHERE session_id = $1)',
      [sid, place],
    )
    expect((await list(accessToken)).find(one => one.session_id === sid)).toMatchObject({
      app_id: 'web-banking',
      device: 'DemoBank on iPhone',
      acr: 'aal1',
      place,
    })
  })

  test('last used first; nobody else’s, and none that has ended or run out', async () => {
    const { accessToken, sessionId } = await api.signIn()
    const used = await api.signIn()
    await api.rows("UPDATE sessions SET last_activity_at = now() + interval '1 minute' WHERE session_id = $1", [
      used.sessionId,
    ])
    const hidden = await Promise.all([
      insertSession(api.database.db),
      insertSession(api.database.db, { cupid: CUPID, status: 'LOGGED_OUT' }),
      insertSession(api.database.db, { cupid: CUPID, status: 'REVOKED' }),
      insertSession(api.database.db, { cupid: CUPID, expiresAt: new Date(Date.now() - 1000) }),
    ])
    const ids = (await list(accessToken)).map(one => one.session_id)
    expect(ids[0]).toBe(used.sessionId)
    expect(ids).toContain(sessionId)
    for (const session of hidden) expect(ids).not.toContain(session.sessionId)
  })
})

describe('ending one', () => {
  test('another of the user’s: dead everywhere at once, and audited as the user’s doing', async () => {
    const [here, there] = [await api.signIn(), await api.signIn()]
    const answer = await end(there.sessionId, here.accessToken)
    expect([answer.status, answer.body]).toEqual([
      200,
      { success: true, session_id: there.sessionId, tokens_revoked: 3 },
    ])
    expect((await api.get('/auth/sessions', bearer(there.accessToken))).body.error_code).toBe('CIAM_E04_00_007')
    expect((await api.post('/auth/refresh', undefined, cookie(there.refreshToken))).body.error_code).toBe(
      'CIAM_E04_00_004',
    )
    const [session] = await api.rows('SELECT * FROM sessions WHERE session_id = $1', [there.sessionId])
    expect(session).toMatchObject({ status: 'REVOKED', revoked_by: CUPID, revocation_reason: 'user_request' })
    expect(await eventsOf(there.sessionId)).toMatchObject([
      {
        severity: 'INFO',
        cupid: CUPID,
        user_agent: AGENT,
        event_data: { reason: 'user_request', tokens_revoked: 3, actor: { kind: 'user', id: CUPID } },
      },
    ])
    expect((await list(here.accessToken)).map(one => one.session_id)).not.toContain(there.sessionId)
  })

  test('the one that asks', async () => {
    const { accessToken, sessionId } = await api.signIn()
    expect((await end(sessionId, accessToken)).body.tokens_revoked).toBe(3)
    expect((await end(sessionId, accessToken)).status).toBe(401)
    expect(await eventsOf(sessionId)).toHaveLength(1)
  })

  test('one that has ended already revokes nothing', async () => {
    const [here, there] = [await api.signIn(), await api.signIn()]
    await api.post('/auth/logout', undefined, cookie(there.refreshToken))
    expect((await end(there.sessionId, here.accessToken)).body).toMatchObject({ success: true, tokens_revoked: 0 })
    expect(await statusOf(there.sessionId)).toBe('LOGGED_OUT')
    expect(await eventsOf(there.sessionId)).toEqual([])
  })

  test('somebody else’s, or nobody’s: 404, alike, and it stays', async () => {
    const [mine, theirs] = [await api.signIn(), await insertSession(api.database.db)]
    for (const id of [theirs.sessionId, crypto.randomUUID()]) {
      const { status, body } = await end(id, mine.accessToken)
      expect([status, body.error_code, body.title]).toEqual([404, 'CIAM_E01_05_001', 'Not found'])
    }
    expect(await statusOf(theirs.sessionId)).toBe('ACTIVE')
    expect(await eventsOf(theirs.sessionId)).toEqual([])
  })

  test('a hundred times at once is one end and one event', async () => {
    const [here, there] = [await api.signIn(), await api.signIn()]
    const answers = await Promise.all(Array.from({ length: 100 }, () => end(there.sessionId, here.accessToken)))
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([200]))
    expect(answers.map(answer => answer.body.tokens_revoked).sort()).toEqual([...Array(99).fill(0), 3])
    expect(await eventsOf(there.sessionId)).toHaveLength(1)
  })

  test('while it is refreshed: whoever comes first, nothing of it lives on', async () => {
    const here = await api.signIn()
    for (let round = 0; round < 10; round++) {
      const there = await api.signIn()
      const [refreshed] = await Promise.all([
        api.post('/auth/refresh', undefined, cookie(there.refreshToken)),
        end(there.sessionId, here.accessToken),
      ])
      const [alive] = await api.rows(
        `SELECT count(*)::int AS n FROM tokens WHERE session_id = $1 AND status = 'ACTIVE'`,
        [there.sessionId],
      )
      expect([200, 401]).toContain(refreshed.status)
      expect([await statusOf(there.sessionId), alive.n]).toEqual(['REVOKED', 0])
    }
  })

  test('nothing without a bearer’s token, and an id that is none is no question', async () => {
    const { accessToken, idToken, sessionId } = await api.signIn()
    expect((await api.delete(`/auth/sessions/${sessionId}`)).body.error_code).toBe('CIAM_E04_00_006')
    expect((await api.get('/auth/sessions')).body.error_code).toBe('CIAM_E04_00_006')
    expect((await end(sessionId, idToken)).body.error_code).toBe('CIAM_E04_00_007')
    const odd = await end("1'%20OR%20'1'='1", accessToken)
    expect([odd.status, odd.body.field]).toEqual([400, 'id'])
    expect(await statusOf(sessionId)).toBe('ACTIVE')
  })
})
