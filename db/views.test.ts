import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  insertAuditEvent,
  insertContext,
  insertEvaluation,
  insertHandoff,
  insertSession,
  insertToken,
  insertTransaction,
  newCupid,
} from './testing/rows.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

const ago = (span: string) => sql.raw(`now() - interval '${span}'`)

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('v_active_sessions', () => {
  test('counts the active tokens of active sessions', async () => {
    const { db } = database
    const { sessionId, cupid } = await insertSession(db)
    for (const tokenType of ['ACCESS', 'REFRESH', 'ID']) await insertToken(db, { sessionId, tokenType })
    await insertToken(db, { sessionId, tokenType: 'REFRESH', status: 'ROTATED' })
    await insertToken(db, { sessionId, tokenType: 'ACCESS', status: 'EXPIRED' })
    for (const status of ['EXPIRED', 'REVOKED', 'LOGGED_OUT']) await insertSession(db, { cupid, status })
    expect(
      await see('v_active_sessions', cupid, 'session_id, active_token_count, has_access_token, has_refresh_token'),
    ).toEqual([{ session_id: sessionId, active_token_count: '3', has_access_token: '1', has_refresh_token: '1' }])
  })

  test('shows a session that has lost all its tokens', async () => {
    const { cupid, sessionId } = await insertSession(database.db)
    await insertToken(database.db, { sessionId, status: 'EXPIRED' })
    expect(await see('v_active_sessions', cupid, 'active_token_count, has_access_token, has_refresh_token')).toEqual([
      { active_token_count: '0', has_access_token: '0', has_refresh_token: '0' },
    ])
  })
})

describe('v_pending_transactions', () => {
  test('shows what waits for the user, the newest first, with the seconds left', async () => {
    const { db } = database
    const cupid = newCupid()
    const waiting = async (createdAt: string) => {
      const { contextId } = await insertContext(db, { cupid })
      const step = { contextId, createdAt: ago(createdAt), expiresAt: sql`now() + interval '100 seconds'` }
      return (await insertTransaction(db, step)).transactionId
    }
    const [older, newer] = [await waiting('3 minutes'), await waiting('1 minute')]
    const { contextId } = await insertContext(db, { cupid })
    await insertTransaction(db, { contextId, transactionStatus: 'CONSUMED' })
    await insertTransaction(db, { contextId, sequenceNumber: 2, expiresAt: ago('1 second') })
    const rows = await see('v_pending_transactions', cupid, 'transaction_id, seconds_until_expiry::float AS seconds')
    expect(rows.map(row => row.transaction_id)).toEqual([newer, older])
    for (const { seconds } of rows) {
      expect(seconds).toBeGreaterThan(80)
      expect(seconds).toBeLessThanOrEqual(100)
    }
  })
})

describe('v_high_risk_logins', () => {
  test('shows scores of 70 and more with their signals, the newest first', async () => {
    const { db } = database
    const cupid = newCupid()
    for (const [riskScore, age] of [
      [69, '1 minute'],
      [70, '3 minutes'],
      [100, '2 minutes'],
    ] as const) {
      const { contextId } = await insertContext(db, { cupid, authOutcome: 'FAILED' })
      await insertEvaluation(db, {
        ...{ contextId, cupid, riskScore, recommendation: 'DENY', createdAt: ago(age) },
        ...{ hasHighRiskSignals: true, primarySignalType: 'VPN_DETECTED', signalTypes: ['NEW_DEVICE', 'VPN_DETECTED'] },
      })
    }
    const facts =
      'risk_score, recommendation, auth_outcome, auth_type, has_high_risk_signals, primary_signal_type, signal_types'
    const common = {
      ...{ recommendation: 'DENY', auth_outcome: 'FAILED', auth_type: 'INITIAL', has_high_risk_signals: true },
      ...{ primary_signal_type: 'VPN_DETECTED', signal_types: ['NEW_DEVICE', 'VPN_DETECTED'] },
    }
    expect(await see('v_high_risk_logins', cupid, facts)).toEqual([
      { risk_score: 100, ...common },
      { risk_score: 70, ...common },
    ])
  })
})

describe('v_token_rotation_chains', () => {
  test('numbers the generations of each chain and tells how long each lived', async () => {
    const { db } = database
    const { sessionId } = await insertSession(db)
    const refresh = { sessionId, tokenType: 'REFRESH' }
    const first = await insertToken(db, {
      ...refresh,
      status: 'ROTATED',
      createdAt: ago('60 minutes'),
      revokedAt: ago('40 minutes'),
    })
    const second = await insertToken(db, {
      ...{ ...refresh, parentTokenId: first.tokenId, status: 'ROTATED' },
      ...{ createdAt: ago('40 minutes'), revokedAt: ago('10 minutes') },
    })
    await insertToken(db, { ...refresh, parentTokenId: second.tokenId, createdAt: ago('10 minutes') })
    await insertToken(db, { sessionId, tokenType: 'ACCESS', createdAt: ago('10 minutes') })
    const { rows } = await database.pool.query(
      `SELECT token_type, generation, status, round(lifetime_seconds / 60)::int AS minutes
       FROM v_token_rotation_chains WHERE session_id = $1`,
      [sessionId],
    )
    expect(rows).toEqual([
      { token_type: 'ACCESS', generation: 1, status: 'ACTIVE', minutes: 10 },
      { token_type: 'REFRESH', generation: 1, status: 'ROTATED', minutes: 20 },
      { token_type: 'REFRESH', generation: 2, status: 'ROTATED', minutes: 30 },
      { token_type: 'REFRESH', generation: 3, status: 'ACTIVE', minutes: 10 },
    ])
  })
})

describe('v_failed_login_attempts', () => {
  const failure = { eventType: 'LOGIN_FAILED', eventCategory: 'AUTH', severity: 'WARN', ipAddress: '198.51.100.7' }

  async function insertFailures(count: number, columns: Parameters<typeof insertAuditEvent>[1]) {
    for (let n = 0; n < count; n++) {
      await insertAuditEvent(database.db, { ...failure, eventData: { error_code: 'CIAM_E01_01_001' }, ...columns })
    }
  }

  test('shows three failures of a user from an address with one code within the hour', async () => {
    const cupid = newCupid()
    await insertFailures(1, { cupid, createdAt: ago('50 minutes') })
    await insertFailures(1, { cupid, eventType: 'INVALID_CREDENTIALS', createdAt: ago('30 minutes') })
    await insertFailures(1, { cupid, eventType: 'MFA_VERIFY_FAILED', severity: 'ERROR', createdAt: ago('10 minutes') })
    const facts = `error_code, attempt_count, round(extract(epoch FROM now() - first_attempt_at) / 60)::int AS first,
      round(extract(epoch FROM now() - last_attempt_at) / 60)::int AS last`
    expect(await see('v_failed_login_attempts', cupid, facts)).toEqual([
      { error_code: 'CIAM_E01_01_001', attempt_count: '3', first: 50, last: 10 },
    ])
  })

  test.each([
    ['only two', {}],
    ['one of three longer ago than an hour', { createdAt: ago('61 minutes') }],
    ['one of three from another address', { ipAddress: '198.51.100.8' }],
    ['one of three with another code', { eventData: { error_code: 'CIAM_E01_01_002' } }],
    ['one of three of no weight', { severity: 'INFO' }],
    ['one of three that is no failure', { eventType: 'LOGIN_SUCCESS' }],
  ] as const)('does not show: %s', async (what, third) => {
    const cupid = newCupid()
    await insertFailures(2, { cupid })
    if (what !== 'only two') await insertFailures(1, { cupid, ...third })
    expect(await see('v_failed_login_attempts', cupid, '*')).toEqual([])
  })

  test('shows attempts on names that nobody has', async () => {
    await insertFailures(4, { cupid: null, ipAddress: '198.51.100.99' })
    const { rows } = await database.pool.query(
      "SELECT cupid, attempt_count FROM v_failed_login_attempts WHERE ip_address = '198.51.100.99'",
    )
    expect(rows).toEqual([{ cupid: null, attempt_count: '4' }])
  })
})

describe('v_cross_app_session_statistics', () => {
  // Noon of a UTC day, so that no zone and no moment of the test moves it to another.
  const noon = (daysAgo: number) =>
    sql`(date_trunc('day', now() AT TIME ZONE 'UTC') - make_interval(days => ${daysAgo}::int) + interval '12 hours') AT TIME ZONE 'UTC'`

  test('counts what was made, redeemed, revoked and over, by UTC day, the newest first, seven days back', async () => {
    const { db } = database
    const handoff = async (daysAgo: number, columns: Parameters<typeof insertHandoff>[1] = {}) =>
      insertHandoff(db, {
        createdAt: noon(daysAgo),
        expiresAt: sql`${noon(daysAgo)} + interval '15 minutes'`,
        ...columns,
      })
    await handoff(8)
    await handoff(7, { usedAt: noon(7) })
    await handoff(7, { usedAt: noon(7), revokedAt: noon(7) })
    await handoff(3)
    await handoff(3, { revokedAt: noon(3) })
    await handoff(3, { usedAt: noon(3), expiresAt: sql`now() + interval '5 minutes'` })
    const before = await statistics()
    await database.pool.query('SELECT archive_ended_handoffs()')
    expect(await database.pool.query('SELECT FROM cross_app_sessions')).toMatchObject({ rowCount: 1 })
    expect(await statistics()).toEqual(before)
    expect(before).toEqual([
      { days_ago: 3, created: 3, used: 1, revoked: 1, expired: 2 },
      { days_ago: 7, created: 2, used: 2, revoked: 1, expired: 2 },
    ])
  })

  async function statistics() {
    const { rows } = await database.pool.query(`
      SELECT (now() AT TIME ZONE 'UTC')::date - date AS days_ago, sessions_created::int AS created,
             sessions_used::int AS used, sessions_revoked::int AS revoked, sessions_expired::int AS expired
      FROM v_cross_app_session_statistics`)
    return rows
  }
})

async function see(view: string, cupid: string, columns: string): Promise<Record<string, unknown>[]> {
  const { rows } = await database.pool.query(`SELECT ${columns} FROM ${view} WHERE cupid = $1`, [cupid])
  return rows
}
