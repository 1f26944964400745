import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, startTestApi } from '#lib/api/testing/test-api.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { BROKEN, type HandoffApi, HOSTILE, startHandoffApi } from './testing/hand-over.ts'

let world: HandoffApi
beforeAll(async () => {
  world = await startHandoffApi()
})
afterAll(() => world.api.close())

const countHandoffs = async () => (await world.api.rows('SELECT count(*)::int AS n FROM cross_app_sessions'))[0].n

test('gives 256 random bits for 15 minutes, keeps their hash alone, and says so in the audit log', async () => {
  const { api, generate, events } = world
  const { accessToken, sessionId } = await api.signIn()
  const answer = await generate(accessToken, { target_app: 'ticketing', account_id: 'ACC-1002' })
  expect([answer.status, Object.keys(answer.body)]).toEqual([201, ['session_token', 'expires_at']])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { session_token, expires_at } = answer.body
  expect(session_token).toMatch(/^ho_[\w-]{43}$/)
  const [row] = await api.rows('SELECT *, host(ip_address) AS ip FROM cross_app_sessions WHERE session_id = $1', [
    sessionId,
  ])
  expect(row).toMatchObject({
    ...{ token_hash: sha256(session_token), cupid: 'CUPID-DEMO-SIMPLE', guid: 'G-DEMO-01', account_id: 'ACC-1002' },
    ...{ source_app: 'storefront-web-app', target_app: 'ticketing', used_at: null, revoked_at: null, ip: '127.0.0.1' },
    user_agent: expect.stringContaining('Chrome'),
  })
  expect(JSON.stringify(row)).not.toContain(session_token.slice(3))
  expect(row.expires_at.toISOString()).toBe(expires_at)
  expect(row.expires_at - row.created_at).toBe(900_000)
  expect(await events(sessionId)).toEqual([
    {
      ...{ event: 'HANDOFF_CREATED', severity: 'INFO', reason: null, actor: 'user CUPID-DEMO-SIMPLE' },
      ...{ handoff_id: Number(row.id), source_app: 'storefront-web-app', target_app: 'ticketing' },
    },
  ])
})

test('each call makes another token', async () => {
  const { accessToken } = await world.api.signIn()
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.generate(accessToken)))
  expect(new Set(answers.map(answer => answer.body.session_token)).size).toBe(20)
})

test('never outlives its session', async () => {
  const { accessToken, sessionId } = await world.api.signIn()
  const [{ ends }] = await world.api.rows(
    `UPDATE sessions SET expires_at = now() + interval '4 minutes' WHERE session_id = $1 RETURNING expires_at AS ends`,
    [sessionId],
  )
  expect((await world.generate(accessToken)).body.expires_at).toBe(ends.toISOString())
})

describe('credentials', () => {
  test.each([
    ['none', {}, 'CIAM_E04_00_006'],
    ['a token nobody issued', bearer('at_nothing'), 'CIAM_E04_00_007'],
  ])('%s: 401', async (_, headers, code) => {
    const before = await countHandoffs()
    const answer = await world.api.post('/cross-app/generate-session', { target_app: 'ticketing' }, headers)
    expect([answer.status, answer.body.error_code]).toEqual([401, code])
    expect(await countHandoffs()).toBe(before)
  })

  test('a refresh token, an ID token, or the token of a session that has ended: 401', async () => {
    const { accessToken, refreshToken, idToken } = await world.api.signIn()
    for (const token of [refreshToken, idToken]) expect((await world.generate(token)).status).toBe(401)
    await world.api.post('/auth/logout', undefined, bearer(accessToken))
    expect((await world.generate(accessToken)).status).toBe(401)
  })
})

describe('where to, and with which account', () => {
  test.each([
    ['an app that is not among its targets', 'back-office'],
    ['an app that nobody registered', 'nobody-knows-it'],
    ['itself', 'storefront-web-app'],
  ])('%s: 400, audited', async (_, target_app) => {
    const { accessToken, sessionId } = await world.api.signIn()
    const answer = await world.generate(accessToken, { target_app })
    expect([answer.status, answer.body.error_code, answer.body.field]).toEqual([400, 'CIAM_E01_05_001', 'target_app'])
    expect(await world.handoffs(sessionId)).toEqual([])
    expect(await world.events(sessionId)).toMatchObject([
      { event: 'HANDOFF_REFUSED', severity: 'WARN', reason: 'target_not_allowed', handoff_id: null, target_app },
    ])
  })

  test.each([
    ['ticketing', 400, 'CIAM_E01_05_001'],
    ['storefront-web-app', 401, 'CIAM_E04_00_010'],
  ])('%s disabled: %i', async (clientId, status, code) => {
    const { accessToken, sessionId } = await world.api.signIn()
    await world.setStatus(clientId, 'DISABLED')
    const answer = await world.generate(accessToken)
    await world.setStatus(clientId, 'ACTIVE')
    expect([answer.status, answer.body.error_code]).toEqual([status, code])
    expect(await world.handoffs(sessionId)).toEqual([])
  })

  test.each([...BROKEN, '', 'x'.repeat(51), 7, ['ACC-1001']])('what is no account id (%j): 400', async account_id => {
    const { accessToken, sessionId } = await world.api.signIn()
    const answer = await world.generate(accessToken, { target_app: 'ticketing', account_id })
    expect([answer.status, answer.body.field]).toEqual([400, 'account_id'])
    expect(await world.events(sessionId)).toEqual([])
  })

  test.each([
    ['somebody else’s account', 'ACC-2001'],
    ['an account nobody has', 'ACC-9999'],
    ['nearly an own one', 'ACC-1001 '],
    ...HOSTILE.filter(text => text.length <= 50).map(text => ['hostile text', text]),
  ])('%s (%j): 400, audited', async (_, account_id) => {
    const { accessToken, sessionId } = await world.api.signIn()
    const answer = await world.generate(accessToken, { target_app: 'ticketing', account_id })
    expect([answer.status, answer.body.field]).toEqual([400, 'account_id'])
    expect(await world.handoffs(sessionId)).toEqual([])
    expect(await world.events(sessionId)).toMatchObject([
      { event: 'HANDOFF_REFUSED', severity: 'WARN', reason: 'account_not_owned', handoff_id: null },
    ])
  })

  test.each([...HOSTILE, ...BROKEN, '', 'Ticketing', 7, null, undefined, ['ticketing'], { $ne: 1 }])(
    'a target that is no client id (%j): 400, and nothing is written',
    async target_app => {
      const { accessToken, sessionId } = await world.api.signIn()
      const answer = await world.generate(accessToken, { target_app })
      expect([answer.status, answer.body.field]).toEqual([400, 'target_app'])
      expect(await world.events(sessionId)).toEqual([])
    },
  )
})

test('ten a minute for one user, over all sessions; the answers say how many are left', async () => {
  const limited = await startTestApi()
  const call = (accessToken: string) =>
    limited.post('/cross-app/generate-session', { target_app: 'ticketing' }, bearer(accessToken))
  try {
    const [one, other] = [await limited.signIn(), await limited.signIn()]
    for (let n = 1; n <= 10; n++) {
      const answer = await call(n % 2 ? one.accessToken : other.accessToken)
      expect([answer.status, answer.headers.get('ratelimit-remaining')]).toEqual([201, String(10 - n)])
    }
    const refused = await call(one.accessToken)
    expect([refused.status, refused.headers.get('ratelimit-limit')]).toEqual([429, '10'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await call((await limited.signIn('agent')).accessToken)).status).toBe(201)
  } finally {
    await limited.close()
  }
})
