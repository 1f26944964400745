import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGrants, readPartitions } from './testing/catalogue.ts'
import { refusalOf, SQLSTATE } from './testing/refusal.ts'
import { insertAcceptance, insertAuditEvent } from './testing/rows.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

let database: TestDatabase
let partitions: string[]

beforeAll(async () => {
  database = await createTestDatabase()
  partitions = (await readPartitions(database.owner, 'audit_logs')).map(partition => partition.name)
})
afterAll(() => database.drop())

describe('the application role', () => {
  test('is a plain login that owns nothing', async () => {
    const { rows } = await database.pool.query(`
      SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
             (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
      FROM pg_roles r WHERE rolname = current_user`)
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolbypassrls: false,
        rolreplication: false,
        owned: 0,
      },
    ])
  })

  test('appends to the audit log and reads it', async () => {
    const { auditId } = await insertAuditEvent(database.db, { eventType: 'LOGOUT' })
    const { rows } = await database.pool.query('SELECT event_type FROM audit_logs WHERE audit_id = $1', [auditId])
    expect(rows).toEqual([{ event_type: 'LOGOUT' }])
  })

  test.each([
    "UPDATE audit_logs SET severity = 'INFO'",
    'UPDATE audit_logs SET event_data = event_data',
    'DELETE FROM audit_logs',
    'TRUNCATE audit_logs',
    'SELECT FROM audit_logs FOR UPDATE',
    'DO $$ BEGIN LOCK TABLE audit_logs IN ACCESS EXCLUSIVE MODE; END $$',
    'CREATE RULE forget AS ON INSERT TO audit_logs DO INSTEAD NOTHING',
    'CREATE TRIGGER forget BEFORE INSERT ON audit_logs FOR EACH STATEMENT EXECUTE FUNCTION suppress_redundant_updates_trigger()',
  ])('may not: %s', async statement => {
    await insertAuditEvent(database.db)
    await expectDenied(statement)
  })

  test('may not touch any partition of the audit log directly, not even to append', async () => {
    expect(partitions.length).toBeGreaterThan(3)
    for (const partition of partitions) {
      await expectDenied(`UPDATE ${partition} SET severity = 'INFO'`)
      await expectDenied(`DELETE FROM ${partition}`)
      await expectDenied(`TRUNCATE ${partition}`)
      await expectDenied(`INSERT INTO ${partition} SELECT * FROM audit_logs LIMIT 0`)
      await expectDenied(`SELECT FROM ${partition}`)
      await expectDenied(`DROP TABLE ${partition}`)
      await expectDenied(`ALTER TABLE audit_logs DETACH PARTITION ${partition}`)
    }
  })

  test.each([
    'CREATE TABLE public.mine (id int)',
    'CREATE TABLE mine AS SELECT 1',
    'CREATE SCHEMA mine',
    'CREATE VIEW public.mine AS SELECT 1',
    'CREATE INDEX ON sessions (cupid)',
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    'CREATE TYPE public.mine AS (id int)',
    'CREATE SEQUENCE public.mine',
    'ALTER TABLE sessions ADD COLUMN mine int',
    'ALTER TABLE sessions DROP CONSTRAINT check_revoked',
    'ALTER TABLE tokens DISABLE TRIGGER ALL',
    'ALTER FUNCTION create_next_audit_partition() RESET search_path',
    'CREATE OR REPLACE FUNCTION public.expire_old_sessions(batch int) RETURNS int LANGUAGE sql AS $$SELECT 0$$',
    'DROP TABLE saved_views',
    'DROP VIEW v_active_sessions',
    'DROP FUNCTION expire_old_sessions(int)',
    'DROP INDEX idx_sessions_cupid',
    'TRUNCATE sessions CASCADE',
    'TRUNCATE tokens',
    'CREATE ROLE mine',
    'ALTER ROLE gatewarden_app SUPERUSER',
  ])('may not: %s', expectDenied)

  // PostgreSQL only warns here, so what counts is that nothing has changed.
  test('may not pass on or widen its rights', async () => {
    const before = await readGrants(database.owner)
    await database.pool.query('GRANT ALL ON sessions TO PUBLIC')
    await database.pool.query('GRANT UPDATE, DELETE, TRUNCATE ON audit_logs TO gatewarden_app')
    expect(await readGrants(database.owner)).toEqual(before)
  })

  test('adds versions, acceptances and policies, and changes none', async () => {
    await insertAcceptance(database.db)
    for (const table of ['esign_documents', 'esign_acceptances', 'policies']) {
      await expectDenied(`UPDATE ${table} SET version = version`)
      await expectDenied(`DELETE FROM ${table}`)
      await expectDenied(`TRUNCATE ${table} CASCADE`)
    }
  })

  test.each([
    'SELECT FROM graphile_worker.jobs',
    'SELECT FROM graphile_worker._private_jobs',
    'DELETE FROM graphile_worker._private_jobs',
    "SELECT graphile_worker.add_job('deliver_challenge')",
    'SELECT FROM graphile_worker.migrations',
    'CREATE TABLE graphile_worker.mine (id int)',
  ])('has no right in the queue itself: %s', expectDenied)

  test('may not delete a signing key', () => expectDenied('DELETE FROM signing_keys'))

  test('may not change what has been migrated', async () => {
    await expectDenied('SELECT FROM drizzle.__drizzle_migrations')
    await expectDenied('DELETE FROM drizzle.__drizzle_migrations')
  })

  test('may not become the owner', async () => {
    const { rows } = await database.owner.query<{ owner: string }>('SELECT quote_ident(current_user) AS owner')
    await expectDenied(`SET ROLE ${rows[0]!.owner}`)
  })
})

async function expectDenied(statement: string) {
  expect(await refusalOf(database.pool.query(statement)), statement).toMatchObject({ code: SQLSTATE.permission })
}
