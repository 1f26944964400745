import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import type { RiskRequest } from './risk-service.ts'
import { json, RECOMMENDATION, startTransmitServer } from './testing/transmit-server.ts'
import { type TransmitOptions, transmitRisk } from './transmit.ts'

const CLIENT_SECRET = 'the-client-secret-of-the-test'
const ACTION_TOKEN = 'action token/with+signs&more=1'
const request: RiskRequest = {
  authType: 'INITIAL',
  sessionId: null,
  cupid: 'C-1',
  appId: 'storefront-web-app',
  ipAddress: '81.2.69.160',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
  deviceFingerprint: 'fingerprint-1',
  actionToken: ACTION_TOKEN,
}

let database: TestDatabase
let transmit: Awaited<ReturnType<typeof startTransmitServer>>
let logged: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  logged = ''
  transmit = await startTransmitServer()
})
afterEach(() => transmit.stop())

const log = pino({ level: 'trace' }, { write: (line: string) => (logged += line) })
const open = (options: Partial<TransmitOptions> = {}) =>
  transmitRisk({ baseUrl: transmit.baseUrl, clientId: 'client-1', clientSecret: CLIENT_SECRET, log, ...options })
type Risk = ReturnType<typeof open>
let signIns = 0
/** A sign-in with an action token of its own. */
const evaluate = (risk: Risk, changes: Partial<RiskRequest> = {}) =>
  risk.evaluate(database.db, { ...request, actionToken: `${ACTION_TOKEN}${++signIns}`, ...changes })
const times = <T>(n: number, work: () => T) => Array.from({ length: n }, work)
const unavailable = (reason: string, status: number | null = null) => ({
  available: false,
  recommendation: 'CHALLENGE',
  riskScore: 50,
  ipLocation: 'United Kingdom',
  signals: [{ evidence: { reason, status } }],
  raw: { source: 'transmit', available: false, reason, status },
})

describe('an evaluation', () => {
  it('asks for a token by the form, then for the recommendation, and reads it', async () => {
    const verdict = await evaluate(open(), { actionToken: ACTION_TOKEN })
    expect(verdict).toMatchObject({ available: true, recommendation: 'CHALLENGE', riskScore: 73, raw: RECOMMENDATION })
    const [token, recommendation] = transmit.received
    expect(token).toMatchObject({ path: 'POST /oidc/token', authorization: null })
    expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
      client_id: 'client-1',
      client_secret: CLIENT_SECRET,
      grant_type: 'client_credentials',
      resource: 'https://risk.identity.security',
    })
    expect(recommendation).toMatchObject({ path: 'GET /risk/v1/recommendation', authorization: 'Bearer access-1' })
    expect(Object.fromEntries(recommendation!.query)).toEqual({ action_token: ACTION_TOKEN })
  })

  it('without an action token is the built-in rules’, and says so', async () => {
    const verdict = await evaluate(open(), { actionToken: null })
    expect(verdict).toMatchObject({
      available: true,
      recommendation: 'ALLOW',
      raw: { source: 'built_in', fallback_reason: 'NO_ACTION_TOKEN' },
    })
    expect(transmit.received).toEqual([])
  })
})

describe('no verdict', () => {
  it.each([
    ['rate limited', { status: 429 }, 'RATE_LIMITED', 429, 1],
    ['token reused', { status: 463, body: '{"error_code":1001}' }, 'TOKEN_REUSED', 463, 1],
    ['bad request', { status: 400 }, 'REQUEST_REFUSED', 400, 1],
    ['forbidden', { status: 403 }, 'FORBIDDEN', 403, 1],
    ['server error', { status: 500 }, 'SERVER_ERROR', 500, 2],
    ['gateway page', { status: 502, body: '<html>' }, 'SERVER_ERROR', 502, 2],
    ['redirect', { status: 302 }, 'INVALID_ANSWER', 302, 1],
    ['garbage', { body: '\u0000\u0001 garbage {{{' }, 'INVALID_ANSWER', 200, 1],
    ['truncated JSON', { body: JSON.stringify(RECOMMENDATION).slice(0, 300) }, 'INVALID_ANSWER', 200, 1],
    ['a flood', { body: `{"x":"${'y'.repeat(300_000)}"}` }, 'INVALID_ANSWER', 200, 1],
    ['a connection cut in the answer', { body: JSON.stringify(RECOMMENDATION), cut: true }, 'UNREACHABLE', null, 2],
  ])('%s', async (_name, reply, reason, status, asked) => {
    transmit.scripts.recommendation = () => reply
    const verdict = await evaluate(open())
    expect(verdict).toMatchObject(unavailable(reason, status))
    expect(transmit.count('recommendation')).toBe(asked)
    expect(verdict.signals[0]?.type).toBe(
      reason === 'TOKEN_REUSED' ? 'ACTION_TOKEN_REUSED' : 'RISK_SERVICE_UNAVAILABLE',
    )
    const said = logged + JSON.stringify(verdict)
    for (const secret of [ACTION_TOKEN, encodeURIComponent(ACTION_TOKEN), CLIENT_SECRET, 'access-1']) {
      expect(said).not.toContain(secret)
    }
    expect(logged).toContain(reason)
  })

  it('slow: twice the limit, no longer, with the device as the user agent tells it', async () => {
    transmit.scripts.recommendation = () => ({ ...json(RECOMMENDATION), afterMs: 2_000 })
    const risk = open({ timeoutMs: 150 })
    const startedMs = performance.now()
    const verdict = await evaluate(risk)
    expect(performance.now() - startedMs).toBeLessThan(600)
    expect(performance.now() - startedMs).toBeGreaterThan(290)
    expect(verdict).toMatchObject({ ...unavailable('TIMEOUT'), device: { browser: 'Firefox' } })
    expect(transmit.count('recommendation')).toBe(2)
  })

  it('a slow token endpoint counts against the same limit', async () => {
    transmit.scripts.token = () => ({ ...json({ access_token: 'late' }), afterMs: 2_000 })
    const startedMs = performance.now()
    expect(await evaluate(open({ timeoutMs: 150 }))).toMatchObject(unavailable('TIMEOUT'))
    expect(performance.now() - startedMs).toBeLessThan(600)
  })

  it('one bad moment is not seen: the retry answers', async () => {
    transmit.scripts.recommendation = (_, count) => (count === 1 ? { status: 503 } : json(RECOMMENDATION))
    expect(await evaluate(open())).toMatchObject({ available: true, riskScore: 73 })
  })

  it('a retry that finds the token used: it was we who used it, and nobody is accused', async () => {
    transmit.scripts.recommendation = (_, count) =>
      count === 1 ? { ...json(RECOMMENDATION), afterMs: 500 } : { status: 463 }
    const verdict = await evaluate(open({ timeoutMs: 150 }))
    expect(verdict).toMatchObject({ ...unavailable('TIMEOUT'), signals: [{ type: 'RISK_SERVICE_UNAVAILABLE' }] })
    expect(transmit.count('recommendation')).toBe(2)
  })

  it('connection refused', async () => {
    const closed = createServer()
    await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as { port: number }
    await new Promise(resolve => closed.close(resolve))
    expect(await evaluate(open({ baseUrl: `http://127.0.0.1:${port}` }))).toMatchObject(unavailable('UNREACHABLE'))
  })
})

describe('access tokens', () => {
  it('one request for 50 sign-ins at once, and none for those after', async () => {
    transmit.scripts.token = () => {
      transmit.issued.add('shared')
      return { ...json({ access_token: 'shared', expires_in: 3600 }), afterMs: 50 }
    }
    const risk = open()
    const verdicts = await Promise.all(times(50, () => evaluate(risk)))
    expect(verdicts.every(({ available }) => available)).toBe(true)
    await evaluate(risk)
    expect(transmit.count('token')).toBe(1)
    expect(transmit.count('recommendation')).toBe(51)
  })

  it('a new one when the old one’s time is up', async () => {
    transmit.scripts.token = (_, count) => {
      transmit.issued.clear()
      transmit.issued.add(`short-${count}`)
      return json({ access_token: `short-${count}`, expires_in: 1 })
    }
    const risk = open()
    await evaluate(risk)
    await evaluate(risk)
    expect(transmit.count('token')).toBe(1)
    await sleep(1_000)
    expect(await evaluate(risk)).toMatchObject({ available: true })
    expect(transmit.count('token')).toBe(2)
    expect(transmit.count('recommendation')).toBe(3)
  })

  it('one new one for 50 sign-ins that find it revoked', async () => {
    const risk = open()
    await evaluate(risk)
    transmit.issued.clear()
    const verdicts = await Promise.all(times(50, () => evaluate(risk)))
    expect(verdicts.every(({ available }) => available)).toBe(true)
    expect(transmit.count('token')).toBe(2)
  })

  it('one new one, not a third, when 401 stays', async () => {
    transmit.scripts.recommendation = () => ({ status: 401 })
    expect(await evaluate(open())).toMatchObject(unavailable('UNAUTHORIZED', 401))
    expect(transmit.count('token')).toBe(2)
    expect(transmit.count('recommendation')).toBe(2)
  })

  it.each([
    ['refused credentials', { status: 400, body: '{"error":"invalid_client"}' }, 'UNAUTHORIZED', 400],
    ['no token in the answer', json({ token_type: 'Bearer' }), 'INVALID_ANSWER', 200],
    ['no JSON', { body: 'ok' }, 'INVALID_ANSWER', 200],
    ['JSON that is no object', { body: 'null' }, 'INVALID_ANSWER', 200],
  ])('%s', async (_name, reply, reason, status) => {
    transmit.scripts.token = () => reply
    expect(await evaluate(open())).toMatchObject(unavailable(reason, status))
    expect(transmit.count('recommendation')).toBe(0)
  })
})

describe('one action token in several sign-ins', () => {
  const bring = (risk: Risk, cupid = 'C-1') => evaluate(risk, { actionToken: ACTION_TOKEN, cupid })

  it('is asked about once; the same user has the same verdict, another none', async () => {
    transmit.scripts.recommendation = (_, count) =>
      count === 1 ? { ...json(RECOMMENDATION), afterMs: 50 } : { status: 463 }
    const risk = open()
    const [first, second, stranger] = await Promise.all([bring(risk), bring(risk), bring(risk, 'C-2')])
    expect([first, second, await bring(risk)]).toMatchObject(Array(3).fill({ available: true, riskScore: 73 }))
    for (const verdict of [stranger, await bring(risk, 'C-2')]) {
      expect(verdict).toMatchObject({ ...unavailable('TOKEN_REUSED'), signals: [{ type: 'ACTION_TOKEN_REUSED' }] })
    }
    expect(transmit.count('recommendation')).toBe(1)
  })

  it('is asked about again after a question that came to nothing', async () => {
    const risk = open()
    transmit.scripts.recommendation = () => ({ status: 429 })
    expect(await Promise.all([bring(risk), bring(risk)])).toMatchObject(Array(2).fill(unavailable('RATE_LIMITED', 429)))
    expect(transmit.count('recommendation')).toBe(1)
    transmit.scripts.recommendation = () => json(RECOMMENDATION)
    expect(await bring(risk)).toMatchObject({ available: true })
  })
})

describe('the breaker', () => {
  it('opens after five failures, asks nobody, lets one probe through and closes when it answers', async () => {
    transmit.scripts.recommendation = () => ({ status: 500 })
    const risk = open()
    for (let i = 0; i < 5; i++) expect(await evaluate(risk)).toMatchObject(unavailable('SERVER_ERROR', 500))
    const asked = transmit.received.length
    for (let i = 0; i < 20; i++) expect(await evaluate(risk)).toMatchObject(unavailable('BREAKER_OPEN'))
    expect(transmit.received).toHaveLength(asked)

    await sleep(1_050)
    const still = await Promise.all(times(3, () => evaluate(risk)))
    expect(still.map(({ raw }) => raw.reason).toSorted()).toEqual(['BREAKER_OPEN', 'BREAKER_OPEN', 'SERVER_ERROR'])

    transmit.scripts.recommendation = () => json(RECOMMENDATION)
    expect(await evaluate(risk)).toMatchObject(unavailable('BREAKER_OPEN'))
    await sleep(1_050)
    expect(await evaluate(risk)).toMatchObject({ available: true })
    const all = await Promise.all(times(5, () => evaluate(risk)))
    expect(all.every(({ available }) => available)).toBe(true)
    expect(logged.match(/"state":"(open|closed)"/g)).toEqual(['"state":"open"', '"state":"closed"'])
  })

  it.each([400, 463])('is not opened by action tokens that are worn out or made up (%i)', async status => {
    const risk = open()
    transmit.scripts.recommendation = () => ({ status })
    for (let i = 0; i < 8; i++) await evaluate(risk)
    transmit.scripts.recommendation = () => json(RECOMMENDATION)
    expect(await evaluate(risk)).toMatchObject({ available: true })
  })
})

describe('reporting an outcome', () => {
  const outcome = { result: 'success', userId: 'C-1', challengeType: 'sms_otp' } as const

  it('sends the documented body', async () => {
    expect(await open().reportOutcome(ACTION_TOKEN, outcome)).toBe(true)
    const sent = transmit.received.at(-1)
    expect(sent).toMatchObject({ path: 'POST /risk/v1/action/result', authorization: 'Bearer access-1' })
    expect(JSON.parse(sent!.body)).toEqual({
      action_token: ACTION_TOKEN,
      result: 'success',
      user_id: 'C-1',
      challenge_type: 'sms_otp',
    })
  })

  it.each([400, 463])('is refused for good with %i', async status => {
    transmit.scripts.result = () => ({ status })
    expect(await open().reportOutcome(ACTION_TOKEN, outcome)).toBe(false)
  })

  it.each([429, 500])('may be tried later after %i', async status => {
    transmit.scripts.result = () => ({ status })
    await expect(open().reportOutcome(ACTION_TOKEN, outcome)).rejects.toMatchObject({
      failure: 'dependency_unavailable',
    })
  })
})
