import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Partition, readPartitions } from './testing/catalogue.ts'
import { refusalOf, SQLSTATE } from './testing/refusal.ts'
import { insertAuditEvent, insertHandoff } from './testing/rows.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

const AUDIT_INDEXES = [
  'idx_audit_context',
  'idx_audit_correlation',
  'idx_audit_cupid_time',
  'idx_audit_event_category',
  'idx_audit_event_type',
  'idx_audit_login_failed_ip',
  'idx_audit_session_time',
  'idx_audit_severity',
  'idx_audit_transaction',
]

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('audit_logs after migration', () => {
  test('has last month, for what was under way, this month and three ahead, with UTC bounds and no default', async () => {
    const months = await Promise.all([-1, 0, 1, 2, 3].map(monthFromNow))
    expect(await readPartitions(database.owner, 'audit_logs')).toEqual(months.map(month => auditPartition(month)))
  })

  test('refuses an event of a month that has no partition, loudly', async () => {
    const [past, future] = [await monthFromNow(-3), await monthFromNow(30)]
    for (const month of [past, future]) {
      const refusal = await refusalOf(insertAuditEvent(database.db, { createdAt: new Date(`${month}-15T00:00:00Z`) }))
      expect(refusal).toMatchObject({ code: SQLSTATE.check })
      expect(refusal.message).toMatch('no partition of relation "audit_logs" found')
    }
  })

  test('refuses the same event twice in a month', async () => {
    const { auditId, createdAt } = await insertAuditEvent(database.db)
    const constraint = `audit_logs_${createdAt.toISOString().slice(0, 7).replace('-', '_')}_pkey`
    expect(await refusalOf(insertAuditEvent(database.db, { auditId, createdAt }))).toMatchObject({
      code: SQLSTATE.unique,
      constraint,
    })
  })
})

// What is the first of the month in Kiritimati (UTC+14) is still the last of the month in Niue (UTC-11).
describe.each(['UTC', 'Pacific/Niue', 'Pacific/Kiritimati', 'America/New_York', 'Asia/Kathmandu'])(
  'a session in %s',
  zone => {
    test('makes partitions with the same UTC bounds, over the turn of a year', async () => {
      await rolledBack(zone, async client => {
        const names = [await create(client, '2031-12-01'), await create(client, '2031-12-31'), await createNext(client)]
        expect(names).toEqual(['audit_logs_2031_12', 'audit_logs_2031_12', 'audit_logs_2032_01'])
        const made = (await readPartitions(client, 'audit_logs')).slice(-2)
        expect(made).toEqual([auditPartition('2031-12'), auditPartition('2032-01')])
      })
    })

    test('puts each event into its UTC month', async () => {
      await rolledBack(zone, async client => {
        await create(client, '2031-11-01')
        await create(client, '2031-12-01')
        const { rows } = await client.query<{ at: string; partition: string }>(`
        INSERT INTO audit_logs (event_type, event_category, event_data, created_at)
        VALUES ('LOGOUT', 'AUTH', '{}', '2031-11-30 23:59:59.999999+00'), ('LOGOUT', 'AUTH', '{}', '2031-12-01 00:00:00+00'),
               ('LOGOUT', 'AUTH', '{}', '2031-12-31 23:59:59.999999+00')
        RETURNING tableoid::regclass::text AS partition`)
        expect(rows.map(row => row.partition)).toEqual([
          'audit_logs_2031_11',
          'audit_logs_2031_12',
          'audit_logs_2031_12',
        ])
      })
    })
  },
)

describe('create_next_audit_partition', () => {
  test('makes the month after the last one, called by the application', async () => {
    const before = await readPartitions(database.owner, 'audit_logs')
    const next = await monthFromNow(4)
    expect(await createNext(database.pool)).toBe(auditPartition(next).name)
    expect(await readPartitions(database.owner, 'audit_logs')).toEqual([...before, auditPartition(next)])
  })
})

describe('ensure_audit_partitions', () => {
  test('keeps what is there and adds what is missing, however many call at once', async () => {
    const calls = Array.from({ length: 8 }, () => database.pool.query('SELECT ensure_audit_partitions(7) AS last'))
    const expected = auditPartition(await monthFromNow(7)).name
    for (const { rows } of await Promise.all(calls)) expect(rows).toEqual([{ last: expected }])
    const months = await Promise.all([-1, 0, 1, 2, 3, 4, 5, 6, 7].map(monthFromNow))
    expect(await readPartitions(database.owner, 'audit_logs')).toEqual(months.map(auditPartition))
  })

  test('needs no argument, and gives three months ahead', async () => {
    const { rows } = await database.pool.query('SELECT ensure_audit_partitions() AS last')
    expect(rows).toEqual([{ last: auditPartition(await monthFromNow(3)).name }])
  })
})

describe('cross_app_sessions_archive', () => {
  test('has a partition for this month, and gets others on demand', async () => {
    const month = await monthFromNow(0)
    const [partition] = await readPartitions(database.owner, 'cross_app_sessions_archive')
    expect(partition).toMatchObject({
      name: `cross_app_sessions_archive_${month.replace('-', '_')}`,
      bounds: bounds(month),
    })
    const { rows } = await database.pool.query("SELECT create_handoff_archive_partition('2031-12-15') AS name")
    expect(rows).toEqual([{ name: 'cross_app_sessions_archive_2031_12' }])
    expect(await refusalOf(database.pool.query(`SELECT FROM ${partition?.name}`))).toMatchObject({
      code: SQLSTATE.permission,
    })
  })

  test('gets the months of what it is given, each handoff in its UTC month', async () => {
    const instants = ['2031-01-31T23:59:59.999Z', '2031-02-01T00:00:00.000Z', '2031-02-28T23:59:59.999Z']
    await rolledBack('Pacific/Kiritimati', async client => {
      const { sourceApp, targetApp, sessionId } = await insertHandoff(database.db)
      for (const at of instants) {
        // Told as if they had ended yesterday: the month is that of their making.
        await client.query(
          `INSERT INTO cross_app_sessions (token_hash, session_id, cupid, source_app, target_app, created_at, expires_at)
           VALUES (md5($1), $2, 'C-1', $3, $4, $1::timestamptz - interval '20 years', now() - interval '25 hours')`,
          [at, sessionId, sourceApp, targetApp],
        )
      }
      expect((await client.query('SELECT archive_ended_handoffs() AS moved')).rows).toEqual([{ moved: 3 }])
      const { rows } = await client.query(
        'SELECT tableoid::regclass::text AS partition, count(*)::int FROM cross_app_sessions_archive GROUP BY 1 ORDER BY 1',
      )
      expect(rows).toEqual([
        { partition: 'cross_app_sessions_archive_2011_01', count: 1 },
        { partition: 'cross_app_sessions_archive_2011_02', count: 2 },
      ])
    })
  })
})

function auditPartition(month: string): Partition {
  const name = `audit_logs_${month.replace('-', '_')}`
  return {
    name,
    bounds: bounds(month),
    constraints: [`${name}_pkey PRIMARY KEY (audit_id)`],
    attachedIndexes: AUDIT_INDEXES,
  }
}

function bounds(month: string) {
  const after = new Date(`${month}-01T00:00:00Z`)
  after.setUTCMonth(after.getUTCMonth() + 1)
  return `FOR VALUES FROM ('${month}-01 00:00:00+00') TO ('${after.toISOString().slice(0, 7)}-01 00:00:00+00')`
}

// By the database's clock, like the partitions.
async function monthFromNow(months: number) {
  const { rows } = await database.owner.query<{ month: string }>(
    "SELECT to_char(now() AT TIME ZONE 'UTC' + make_interval(months => $1), 'YYYY-MM') AS month",
    [months],
  )
  return rows[0]!.month
}

async function rolledBack(zone: string, work: (client: pg.PoolClient) => Promise<void>) {
  const client = await database.pool.connect()
  try {
    await client.query('BEGIN')
    await client.query("SELECT set_config('timezone', $1, true)", [zone])
    await work(client)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

const create = async (client: pg.PoolClient, day: string) =>
  (await client.query<{ name: string }>('SELECT create_audit_partition($1) AS name', [day])).rows[0]!.name

const createNext = async (client: pg.Pool | pg.PoolClient) =>
  (await client.query<{ name: string }>('SELECT create_next_audit_partition() AS name')).rows[0]!.name
