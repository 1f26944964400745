import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { grantApp, startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { withClient } from './with-client.ts'

/** What a test file must know to get a database of its own. Plain strings: they travel to the workers. */
export type TestServerFacts = {
  /** May create and drop databases. */
  adminUrl: string
  /** Owns the schema. */
  ownerUrl: string
  /** The application's login: member of `gatewarden_app`, owner of nothing. */
  appUrl: string
  /** The migrated database that every test database is a copy of. */
  template: string
  /** Begins the name of all that a run makes, so that two runs may share a server. */
  prefix: string
}

export type TestServer = { facts: TestServerFacts; stop(): Promise<void> }

/**
 * A server for one run of the tests, with a migrated template on it: a throwaway PostgreSQL of our own, or, where
 * TEST_DATABASE_URL names a superuser of one, that server (14 or newer).
 */
export async function startTestServer(): Promise<TestServer> {
  const prefix = `gw_test_${randomBytes(4).toString('hex')}`
  const given = process.env.TEST_DATABASE_URL
  const server = given ? await visitServer(given, prefix) : await startThrowaway(prefix)
  try {
    await createDatabase(server.facts, server.facts.template, 'template0')
    await migrate(onDatabase(server.facts.ownerUrl, server.facts.template))
    await grantApp(server.facts.adminUrl, new URL(server.facts.appUrl).username)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Creates a database that the schema's owner owns, as a copy of `template`. */
export async function createDatabase({ adminUrl, ownerUrl }: TestServerFacts, name: string, template: string) {
  const owner = decodeURIComponent(new URL(ownerUrl).username)
  await withClient(adminUrl, admin => admin.query(`CREATE DATABASE ${name} OWNER "${owner}" TEMPLATE ${template}`))
}

export async function dropDatabase({ adminUrl }: TestServerFacts, name: string) {
  await withClient(adminUrl, admin => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
}

/** The same connection to another database of the server. */
export function onDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function startThrowaway(prefix: string): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatewarden-test-'))
  const { superuserUrl, ownerUrl, appUrl, stop } = await startEmbedded({ dataDir, throwAway: true })
  return { facts: { adminUrl: superuserUrl, ownerUrl, appUrl, template: `${prefix}_template`, prefix }, stop }
}

async function visitServer(adminUrl: string, prefix: string): Promise<TestServer> {
  const appUrl = new URL(adminUrl)
  appUrl.username = prefix
  appUrl.password = randomBytes(18).toString('hex')
  await withClient(adminUrl, admin => admin.query(`CREATE ROLE ${prefix} LOGIN PASSWORD '${appUrl.password}'`))
  const facts = { adminUrl, ownerUrl: adminUrl, appUrl: appUrl.href, template: `${prefix}_template`, prefix }
  return { facts, stop: () => leaveServer(facts) }
}

// Another run may be at work on the same server: only what bears our prefix goes.
async function leaveServer(facts: TestServerFacts) {
  const { rows } = await withClient(facts.adminUrl, admin =>
    admin.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)', [
      facts.prefix,
    ]),
  )
  for (const { name } of rows) await dropDatabase(facts, name)
  await withClient(facts.adminUrl, admin => admin.query(`DROP ROLE ${facts.prefix}`))
}
