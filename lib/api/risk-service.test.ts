import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sha256 } from '#lib/crypto/hash.ts'
import { json, RECOMMENDATION, startTransmitServer } from '#lib/risk/testing/transmit-server.ts'
import { startTestApi, type TestApi } from './testing/test-api.ts'

// Sign-ins over HTTP that a server which speaks Transmit's API judges, well and badly.

let transmit: Awaited<ReturnType<typeof startTransmitServer>>
let api: TestApi
beforeAll(async () => {
  transmit = await startTransmitServer()
})
afterAll(() => transmit.stop())

const settings = () => ({
  TRANSMIT_BASE_URL: transmit.baseUrl,
  TRANSMIT_CLIENT_ID: 'client-1',
  TRANSMIT_CLIENT_SECRET: 'client-secret',
  TRANSMIT_TIMEOUT_MS: '1000',
})
const allow = { ...RECOMMENDATION, recommendation: { type: 'ALLOW' }, risk_score: 12, threats: [], reasons: [] }

let tokens = 0
const newToken = () => `action-token-${++tokens}`
// From an app that does not offer to remember the device: after ALLOW comes the session.
const login = (actionToken: string | undefined, username = 'simpleuser', headers = {}) =>
  api.post(
    '/auth/login',
    { username, password: 'password', drs_action_token: actionToken },
    { 'x-client-id': 'mobile-app', ...headers },
  )
const trailOf = async (contextId: string) =>
  (await api.rows('SELECT * FROM audit_logs WHERE context_id = $1 ORDER BY created_at, audit_id', [contextId])).map(
    event => [event.event_type, event.severity, event.event_data],
  )
const evaluationOf = async (contextId: string) => {
  const rows = await api.rows('SELECT * FROM drs_evaluations WHERE context_id = $1', [contextId])
  expect(rows).toHaveLength(1)
  return rows[0]
}

describe('a service that answers', () => {
  beforeAll(async () => {
    api = await startTestApi(settings())
  })
  afterAll(() => api.close())
  beforeEach(() => {
    transmit.received.length = 0
    transmit.scripts.recommendation = () => json(RECOMMENDATION)
  })

  test('CHALLENGE asks for a second factor, and every column of the evaluation is filled from the answer', async () => {
    const token = newToken()
    const answer = await login(token, 'simpleuser', { 'x-device-fingerprint': 'fingerprint-1' })
    expect([answer.status, answer.body.response_type_code]).toEqual([200, 'MFA_REQUIRED'])
    const { evaluation_id, created_at, ...row } = await evaluationOf(answer.body.context_id)
    expect(row).toEqual({
      context_id: answer.body.context_id,
      session_id: null,
      guid: 'G-DEMO-01',
      cupid: 'CUPID-DEMO-SIMPLE',
      action_token_hash: sha256(token),
      device_id: 'demo-device-1',
      recommendation: 'CHALLENGE',
      risk_score: 73,
      browser: 'Chrome',
      browser_version: '113',
      operating_system: 'macOS',
      os_version: '14.1.0',
      device_type: 'desktop',
      is_mobile: false,
      screen_resolution: '1920x1080',
      user_agent: expect.stringContaining('Chrome/155'),
      ip_location: 'Los Angeles, California, United States',
      primary_signal_type: 'ACCOUNT_TAKEOVER',
      signal_count: 5,
      has_high_risk_signals: true,
      signal_types: ['ACCOUNT_TAKEOVER', 'TAMPERED_DETECTED', 'BEHAVIOR_BOT', 'PROFILE_DEVICE_NEW', 'VPN_DETECTED'],
      raw_response: RECOMMENDATION,
    })
    expect(evaluation_id).toMatch(/^[0-9a-f-]{36}$/)
    expect(created_at).toBeInstanceOf(Date)
    expect((await trailOf(answer.body.context_id)).map(([type]) => type)).toEqual([
      'LOGIN_INITIATED',
      'DRS_EVALUATION',
      'LOGIN_MFA_REQUIRED',
    ])
  })

  test('ALLOW lets in whom the directory lets in', async () => {
    transmit.scripts.recommendation = () => json(allow)
    const answer = await login(newToken())
    expect(answer.status).toBe(201)
    expect(await evaluationOf(answer.body.context_id)).toMatchObject({ recommendation: 'ALLOW', risk_score: 12 })
  })

  test('DENY is 403, and no session', async () => {
    transmit.scripts.recommendation = () => json({ ...allow, recommendation: { type: 'DENY' }, risk_score: 99 })
    const answer = await login(newToken())
    expect([answer.status, answer.body.error_code]).toEqual([403, 'CIAM_E01_01_010'])
    expect(await evaluationOf(answer.body.context_id)).toMatchObject({ recommendation: 'DENY', risk_score: 99 })
    expect(await api.rows('SELECT 1 FROM sessions WHERE context_id = $1', [answer.body.context_id])).toEqual([])
  })

  test('the device that Transmit knows counts where the client app sends none', async () => {
    const answer = await login(newToken())
    const [context] = await api.rows('SELECT * FROM auth_contexts WHERE context_id = $1', [answer.body.context_id])
    expect(context.device_fingerprint).toBe('demo-device-1')
  })

  test('one access token for all sign-ins', async () => {
    for (let i = 0; i < 3; i++) await login(newToken())
    expect(transmit.count('token')).toBeLessThanOrEqual(1)
    expect(transmit.count('recommendation')).toBe(3)
  })

  test('without an action token the built-in rules judge', async () => {
    const answer = await login(undefined)
    expect(transmit.received).toEqual([])
    expect((await evaluationOf(answer.body.context_id)).raw_response).toMatchObject({
      source: 'built_in',
      fallback_reason: 'NO_ACTION_TOKEN',
    })
  })

  describe('an action token', () => {
    test('is refused the second time, before the service is asked', async () => {
      const token = newToken()
      expect((await login(token)).status).toBe(200)
      const again = await login(token)
      expect([again.status, again.body.error_code, again.body.field]).toEqual([
        400,
        'CIAM_E01_05_001',
        'drs_action_token',
      ])
      expect(transmit.count('recommendation')).toBe(1)
    })

    test('also of another user, and after a sign-in that was denied', async () => {
      transmit.scripts.recommendation = () => json({ ...allow, recommendation: { type: 'DENY' } })
      const token = newToken()
      expect((await login(token)).status).toBe(403)
      transmit.scripts.recommendation = () => json(allow)
      expect((await login(token)).status).toBe(400)
      expect((await login(token, 'mfauser')).status).toBe(400)
    })

    test('in twenty sign-ins at once: one is judged and the service is asked once', async () => {
      transmit.scripts.recommendation = (_, count) => (count === 1 ? { ...json(allow), afterMs: 60 } : { status: 463 })
      const token = newToken()
      const answers = await Promise.all(Array.from({ length: 20 }, () => login(token)))
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(19).fill(400)])
      const rows = await api.rows('SELECT recommendation FROM drs_evaluations WHERE action_token_hash = $1', [
        sha256(token),
      ])
      expect(rows).toEqual([{ recommendation: 'ALLOW' }])
      expect(transmit.count('recommendation')).toBe(1)
    })

    test('is kept nowhere, and neither is the client secret', async () => {
      const token = newToken()
      transmit.scripts.recommendation = () =>
        json({ ...RECOMMENDATION, context: { ...RECOMMENDATION.context, action_token: token } })
      const answer = await login(token)
      const kept = [
        await evaluationOf(answer.body.context_id),
        await trailOf(answer.body.context_id),
        await api.rows('SELECT * FROM auth_contexts'),
        await api.rows('SELECT * FROM graphile_worker._private_jobs'),
      ]
      for (const secret of [token, 'client-secret', 'access-1']) expect(JSON.stringify(kept)).not.toContain(secret)
    })
  })
})

describe('a service that does not: CHALLENGE, on record, never ALLOW', () => {
  beforeEach(async () => {
    // Its own breaker each time.
    api = await startTestApi(settings())
    transmit.received.length = 0
    transmit.scripts.recommendation = () => json(allow)
  })
  afterEach(() => api.close())

  async function expectChallenge(reason: string, status: number | null = null) {
    const answer = await login(newToken())
    expect([answer.status, answer.body.response_type_code]).toEqual([200, 'MFA_REQUIRED'])
    const row = await evaluationOf(answer.body.context_id)
    expect(row).toMatchObject({
      recommendation: 'CHALLENGE',
      risk_score: 50,
      signal_count: 1,
      browser: 'Chrome',
      operating_system: 'Linux',
      device_type: 'desktop',
      raw_response: { source: 'transmit', available: false, reason, status },
    })
    const evaluation = { evaluation_id: row.evaluation_id }
    expect(await trailOf(answer.body.context_id)).toMatchObject([
      ['LOGIN_INITIATED', 'INFO', {}],
      ['DRS_UNAVAILABLE', 'ERROR', { ...evaluation, fallback: 'CHALLENGE' }],
      ['DRS_EVALUATION', 'INFO', { ...evaluation, recommendation: 'CHALLENGE', risk_score: 50 }],
      ['LOGIN_MFA_REQUIRED', 'INFO', {}],
    ])
    expect(await api.rows('SELECT 1 FROM sessions WHERE context_id = $1', [answer.body.context_id])).toEqual([])
    return row
  }

  test.each([
    ['a time-out', { ...json(allow), afterMs: 4_000 }, 'TIMEOUT', null],
    ['a limit', { status: 429 }, 'RATE_LIMITED', 429],
    ['a token used elsewhere', { status: 463 }, 'TOKEN_REUSED', 463],
    ['garbage', { body: '\u0000 garbage {{{' }, 'INVALID_ANSWER', 200],
    ['another shape', json({ verdict: 'ALLOW' }), 'INVALID_ANSWER', 200],
    ['its own fault', { status: 500 }, 'SERVER_ERROR', 500],
    ['no permission', { status: 403 }, 'FORBIDDEN', 403],
    ['a cut connection', { ...json(allow), cut: true }, 'UNREACHABLE', null],
  ])('%s', async (_name, reply, reason, status) => {
    transmit.scripts.recommendation = () => reply
    const row = await expectChallenge(reason, status)
    expect(row.primary_signal_type).toBe(reason === 'TOKEN_REUSED' ? 'ACTION_TOKEN_REUSED' : 'RISK_SERVICE_UNAVAILABLE')
    expect(row.has_high_risk_signals).toBe(reason === 'TOKEN_REUSED')
  })

  test('slow answers hold a sign-in up for twice the limit, no longer', async () => {
    transmit.scripts.recommendation = () => ({ ...json(allow), afterMs: 9_000 })
    const startedMs = performance.now()
    await expectChallenge('TIMEOUT')
    expect(performance.now() - startedMs).toBeLessThan(6_000)
  })

  test('down: after five nobody waits for it; it is tried again, and answers', async () => {
    transmit.scripts.recommendation = () => ({ status: 500 })
    for (let i = 0; i < 5; i++) await expectChallenge('SERVER_ERROR', 500)
    const asked = transmit.received.length
    await expectChallenge('BREAKER_OPEN')
    expect(transmit.received).toHaveLength(asked)
    transmit.scripts.recommendation = () => json(allow)
    await expect.poll(async () => (await login(newToken())).status, { timeout: 5_000, interval: 200 }).toBe(201)
  })
})
