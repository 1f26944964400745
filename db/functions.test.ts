import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Database } from './client.ts'
import { refusalOf, SQLSTATE } from './testing/refusal.ts'
import { insertContext, insertSession, insertToken, insertTransaction } from './testing/rows.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'
import { withClient } from './testing/with-client.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const minutesAgo = (minutes: number) => sql`now() - make_interval(mins => ${minutes}::int)`

/** A housekeeping function, a row that is due for it, and how to see what it did. */
const JOBS = {
  cleanup_expired_transactions: {
    insertDue: async (db: Database, minutes = 1) =>
      (await insertTransaction(db, { expiresAt: minutesAgo(minutes) })).transactionId,
    insertOthers: async (db: Database) => {
      await insertTransaction(db)
      await insertTransaction(db, { expiresAt: minutesAgo(1), transactionStatus: 'CONSUMED' })
    },
    table: 'auth_transactions',
    key: 'transaction_id',
    expired: "transaction_status = 'EXPIRED' AND consumed_at IS NOT NULL",
    eventType: 'TRANSACTION_EXPIRED',
  },
  cleanup_expired_contexts: {
    insertDue: async (db: Database, minutes = 1) =>
      (await insertContext(db, { expiresAt: minutesAgo(minutes) })).contextId,
    insertOthers: async (db: Database) => {
      await insertContext(db)
      await insertContext(db, { expiresAt: minutesAgo(1), authOutcome: 'SUCCESS' })
    },
    table: 'auth_contexts',
    key: 'context_id',
    expired: "auth_outcome = 'EXPIRED' AND completed_at IS NOT NULL",
    eventType: 'CONTEXT_EXPIRED',
  },
  expire_old_sessions: {
    insertDue: async (db: Database, minutes = 1) =>
      (await insertSession(db, { expiresAt: minutesAgo(minutes) })).sessionId,
    insertOthers: async (db: Database) => {
      await insertSession(db)
      await insertSession(db, { expiresAt: minutesAgo(1), status: 'REVOKED' })
      await insertSession(db, { expiresAt: minutesAgo(1), status: 'LOGGED_OUT' })
    },
    table: 'sessions',
    key: 'session_id',
    expired: "status = 'EXPIRED' AND revoked_at IS NULL",
    eventType: 'SESSION_EXPIRED',
  },
} as const

type JobName = keyof typeof JOBS

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

describe.each(Object.keys(JOBS) as JobName[])('%s', name => {
  const { insertDue, insertOthers, table, key } = JOBS[name]

  test('ends what is due, leaves the rest, and audits each end', async () => {
    const due = await insertMany(3, n => insertDue(database.db, n))
    await insertOthers(database.db)
    expect(await run(name)).toBe(3)
    expect(await expiredIds(name)).toEqual(due.sort())
    expect(await auditedIds(name)).toEqual(due.sort())
  })

  test('a second run finds nothing to do', async () => {
    await insertDue(database.db)
    expect([await run(name), await run(name)]).toEqual([1, 0])
    expect(await auditedIds(name)).toHaveLength(1)
  })

  test('works in batches, the longest overdue first', async () => {
    const due = await insertMany(5, n => insertDue(database.db, 50 - n))
    expect(await run(name, 2)).toBe(2)
    expect(await expiredIds(name)).toEqual(due.slice(0, 2).sort())
    expect([await run(name, 2), await run(name, 2), await run(name, 2)]).toEqual([2, 1, 0])
  })

  test('passes over a row that somebody holds, without waiting, and takes it the next time', async () => {
    const [held, ...free] = await insertMany(3, () => insertDue(database.db))
    const holder = await database.pool.connect()
    await holder.query('BEGIN')
    await holder.query(`SELECT FROM ${table} WHERE ${key} = $1 FOR UPDATE`, [held])
    try {
      expect(await run(name)).toBe(2)
      expect(await expiredIds(name)).toEqual(free.sort())
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
    expect(await run(name)).toBe(1)
  })

  test('leaves everything to a runner that is already at work', async () => {
    await insertMany(3, () => insertDue(database.db))
    const first = await database.pool.connect()
    try {
      await first.query('BEGIN')
      expect((await first.query(`SELECT ${name}(1) AS ended`)).rows).toEqual([{ ended: 1 }])
      expect(await run(name)).toBe(0)
      await first.query('COMMIT')
    } finally {
      first.release()
    }
    expect(await run(name)).toBe(2)
  })

  test('ends each row once when two runners work at once', async () => {
    const due = await insertMany(60, () => insertDue(database.db))
    const ended = await Promise.all([runUntilDone(name, due.length), runUntilDone(name, due.length)])
    expect(ended[0] + ended[1]).toBe(due.length)
    expect(await auditedIds(name)).toEqual(due.sort())
  })

  test('ends nothing when the end cannot be audited', async () => {
    await insertDue(database.db)
    const month = "to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')"
    await database.owner.query(`DO $$ BEGIN EXECUTE 'DROP TABLE audit_logs_' || ${month}; END $$`)
    expect(await refusalOf(database.pool.query(`SELECT ${name}()`))).toMatchObject({ code: SQLSTATE.check })
    expect(await expiredIds(name)).toEqual([])
  })
})

async function insertMany(count: number, insert: (n: number) => Promise<string>) {
  const ids: string[] = []
  for (let n = 1; n <= count; n++) ids.push(await insert(n))
  return ids
}

// Like the worker: a connection of its own. Whoever waits for a lock shall fail, not hang.
const run = (name: JobName, batch?: number) =>
  withClient(database.appUrl, async runner => {
    await runner.query("SET lock_timeout = '2s'")
    const { rows } = await runner.query<{ ended: number }>(`SELECT ${name}(${batch ?? ''}) AS ended`)
    return rows[0]!.ended
  })

async function runUntilDone(name: JobName, due: number) {
  let ended = 0
  while ((await expiredIds(name)).length < due) ended += await run(name, 7)
  return ended
}

async function expiredIds(name: JobName) {
  const { table, key, expired } = JOBS[name]
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT ${key} AS id FROM ${table} WHERE ${expired} ORDER BY 1`,
  )
  return rows.map(row => row.id)
}

async function auditedIds(name: JobName) {
  const { key, eventType } = JOBS[name]
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT ${key} AS id FROM audit_logs WHERE event_type = $1 ORDER BY 1`,
    [eventType],
  )
  return rows.map(row => row.id)
}

describe('what an end looks like', () => {
  test('a transaction: its phase is the category, and an unanswered challenge timed out', async () => {
    const steps = [
      { transactionType: 'MFA_INITIATE', phase: 'MFA' },
      { transactionType: 'MFA_VERIFY', phase: 'MFA' },
      { transactionType: 'MFA_PUSH_VERIFY', phase: 'MFA' },
      { transactionType: 'ESIGN_PRESENT', phase: 'ESIGN' },
      { transactionType: 'DEVICE_BIND', phase: 'DEVICE_BIND' },
    ]
    for (const step of steps) await insertTransaction(database.db, { ...step, expiresAt: minutesAgo(1) })
    await run('cleanup_expired_transactions')
    const { rows } = await database.pool.query(
      `
      SELECT t.transaction_type AS step, t.verification_result AS result, a.event_category AS category,
             a.event_data, a.severity, a.cupid = c.cupid AND a.context_id = c.context_id AS belongs
      FROM auth_transactions t JOIN auth_contexts c USING (context_id) JOIN audit_logs a USING (transaction_id)
      ORDER BY array_position($1, t.transaction_type::text)`,
      [steps.map(step => step.transactionType)],
    )
    const common = (step: string) => ({ step, event_data: { transaction_type: step }, severity: 'INFO', belongs: true })
    expect(rows).toEqual([
      { ...common('MFA_INITIATE'), result: null, category: 'MFA' },
      { ...common('MFA_VERIFY'), result: 'TIMEOUT', category: 'MFA' },
      { ...common('MFA_PUSH_VERIFY'), result: 'TIMEOUT', category: 'MFA' },
      { ...common('ESIGN_PRESENT'), result: null, category: 'ESIGN' },
      { ...common('DEVICE_BIND'), result: null, category: 'DEVICE' },
    ])
  })

  test('a step-up: both its events name the session and say STEP_UP', async () => {
    const { sessionId, cupid } = await insertSession(database.db)
    const { contextId } = await insertContext(database.db, { sessionId, cupid, expiresAt: minutesAgo(1) })
    await insertTransaction(database.db, { contextId, expiresAt: minutesAgo(1) })
    await run('cleanup_expired_transactions')
    await run('cleanup_expired_contexts')
    const { rows } = await database.pool.query(
      'SELECT event_type, auth_type, session_id, cupid FROM audit_logs WHERE context_id = $1 ORDER BY 1',
      [contextId],
    )
    const event = { auth_type: 'STEP_UP', session_id: sessionId, cupid }
    expect(rows).toEqual([
      { event_type: 'CONTEXT_EXPIRED', ...event },
      { event_type: 'TRANSACTION_EXPIRED', ...event },
    ])
  })

  test('a session: its ACTIVE tokens expire with it, spent ones and those of others stay', async () => {
    const { sessionId, contextId, cupid } = await insertSession(database.db, { expiresAt: minutesAgo(1) })
    for (const tokenType of ['ACCESS', 'REFRESH', 'ID']) await insertToken(database.db, { sessionId, tokenType })
    await insertToken(database.db, { sessionId, tokenType: 'REFRESH', status: 'ROTATED' })
    const other = await insertToken(database.db)
    expect(await run('expire_old_sessions')).toBe(1)
    const { rows } = await database.pool.query(
      'SELECT session_id = $1 AS mine, status, count(*)::int FROM tokens GROUP BY 1, 2 ORDER BY 1, 2',
      [sessionId],
    )
    expect(rows).toEqual([
      { mine: false, status: 'ACTIVE', count: 1 },
      { mine: true, status: 'EXPIRED', count: 3 },
      { mine: true, status: 'ROTATED', count: 1 },
    ])
    const events = await database.pool.query('SELECT event_category, cupid, context_id, session_id FROM audit_logs')
    expect(events.rows).toEqual([{ event_category: 'SESSION', cupid, context_id: contextId, session_id: sessionId }])
    expect(other.sessionId).not.toBe(sessionId)
  })
})
