import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import { Logger, runMigrations as migrateQueue } from 'graphile-worker'
import pg from 'pg'

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url))
// Any number will do, as long as every starting process asks for the same one.
const LOCK = 7_301_446
const QUIET = new Logger(() => () => {})

/**
 * Brings the database behind `ownerUrl` up to date, one process at a time. Throws when a migration of the journal is
 * missing afterwards: the migrator goes by timestamps and passes over one that was merged late.
 */
export async function migrate(ownerUrl: string, options: { onProgress?: (line: string) => void } = {}): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'gatewarden migrate' })
  await client.connect()
  try {
    await requireVersion(client)
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    // The queue's own tables first: our functions name them.
    await migrateQueue({ connectionString: ownerUrl, logger: QUIET })
    const before = await appliedCount(client)
    await runMigrations(drizzle(client), { migrationsFolder: FOLDER })
    const after = await appliedCount(client)
    await requireComplete(after)
    options.onProgress?.(
      after === before ? `schema up to date (${after} migrations)` : `${after - before} migrations applied`,
    )
  } finally {
    await client.end()
  }
}

async function requireVersion(client: pg.Client) {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num')
  const version = Number(rows[0]?.server_version_num)
  if (version < 140_000) throw new Error(`PostgreSQL 14 or newer is needed; this server is ${version / 10_000}.`)
}

async function appliedCount(client: pg.Client) {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS there",
  )
  if (!rows[0]?.there) return 0
  const applied = await client.query<{ count: string }>('SELECT count(*) FROM drizzle.__drizzle_migrations')
  return Number(applied.rows[0]?.count)
}

async function requireComplete(applied: number) {
  const journal = JSON.parse(await readFile(`${FOLDER}/meta/_journal.json`, 'utf8')) as { entries: unknown[] }
  if (applied !== journal.entries.length) {
    throw new Error(
      `The database has ${applied} migrations and this version brings ${journal.entries.length}: ` +
        'one was passed over, or the database is of a newer version.',
    )
  }
}
