import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  insertAuditEvent,
  insertContext,
  insertDevice,
  insertEvaluation,
  insertSession,
  newCupid,
} from '#db/testing/rows.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { builtInRisk } from './built-in.ts'
import type { RiskRequest } from './risk-service.ts'
import { RISK_POLICY } from './rules.ts'

let database: TestDatabase
let request: RiskRequest
let serial = 0
const risk = builtInRisk()
const UNDECIDED = { authOutcome: null, completedAt: null }
const SUCCEEDED = { authOutcome: 'SUCCESS', completedAt: sql`now()` }
const FAILED = { authOutcome: 'FAILED', completedAt: sql`now()` }
const LONG_AGO = {
  ...SUCCEEDED,
  createdAt: sql`now() - interval '30 days'`,
  completedAt: sql`now() - interval '30 days'`,
  expiresAt: sql`now()`,
}

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
// A user and an address of its own for each test.
beforeEach(() => {
  serial += 1
  request = {
    authType: 'INITIAL',
    sessionId: null,
    cupid: newCupid(),
    appId: 'storefront-web-app',
    ipAddress: `198.51.100.${serial}`,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
    deviceFingerprint: `fingerprint-${randomUUID()}`,
    actionToken: null,
  }
})

const evaluate = (changes: Partial<RiskRequest> = {}) => risk.evaluate(database.db, { ...request, ...changes })
const signalsOf = async (changes?: Partial<RiskRequest>) => (await evaluate(changes)).signals.map(({ type }) => type)
const mine = () => ({ cupid: request.cupid, ipAddress: request.ipAddress })
const context = (columns: Parameters<typeof insertContext>[1]) => insertContext(database.db, { ...mine(), ...columns })
const failure = (columns: Parameters<typeof insertAuditEvent>[1] = {}) =>
  insertAuditEvent(database.db, { ...mine(), eventType: 'LOGIN_FAILED', severity: 'WARN', ...columns })
const times = (count: number, make: (index: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

describe('a first sign-in', () => {
  it.each([
    ['with a fingerprint', undefined],
    ['without one', null],
  ])('%s is allowed', async (_name, fingerprint) => {
    const verdict = await evaluate(fingerprint === null ? { deviceFingerprint: null } : {})
    expect(verdict).toMatchObject({ available: true, recommendation: 'ALLOW', riskScore: 0, signals: [] })
  })
})

describe('devices', () => {
  it('knows the one that signed the user in before', async () => {
    await context({ ...LONG_AGO, deviceFingerprint: request.deviceFingerprint })
    expect(await signalsOf()).toEqual([])
  })

  it('takes another for new, and its absence too', async () => {
    await context({ ...LONG_AGO, deviceFingerprint: 'the old phone' })
    expect(await signalsOf()).toEqual(['NEW_DEVICE'])
    expect(await signalsOf({ deviceFingerprint: null })).toEqual(['NEW_DEVICE'])
    expect(await evaluate()).toMatchObject({ recommendation: 'ALLOW', riskScore: 15 })
  })

  it('is not taught by attempts that failed or are not decided', async () => {
    await context({ ...LONG_AGO, deviceFingerprint: 'the old phone' })
    await context({ ...FAILED, deviceFingerprint: request.deviceFingerprint })
    await context({ ...UNDECIDED, deviceFingerprint: request.deviceFingerprint })
    expect(await signalsOf()).toEqual(['NEW_DEVICE'])
  })

  it('knows a trusted device while it is trusted, whatever became of its contexts', async () => {
    await context({ ...LONG_AGO, deviceFingerprint: 'the old phone' })
    const device = { cupid: request.cupid, deviceFingerprint: request.deviceFingerprint! }
    await insertDevice(database.db, { ...device, status: 'REVOKED' })
    await insertDevice(database.db, {
      ...device,
      appId: 'other',
      trustedAt: sql`now() - interval '1 day'`,
      expiresAt: sql`now() - interval '1 second'`,
    })
    expect(await signalsOf()).toEqual(['NEW_DEVICE'])
    await insertDevice(database.db, device)
    expect(await signalsOf()).toEqual([])
  })

  it('does not take another user’s device for this one’s', async () => {
    await context({ ...LONG_AGO, deviceFingerprint: 'the old phone' })
    await insertContext(database.db, { ...LONG_AGO, deviceFingerprint: request.deviceFingerprint })
    expect(await signalsOf()).toEqual(['NEW_DEVICE'])
  })

  it('counts more than three in ten minutes, this one included', async () => {
    await times(2, index => context({ ...UNDECIDED, deviceFingerprint: `d${index}` }))
    await context({ ...UNDECIDED, deviceFingerprint: request.deviceFingerprint })
    expect(await signalsOf()).toEqual([])
    await context({ ...UNDECIDED, deviceFingerprint: 'd3' })
    expect(await signalsOf()).toEqual(['MULTIPLE_DEVICES'])
  })
})

describe('velocity of an address', () => {
  it('counts sign-ins, step-ups and failed credentials, this attempt included', async () => {
    const { sessionId } = await insertSession(database.db)
    await times(10, () => context({ ...SUCCEEDED, cupid: newCupid() }))
    await times(8, () => context({ ...SUCCEEDED, cupid: newCupid(), sessionId }))
    await failure({ cupid: null })
    expect(await signalsOf()).toEqual([])
    await failure({ cupid: null, severity: 'ERROR' })
    expect(await evaluate()).toMatchObject({
      recommendation: 'ALLOW',
      signals: [{ type: 'IP_VELOCITY', points: 25, evidence: { attempts: 21, unsuccessful: 2, threshold: 20 } }],
    })
  })

  it('challenges at an address where most fail', async () => {
    await times(20, () => failure({ cupid: newCupid() }))
    expect(await evaluate()).toMatchObject({
      recommendation: 'CHALLENGE',
      riskScore: 45,
      signals: [{ type: 'IP_VELOCITY', severity: 'HIGH', evidence: { attempts: 21, unsuccessful: 20 } }],
    })
  })

  it('looks at this address and at ten minutes of the database’s clock only', async () => {
    const earlier = { createdAt: sql`now() - interval '601 seconds'` }
    await times(20, () => failure({ cupid: newCupid(), ...earlier }))
    await times(20, () => context({ ...UNDECIDED, cupid: newCupid(), ...earlier }))
    await times(20, () => failure({ cupid: newCupid(), ipAddress: '198.51.100.250' }))
    await times(20, () => failure({ cupid: newCupid(), severity: 'INFO' }))
    await times(20, () => failure({ cupid: newCupid(), eventType: 'LOGIN_DENIED' }))
    expect(await signalsOf()).toEqual([])
  })
})

describe('velocity of a user', () => {
  it('counts wrong passwords and wrong codes', async () => {
    await failure()
    await failure({ eventType: 'MFA_VERIFY_FAILED', severity: 'ERROR' })
    expect(await signalsOf()).toEqual([])
    await failure()
    expect(await evaluate()).toMatchObject({
      recommendation: 'CHALLENGE',
      riskScore: 35,
      signals: [
        { type: 'MULTIPLE_FAILED_ATTEMPTS', points: 35, evidence: { failed: 3, threshold: 3, windowMinutes: 10 } },
      ],
    })
  })

  it('counts a failed journey once: by its events, or by itself where it has none', async () => {
    const failed = await context(FAILED)
    await failure({ eventType: 'MFA_VERIFY_FAILED', contextId: failed.contextId })
    await context(FAILED)
    expect(await signalsOf()).toEqual([])
    await context(FAILED)
    expect(await signalsOf()).toEqual(['MULTIPLE_FAILED_ATTEMPTS'])
  })

  it('passes over what is no failure, is another’s, or is past', async () => {
    await times(3, () => failure({ severity: 'INFO' }))
    await times(3, () => failure({ eventType: 'LOGIN_SUCCESS' }))
    await times(3, () => failure({ cupid: newCupid() }))
    await times(3, () => failure({ createdAt: sql`now() - interval '601 seconds'` }))
    expect(await signalsOf()).toEqual([])
  })

  it('counts more than five addresses, of contexts and failures, this one included', async () => {
    await times(3, index => context({ ...UNDECIDED, ipAddress: `203.0.113.${index}` }))
    await failure({ ipAddress: '203.0.113.3' })
    await context(UNDECIDED)
    expect(await signalsOf()).toEqual([])
    await failure({ ipAddress: '203.0.113.4' })
    expect(await evaluate()).toMatchObject({
      recommendation: 'CHALLENGE',
      signals: [{ type: 'MULTIPLE_IPS', severity: 'HIGH', evidence: { addresses: 6, threshold: 5 } }],
    })
  })

  it('remembers a high-risk evaluation for a week', async () => {
    const { contextId } = await context(LONG_AGO)
    await insertEvaluation(database.db, { cupid: request.cupid, contextId, riskScore: 69 })
    await insertEvaluation(database.db, {
      cupid: request.cupid,
      contextId,
      riskScore: 99,
      createdAt: sql`now() - interval '8 days'`,
    })
    expect(await signalsOf({ deviceFingerprint: null })).toEqual([])
    await insertEvaluation(database.db, {
      cupid: request.cupid,
      contextId,
      riskScore: 70,
      createdAt: sql`now() - interval '6 days'`,
    })
    expect(await evaluate({ deviceFingerprint: null })).toMatchObject({
      recommendation: 'CHALLENGE',
      signals: [{ type: 'RECENT_HIGH_RISK', evidence: { evaluations: 1, atLeastScore: 70, withinDays: 7 } }],
    })
  })
})

describe('the verdict', () => {
  it('has the shape of Transmit’s answer and every signal with its points', async () => {
    await context({ ...LONG_AGO, deviceFingerprint: 'the old phone' })
    await times(4, () => failure())
    const sessionId = randomUUID()
    const verdict = await evaluate({ ipAddress: '81.2.69.160', authType: 'STEP_UP', sessionId })
    expect(verdict).toMatchObject({
      deviceId: request.deviceFingerprint,
      device: { browser: 'Firefox', browserVersion: '132.0', operatingSystem: 'Linux', deviceType: 'desktop' },
      ipLocation: 'United Kingdom',
      raw: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        issued_at: expect.any(Number),
        recommendation: { type: 'CHALLENGE' },
        risk_score: 50,
        context: {
          action_type: 'step_up',
          session_id: sessionId,
          ip: '81.2.69.160',
          ip_country: 'GB',
          browser_name: 'Firefox',
          user_id: request.cupid,
        },
        risk_signals: { history: { user_failed_in_window: 4, signed_in_before: true } },
        reasons: ['MULTIPLE_FAILED_ATTEMPTS', 'NEW_DEVICE'],
        threats: [],
        source: 'built_in',
        signals: [{ points: 35 }, { points: 15 }],
      },
    })
    expect(Math.abs(Number(verdict.raw.issued_at) - Date.now())).toBeLessThan(60_000)
    expect(JSON.parse(JSON.stringify(verdict.raw))).toEqual(verdict.raw)
  })

  it('follows the policy it is given', async () => {
    await failure()
    const strict = { ...RISK_POLICY, failedAttempts: { atLeast: 1, points: 95 } }
    const verdict = await builtInRisk({ policy: strict }).evaluate(database.db, request)
    expect(verdict).toMatchObject({ recommendation: 'DENY', riskScore: 95 })
  })

  it('sees what its own transaction wrote, and takes hostile text for text', async () => {
    const cupid = "C-1'; DROP TABLE tokens; --"
    await database.db.transaction(async tx => {
      for (let i = 0; i < 3; i++) await insertAuditEvent(tx, { cupid, eventType: 'LOGIN_FAILED', severity: 'WARN' })
      const verdict = await risk.evaluate(tx, { ...request, cupid, deviceFingerprint: "' OR true --" })
      expect(verdict.signals.map(({ type }) => type)).toEqual(['MULTIPLE_FAILED_ATTEMPTS'])
    })
    expect((await database.pool.query("SELECT to_regclass('tokens') AS there")).rows[0].there).toBe('tokens')
  })

  it('asks the database once', async () => {
    const client = await database.pool.connect()
    client.release()
    const asked: unknown[] = []
    const query = client.query.bind(client)
    const listen = (...args: unknown[]) => {
      asked.push(args[0])
      return Reflect.apply(query, client, args)
    }
    Object.assign(client, { query: listen })
    try {
      await evaluate()
    } finally {
      Reflect.deleteProperty(client, 'query')
    }
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ name: 'risk_facts' })
  })
})
