import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { refusalOf, SQLSTATE } from './testing/refusal.ts'
import { insertHandoff } from './testing/rows.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'
import { withClient } from './testing/with-client.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const ago = (span: string) => sql.raw(`now() - interval '${span}'`)

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

describe('archive_ended_handoffs', () => {
  test('moves what ended a day ago, redeemed, revoked or never used, as it was; leaves the rest', async () => {
    const { db } = database
    await insertHandoff(db)
    await insertHandoff(db, { expiresAt: ago('23 hours'), revokedAt: ago('24 hours') })
    const given = { guid: 'G-1', accountId: 'ACC-1001', userAgent: 'test', ipAddress: '192.0.2.1' }
    await insertHandoff(db, { expiresAt: ago('25 hours'), ...given })
    await insertHandoff(db, { expiresAt: ago('25 hours'), usedAt: ago('25 hours'), ...given })
    await insertHandoff(db, { expiresAt: ago('25 hours'), revokedAt: ago('26 hours'), ...given })
    const due = await rows("SELECT * FROM cross_app_sessions WHERE expires_at < now() - interval '1 day' ORDER BY id")
    expect(await run()).toBe(3)
    expect(await rows('SELECT * FROM cross_app_sessions_archive ORDER BY id')).toEqual(due)
    expect(await rows('SELECT FROM cross_app_sessions')).toHaveLength(2)
  })

  test('a second run finds nothing to do', async () => {
    await insertDue(2)
    expect([await run(), await run()]).toEqual([2, 0])
    expect(await archived()).toHaveLength(2)
  })

  test('works in batches, the longest over first', async () => {
    const ids = await insertDue(5)
    expect(await run(2)).toBe(2)
    expect(await archived()).toEqual(ids.slice(0, 2))
    expect([await run(2), await run(2), await run(2)]).toEqual([2, 1, 0])
    expect(await archived()).toEqual(ids)
  })

  test('makes the months that are missing, over the turn of a year', async () => {
    await insertHandoff(database.db, { createdAt: new Date('2025-12-31T23:50:00Z'), expiresAt: ago('3 days') })
    await insertHandoff(database.db, { createdAt: new Date('2026-01-01T00:00:00Z'), expiresAt: ago('2 days') })
    expect(await run()).toBe(2)
    expect(await rows('SELECT tableoid::regclass::text AS month FROM cross_app_sessions_archive ORDER BY 1')).toEqual([
      { month: 'cross_app_sessions_archive_2025_12' },
      { month: 'cross_app_sessions_archive_2026_01' },
    ])
  })

  test('passes over a handoff that somebody holds, without waiting, and takes it the next time', async () => {
    const [held, ...free] = await insertDue(3)
    const holder = await database.pool.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM cross_app_sessions WHERE id = $1 FOR UPDATE', [held])
    try {
      expect(await run()).toBe(2)
      expect(await archived()).toEqual(free)
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
    expect(await run()).toBe(1)
  })

  test('leaves everything to a runner that is already at work', async () => {
    await insertDue(3)
    const first = await database.pool.connect()
    try {
      await first.query('BEGIN')
      expect((await first.query('SELECT archive_ended_handoffs(1) AS moved')).rows).toEqual([{ moved: 1 }])
      expect(await run()).toBe(0)
      await first.query('COMMIT')
    } finally {
      first.release()
    }
    expect(await run()).toBe(2)
  })

  test('moves each once when two runners work at once', async () => {
    const ids = await insertDue(60)
    const moved = await Promise.all([runUntilDone(ids.length), runUntilDone(ids.length)])
    expect(moved[0] + moved[1]).toBe(ids.length)
    expect(await archived()).toEqual(ids)
    expect(await rows('SELECT FROM cross_app_sessions')).toEqual([])
  })

  test('moves nothing when the archive cannot take it', async () => {
    await insertDue(2)
    await database.owner.query('REVOKE INSERT ON cross_app_sessions_archive FROM gatewarden_app')
    const refusal = await refusalOf(database.pool.query('SELECT archive_ended_handoffs()'))
    expect(refusal).toMatchObject({ code: SQLSTATE.permission })
    expect(await rows('SELECT FROM cross_app_sessions')).toHaveLength(2)
  })

  test('outlives the session it came from', async () => {
    const [id] = await insertDue(1)
    await run()
    await database.owner.query('DELETE FROM sessions')
    expect(await archived()).toEqual([id])
  })
})

/** So many handoffs that ended more than a day ago, the first one longest; their ids. */
async function insertDue(count: number): Promise<string[]> {
  const { sourceApp, targetApp, sessionId } = await insertHandoff(database.db)
  await database.owner.query('DELETE FROM cross_app_sessions')
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const expiresAt = ago(`${1600 + count - n} minutes`)
    const { id } = await insertHandoff(database.db, { sourceApp, targetApp, sessionId, expiresAt })
    ids.push(String(id))
  }
  return ids
}

// Like the worker: a connection of its own. Whoever waits for a lock shall fail, not hang.
const run = (batch?: number) =>
  withClient(database.appUrl, async runner => {
    await runner.query("SET lock_timeout = '2s'")
    const { rows } = await runner.query<{ moved: number }>(`SELECT archive_ended_handoffs(${batch ?? ''}) AS moved`)
    return rows[0]?.moved ?? 0
  })

async function runUntilDone(due: number) {
  let moved = 0
  while ((await archived()).length < due) moved += await run(7)
  return moved
}

const archived = async () =>
  (await rows('SELECT id::text FROM cross_app_sessions_archive ORDER BY cross_app_sessions_archive.id')).map(
    row => row.id,
  )

const rows = async (text: string) => (await database.owner.query(text)).rows
