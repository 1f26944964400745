import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import pg from 'pg'
import type { Log } from '#lib/log.ts'

/** A database or a transaction in it: what every read and write takes. */
export type Database = PgDatabase<NodePgQueryResultHKT>

export type DatabaseOptions = {
  url: string
  poolSize: number
  /** A role to take on at connect, where the URL's own user may do more than the application should. */
  role?: string | undefined
  log: Log
}

/** A pool and Drizzle over it. One per process. */
export function openDatabase({ url, poolSize, role, log }: DatabaseOptions): { db: Database; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'gatewarden',
    // Compiling a plan costs more than any of ours takes.
    options: ['-c timezone=UTC', '-c jit=off', role && `-c role=${role}`].filter(Boolean).join(' '),
  })
  // An idle connection that breaks would otherwise end the process.
  pool.on('error', error => log.error({ err: error }, 'database connection lost'))
  // So would one that breaks between two statements of a transaction; there the next statement fails and tells.
  pool.on('connect', client => client.on('error', () => {}))
  const db = drizzle(pool)
  // Drizzle's own way with a pool never gives the connection back where BEGIN fails.
  db.transaction = async (work, config) => {
    const client = await pool.connect()
    try {
      return await drizzle(client).transaction(work as never, config)
    } finally {
      client.release()
    }
  }
  return { db, pool }
}
