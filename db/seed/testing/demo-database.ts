import type { QueryResultRow } from 'pg'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { parseEnv } from '#lib/env.ts'
import { loadDemo } from '../load-demo.ts'

export const SECRET_KEY = 'a test secret of more than thirty-two characters'
export const demoEnv = { ...parseEnv({}), secretKey: SECRET_KEY }

export type DemoDatabase = TestDatabase & {
  /** What an analyst with SQL would be told. */
  ask<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  counts(): Promise<Record<string, number>>
}

const TABLES = [
  'client_apps',
  'auth_contexts',
  'auth_transactions',
  'drs_evaluations',
  'sessions',
  'tokens',
  'trusted_devices',
  'cross_app_sessions',
  'esign_documents',
  'esign_acceptances',
  'authentication_failures',
  'agent_sessions',
  'audit_logs',
]

/** A database with the demo world in it, told at `now`, or at the database's own time. */
export async function createDemoDatabase(now?: Date): Promise<DemoDatabase> {
  const database = await createTestDatabase()
  await loadDemo(database.ownerUrl, demoEnv, undefined, now)
  const ask: DemoDatabase['ask'] = async (text, values) => (await database.owner.query(text, values)).rows
  const counts = async () => {
    const columns = TABLES.map(table => `(SELECT count(*)::int FROM ${table}) AS ${table}`)
    const [row] = await ask<Record<string, number>>(`SELECT ${columns.join(', ')}`)
    return row!
  }
  return { ...database, ask, counts }
}
