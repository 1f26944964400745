import pg from 'pg'
import type { Credentials } from './credentials.ts'

const GROUP = 'gatewarden_app'

/**
 * The roles and the database of the embedded server, made where they are missing: `gatewarden_owner` owns the schema,
 * `gatewarden` is what the application signs in as, and `gatewarden_app` is the group that holds its rights.
 */
export async function prepareDatabase(superuserUrl: string, passwords: Credentials): Promise<void> {
  await withClient(superuserUrl, async client => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT rolname AS name FROM pg_roles UNION ALL SELECT 'database ' || datname FROM pg_database",
    )
    const there = new Set(rows.map(row => row.name))
    const make = (name: string, statement: string) => (there.has(name) ? null : client.query(statement))
    await make(GROUP, `CREATE ROLE ${GROUP} NOLOGIN`)
    await make(
      'gatewarden_owner',
      `CREATE ROLE gatewarden_owner LOGIN CREATEROLE PASSWORD ${client.escapeLiteral(passwords.owner)}`,
    )
    await make('gatewarden', `CREATE ROLE gatewarden LOGIN PASSWORD ${client.escapeLiteral(passwords.app)}`)
    await make('database gatewarden', 'CREATE DATABASE gatewarden OWNER gatewarden_owner TEMPLATE template0')
    await client.query(`GRANT ${GROUP} TO gatewarden_owner WITH ADMIN OPTION`)
    await requireSound(client)
  })
}

/**
 * Makes the login role `appUser` a member of the group that holds the application's rights, unless it is one. `adminUrl`
 * is the owner's or a superuser's. Throws a readable error with the statement to run when this role may not grant it.
 */
export async function grantApp(adminUrl: string, appUser: string): Promise<void> {
  await withClient(adminUrl, async client => {
    const { rows } = await client.query<{ member: boolean }>(
      // Since PostgreSQL 16 the maker of a role is a member of it that may not act as it: SET tells the two apart.
      `SELECT pg_has_role($1::name, '${GROUP}', CASE WHEN current_setting('server_version_num')::int >= 160000
         THEN 'SET' ELSE 'MEMBER' END) AS member`,
      [appUser],
    )
    if (rows[0]?.member) return
    const grant = `GRANT ${GROUP} TO ${client.escapeIdentifier(appUser)}`
    try {
      await client.query(grant)
    } catch (cause) {
      throw new Error(
        `This role may not give the application its rights. Let an administrator of the server run:\n  ${grant};`,
        { cause },
      )
    }
  })
}

async function requireSound(client: pg.Client) {
  const { rows } = await client.query<{ encoding: string; timezone: string }>(
    `SELECT pg_encoding_to_char(encoding) AS encoding, current_setting('TimeZone') AS timezone
       FROM pg_database WHERE datname = 'gatewarden'`,
  )
  const { encoding, timezone } = rows[0]!
  if (encoding !== 'UTF8' || timezone !== 'UTC') {
    throw new Error(`The embedded database must use UTF8 and UTC; it uses ${encoding} and ${timezone}.`)
  }
}

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString, application_name: 'gatewarden start' })
  // A connection that breaks while idle is told by the next query; without a listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
