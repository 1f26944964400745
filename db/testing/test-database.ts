import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '#db/client.ts'
import { createLog } from '#lib/log.ts'
import { createDatabase, dropDatabase, onDatabase } from './test-server.ts'

export type TestDatabase = {
  /** Drizzle as the application: the role that owns nothing. */
  db: Database
  /** The pool under `db`. */
  pool: pg.Pool
  /** The owner's pool, for what the application may not do. */
  owner: pg.Pool
  ownerUrl: string
  appUrl: string
  /** Ends the pools and drops the database. Throws when a test kept a connection. */
  drop(): Promise<void>
}

export type EmptyDatabase = Pick<TestDatabase, 'ownerUrl' | 'appUrl' | 'drop'>

/** A migrated database for one test file: `beforeAll` makes it, `afterAll` drops it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { ownerUrl, appUrl, drop } = await createCopy(inject('testServer').template)
  const { db, pool } = openDatabase({ url: appUrl, poolSize: 10, log: createLog('silent') })
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 5, application_name: 'gatewarden test owner' })
  // An idle connection that the drop cuts is no error; a query that fails still throws.
  owner.on('error', () => {})
  return { db, pool, owner, ownerUrl, appUrl, drop: () => endPools([pool, owner]).finally(drop) }
}

/** A database with nothing in it, for tests of the migrations themselves. */
export const createEmptyDatabase = (): Promise<EmptyDatabase> => createCopy('template0')

async function createCopy(template: string): Promise<EmptyDatabase> {
  const server = inject('testServer')
  const name = `${server.prefix}_${randomBytes(6).toString('hex')}`
  await createDatabase(server, name, template)
  const drop = () => dropDatabase(server, name)
  return { ownerUrl: onDatabase(server.ownerUrl, name), appUrl: onDatabase(server.appUrl, name), drop }
}

// A pool waits for ever for a connection that nobody gives back: better to say so.
async function endPools(pools: pg.Pool[]) {
  const kept = pools.reduce((sum, pool) => sum + pool.totalCount - pool.idleCount, 0)
  if (kept > 0) throw new Error(`${kept} connections were checked out and never released`)
  await Promise.all(pools.map(pool => pool.end()))
}
