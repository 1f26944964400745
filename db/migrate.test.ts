import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeEach, describe, expect, inject, type TestContext, test, vi } from 'vitest'
import { createLog } from '#lib/log.ts'
import { openDatabase } from './client.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import {
  readForeignKeys,
  readFunctions,
  readGrants,
  readOthers,
  readPartitions,
  readTables,
  readViews,
} from './testing/catalogue.ts'
import { refusalOf, SQLSTATE } from './testing/refusal.ts'
import { insertAuditEvent, insertEvaluation, insertToken, insertTransaction } from './testing/rows.ts'
import { createEmptyDatabase, createTestDatabase, type EmptyDatabase } from './testing/test-database.ts'
import { withClient } from './testing/with-client.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))
const JOURNAL = JSON.parse(readFileSync(`${MIGRATIONS}/meta/_journal.json`, 'utf8')) as { entries: { tag: string }[] }
const COUNT = JOURNAL.entries.length

let blank: EmptyDatabase

beforeEach(async () => {
  blank = await createEmptyDatabase()
})
afterEach(() => blank.drop())

describe('migrate', () => {
  test('builds an empty database, and then has nothing more to do', async () => {
    expect(await migrated(blank.ownerUrl)).toEqual([`${COUNT} migrations applied`])
    const schema = await readSchema(blank.ownerUrl)
    expect(await migrated(blank.ownerUrl)).toEqual([`schema up to date (${COUNT} migrations)`])
    expect(await readSchema(blank.ownerUrl)).toEqual(schema)
  })

  test('keeps what is in the tables', async () => {
    await migrate(blank.ownerUrl)
    await insertRows(blank.ownerUrl)
    const before = await readRows(blank.ownerUrl)
    await migrate(blank.ownerUrl)
    expect(await readRows(blank.ownerUrl)).toEqual(before)
  })

  test('lets several starting processes through one by one', async () => {
    const script = `import { migrate } from '${fileURLToPath(new URL('./migrate.ts', import.meta.url))}'
      await migrate(process.env.OWNER_URL, { onProgress: line => process.stdout.write(line) })`
    const start = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
        env: { ...process.env, OWNER_URL: blank.ownerUrl },
      })
    const lines = (await Promise.all([start(), start(), start()])).map(({ stdout }) => stdout)
    expect(lines.sort()).toEqual([
      `${COUNT} migrations applied`,
      `schema up to date (${COUNT} migrations)`,
      `schema up to date (${COUNT} migrations)`,
    ])
  })

  test('leaves nothing behind when a migration fails, and goes through once the cause is gone', async () => {
    await withClient(blank.ownerUrl, owner => owner.query('CREATE TABLE v_active_sessions (id int)'))
    await expect(migrate(blank.ownerUrl)).rejects.toThrow()
    await withClient(blank.ownerUrl, async owner => {
      expect(Object.keys(await readTables(owner))).toEqual(['v_active_sessions'])
      await owner.query('DROP TABLE v_active_sessions')
    })
    expect(await migrated(blank.ownerUrl)).toEqual([`${COUNT} migrations applied`])
  })

  // What a migration with an older date leaves behind when it is merged after a newer one has run somewhere.
  test('tells of a journal entry that the migrator has passed over', async () => {
    await migrate(blank.ownerUrl)
    await withClient(blank.ownerUrl, owner =>
      owner.query(`DELETE FROM drizzle.__drizzle_migrations
                   WHERE created_at = (SELECT min(created_at) FROM drizzle.__drizzle_migrations)`),
    )
    await expect(migrate(blank.ownerUrl)).rejects.toThrow(
      `The database has ${COUNT - 1} migrations and this version brings ${COUNT}: one was passed over`,
    )
  })

  test('refuses a database that a newer version has migrated', async () => {
    await migrate(blank.ownerUrl)
    await withClient(blank.ownerUrl, owner =>
      owner.query("INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('newer', 9999999999999)"),
    )
    await expect(migrate(blank.ownerUrl)).rejects.toThrow('the database is of a newer version')
  })
})

describe('migrate, on a server that others have set up', () => {
  test('needs no right to create roles where the application role is there', async () => {
    const { adminUrl, prefix } = inject('testServer')
    const url = new URL(blank.ownerUrl)
    const database = url.pathname.slice(1)
    url.username = `${prefix}_plain`
    url.password = 'plain-owner'
    await withClient(adminUrl, async admin => {
      await admin.query(`CREATE ROLE ${url.username} LOGIN PASSWORD '${url.password}'`)
      await admin.query(`ALTER DATABASE ${database} OWNER TO ${url.username}`)
    })
    try {
      expect(await migrated(url.href)).toEqual([`${COUNT} migrations applied`])
    } finally {
      await blank.drop()
      await withClient(adminUrl, admin => admin.query(`DROP ROLE ${url.username}`))
    }
  })

  // PostgreSQL 14, and every database that was upgraded from it, lets everybody create in public. A function there
  // could slip into what runs with the owner's rights.
  test('takes from everybody the right to create in the schema public', async () => {
    await withClient(blank.ownerUrl, owner => owner.query('GRANT CREATE ON SCHEMA public TO PUBLIC'))
    await migrate(blank.ownerUrl)
    await withClient(blank.appUrl, async app => {
      expect(await refusalOf(app.query('CREATE TABLE public.mine (id int)'))).toMatchObject({
        code: SQLSTATE.permission,
      })
    })
  })
})

describe('the SQL files', () => {
  test('are those of the journal', async () => {
    const files = (await readdir(MIGRATIONS)).filter(file => file.endsWith('.sql')).sort()
    expect(files).toEqual(JOURNAL.entries.map(({ tag }) => `${tag}.sql`))
  })

  test('each run twice more without harm, with rows in the tables', async () => {
    await migrate(blank.ownerUrl)
    await expectRepeatable(blank.ownerUrl)
  })
})

describe('PostgreSQL 15', () => {
  const BIN_DIR = '/usr/lib/postgresql/15/bin'
  let server: Embedded | undefined

  afterAll(() => server?.stop())

  test('gets the same schema as the newest, twice without harm', async context => {
    requireInstalled(BIN_DIR, context)
    const dataDir = await mkdtemp(join(tmpdir(), 'gatewarden-15-'))
    server = await startEmbedded({ dataDir, binDir: BIN_DIR, throwAway: true })
    const { ownerUrl } = server
    const [version] = (await withClient(ownerUrl, owner => owner.query('SHOW server_version_num'))).rows
    expect(version.server_version_num).toMatch(/^15/)

    expect(await migrated(ownerUrl)).toEqual([`${COUNT} migrations applied`])
    expect(await migrated(ownerUrl)).toEqual([`schema up to date (${COUNT} migrations)`])
    await expectRepeatable(ownerUrl)
    const newest = await createTestDatabase()
    try {
      expect(await readSchema(ownerUrl)).toEqual(await readSchema(newest.ownerUrl))
    } finally {
      await newest.drop()
    }
  })
})

function requireInstalled(binDir: string, context: TestContext) {
  if (existsSync(join(binDir, 'postgres'))) return
  const reason = `PostgreSQL 15 is not installed at ${binDir} (apt-get install postgresql-15)`
  if (process.env.CI) throw new Error(reason)
  process.stderr.write(`skipped: ${reason}\n`)
  context.skip(reason)
}

async function expectRepeatable(ownerUrl: string) {
  await insertRows(ownerUrl)
  const before = { schema: await readSchema(ownerUrl), rows: await readRows(ownerUrl) }
  for (const { tag } of JOURNAL.entries) {
    await runFile(ownerUrl, tag)
    await runFile(ownerUrl, tag)
  }
  expect({ schema: await readSchema(ownerUrl), rows: await readRows(ownerUrl) }).toEqual(before)
}

async function runFile(ownerUrl: string, tag: string) {
  const text = await readFile(`${MIGRATIONS}/${tag}.sql`, 'utf8')
  await withClient(ownerUrl, async owner => {
    for (const statement of text.split('--> statement-breakpoint')) await owner.query(statement)
  })
}

async function migrated(ownerUrl: string) {
  const lines: string[] = []
  await migrate(ownerUrl, { onProgress: line => lines.push(line) })
  return lines
}

const readSchema = (ownerUrl: string) =>
  withClient(ownerUrl, async owner => ({
    tables: await readTables(owner),
    foreignKeys: await readForeignKeys(owner),
    views: await readViews(owner),
    functions: await readFunctions(owner),
    grants: await readGrants(owner),
    partitions: await readPartitions(owner, 'audit_logs'),
    archive: await readPartitions(owner, 'cross_app_sessions_archive'),
    others: await readOthers(owner),
  }))

async function insertRows(ownerUrl: string) {
  const { db, pool } = openDatabase({ url: ownerUrl, poolSize: 1, log: createLog('silent') })
  await insertToken(db)
  await insertTransaction(db)
  await insertEvaluation(db)
  await insertAuditEvent(db)
  await pool.end()
}

const readRows = (ownerUrl: string) =>
  withClient(ownerUrl, async owner => {
    const tables = ['auth_contexts', 'sessions', 'tokens', 'auth_transactions', 'drs_evaluations', 'audit_logs']
    const contents = tables.map(table => `SELECT '${table}' AS name, to_jsonb(t) AS row FROM ${table} t`)
    return (await owner.query(`${contents.join(' UNION ALL ')} ORDER BY 1, 2`)).rows
  })
