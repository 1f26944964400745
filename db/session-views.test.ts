import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertContext, insertEvaluation, insertSession, newCupid } from './testing/rows.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

const ago = (span: string) => sql.raw(`now() - interval '${span}'`)

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** A sign-in `opened` ago that succeeded after 15 seconds, its session, and step-ups at the given times. */
async function insertLife({ cupid = newCupid(), opened = '2 hours', stepUps = [] as string[] }) {
  const { db } = database
  const initial = await insertContext(db, {
    ...{ cupid, authOutcome: 'SUCCESS', createdAt: ago(opened) },
    completedAt: sql`${ago(opened)} + interval '15 seconds'`,
  })
  const { contextId } = initial
  const { sessionId } = await insertSession(db, { contextId, cupid, createdAt: ago(opened) })
  const steps: string[] = []
  for (const at of stepUps) {
    steps.push((await insertContext(db, { cupid, sessionId, authOutcome: 'SUCCESS', createdAt: ago(at) })).contextId)
  }
  return { cupid, sessionId, contextId, stepUps: steps }
}

describe('v_login_activity', () => {
  test('gives an INITIAL context the session it opened and a STEP_UP its own', async () => {
    const life = await insertLife({ stepUps: ['1 hour'] })
    const failed = await insertContext(database.db, { cupid: life.cupid, authOutcome: 'FAILED' })
    expect(
      await see('v_login_activity', life.cupid, 'context_id, auth_type, session_id, auth_outcome', 'auth_started_at'),
    ).toEqual([
      { context_id: life.contextId, auth_type: 'INITIAL', session_id: life.sessionId, auth_outcome: 'SUCCESS' },
      { context_id: life.stepUps[0], auth_type: 'STEP_UP', session_id: life.sessionId, auth_outcome: 'SUCCESS' },
      { context_id: failed.contextId, auth_type: 'INITIAL', session_id: null, auth_outcome: 'FAILED' },
    ])
  })

  test('has one row a context, with its latest evaluation and its duration', async () => {
    const { contextId, cupid } = await insertLife({})
    await insertEvaluation(database.db, { contextId, cupid, riskScore: 80, createdAt: ago('30 minutes') })
    await insertEvaluation(database.db, {
      contextId,
      cupid,
      riskScore: 20,
      browser: 'Firefox',
      createdAt: ago('20 minutes'),
    })
    await insertEvaluation(database.db, { contextId, cupid, riskScore: 90, createdAt: ago('40 minutes') })
    expect(
      await see('v_login_activity', cupid, 'risk_score, browser, auth_duration_seconds::float AS seconds'),
    ).toEqual([{ risk_score: 20, browser: 'Firefox', seconds: 15 }])
  })

  test('shows a context that nobody has evaluated or ended', async () => {
    const { cupid } = await insertContext(database.db)
    const facts = 'risk_score, recommendation, evaluation_id, auth_completed_at, auth_duration_seconds'
    expect(await see('v_login_activity', cupid, facts)).toEqual([
      {
        risk_score: null,
        recommendation: null,
        evaluation_id: null,
        auth_completed_at: null,
        auth_duration_seconds: null,
      },
    ])
  })
})

describe('v_session_auth_timeline', () => {
  test('numbers the authentications of a session by time, each session for itself', async () => {
    const cupid = newCupid()
    // Written out of order on purpose: the time decides, not the order of writing.
    const life = await insertLife({ cupid, stepUps: ['30 minutes', '90 minutes', '60 minutes'] })
    await insertLife({ cupid, opened: '100 minutes', stepUps: ['45 minutes'] })
    const { rows } = await database.pool.query(
      `SELECT auth_sequence, total_auths_in_session, step_up_count, auth_type, context_id
       FROM v_session_auth_timeline WHERE session_id = $1 ORDER BY auth_sequence`,
      [life.sessionId],
    )
    const common = { total_auths_in_session: '4', step_up_count: '3' }
    expect(rows).toEqual([
      { auth_sequence: '1', ...common, auth_type: 'INITIAL', context_id: life.contextId },
      { auth_sequence: '2', ...common, auth_type: 'STEP_UP', context_id: life.stepUps[1] },
      { auth_sequence: '3', ...common, auth_type: 'STEP_UP', context_id: life.stepUps[2] },
      { auth_sequence: '4', ...common, auth_type: 'STEP_UP', context_id: life.stepUps[0] },
    ])
  })

  test('shows each authentication with its latest evaluation', async () => {
    const { cupid, sessionId, contextId, stepUps } = await insertLife({ stepUps: ['1 hour'] })
    await insertEvaluation(database.db, { contextId, cupid, riskScore: 25, createdAt: ago('119 minutes') })
    const stepUp = { contextId: stepUps[0]!, cupid, sessionId }
    await insertEvaluation(database.db, { ...stepUp, riskScore: 15, createdAt: ago('50 minutes') })
    await insertEvaluation(database.db, {
      ...stepUp,
      riskScore: 75,
      hasHighRiskSignals: true,
      createdAt: ago('40 minutes'),
    })
    expect(
      await see('v_session_auth_timeline', cupid, 'risk_score, has_high_risk_signals, session_status', 'auth_sequence'),
    ).toEqual([
      { risk_score: 25, has_high_risk_signals: null, session_status: 'ACTIVE' },
      { risk_score: 75, has_high_risk_signals: true, session_status: 'ACTIVE' },
    ])
  })

  test('shows a session that was never stepped up, and one that has ended', async () => {
    const { sessionId, cupid } = await insertLife({})
    await database.pool.query("UPDATE sessions SET status = 'LOGGED_OUT' WHERE session_id = $1", [sessionId])
    const facts = 'auth_sequence, total_auths_in_session, step_up_count, session_status'
    expect(await see('v_session_auth_timeline', cupid, facts)).toEqual([
      { auth_sequence: '1', total_auths_in_session: '1', step_up_count: '0', session_status: 'LOGGED_OUT' },
    ])
  })
})

describe('v_step_up_frequency', () => {
  test('counts sessions and authentications of 30 days', async () => {
    const cupid = newCupid()
    await insertLife({ cupid, stepUps: ['1 hour', '30 minutes'] })
    await insertLife({ cupid })
    await insertLife({ cupid })
    await insertLife({ cupid, opened: '31 days', stepUps: ['31 days'] })
    await insertContext(database.db, { cupid, authOutcome: 'FAILED' })
    expect(await see('v_step_up_frequency', cupid, '*')).toEqual([
      {
        ...{ cupid, total_sessions: '3', initial_auths: '4', step_up_auths: '2' },
        ...{ sessions_with_step_up: '1', step_up_session_percentage: '33.33' },
      },
    ])
  })

  test('is never more than all sessions, whatever happened in sessions that are older', async () => {
    const cupid = newCupid()
    await insertLife({ cupid, opened: '40 days', stepUps: ['15 days'] })
    await insertLife({ cupid, opened: '41 days', stepUps: ['14 days'] })
    await insertLife({ cupid })
    expect(
      await see('v_step_up_frequency', cupid, 'total_sessions, sessions_with_step_up, step_up_session_percentage'),
    ).toEqual([{ total_sessions: '1', sessions_with_step_up: '0', step_up_session_percentage: '0.00' }])
  })

  test('has no percentage for a user who has opened no session', async () => {
    const { cupid } = await insertContext(database.db, { authOutcome: 'FAILED' })
    expect(await see('v_step_up_frequency', cupid, 'total_sessions, step_up_session_percentage')).toEqual([
      { total_sessions: '0', step_up_session_percentage: null },
    ])
  })
})

async function see(view: string, cupid: string, columns: string, order = '1'): Promise<Record<string, unknown>[]> {
  const { rows } = await database.pool.query(`SELECT ${columns} FROM ${view} WHERE cupid = $1 ORDER BY ${order}`, [
    cupid,
  ])
  return rows
}
