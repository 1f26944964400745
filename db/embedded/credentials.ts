import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Credentials = { port: number; superuser: string; owner: string; app: string }

const DATABASE = 'gatewarden'
const FIRST_PORT = 54320

const fileOf = (dataDir: string) => join(dataDir, 'database.json')

/** Port and passwords of the embedded database, or null before its first start. Throws when the file is damaged. */
export function findCredentials(dataDir: string): Credentials | null {
  if (!existsSync(fileOf(dataDir))) return null
  try {
    const found = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Credentials
    if (found.port && found.superuser && found.owner && found.app) return found
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Error(`${fileOf(dataDir)} is damaged. It holds the passwords of the embedded database: ${wayOut(dataDir)}`)
}

export const newCredentials = (): Credentials => ({
  port: FIRST_PORT,
  superuser: newPassword(),
  owner: newPassword(),
  app: newPassword(),
})

export function saveCredentials(dataDir: string, credentials: Credentials): void {
  const draft = `${fileOf(dataDir)}.new`
  writeFileSync(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(draft, fileOf(dataDir))
}

/** What to do when the passwords are lost; there is no other copy of them. */
export const wayOut = (dataDir: string): string =>
  `restore it from a copy, or delete ${join(dataDir, 'postgres')} to start with an empty database.`

const newPassword = () => randomBytes(24).toString('base64url')

const url = (user: string, password: string, port: number, database = DATABASE) =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`

export const connectionUrls = (credentials: Credentials) => ({
  superuserUrl: url('postgres', credentials.superuser, credentials.port, 'postgres'),
  ownerUrl: url('gatewarden_owner', credentials.owner, credentials.port),
  appUrl: url('gatewarden', credentials.app, credentials.port),
})
