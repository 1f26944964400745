import pg from 'pg'
import { connectionUrls, findCredentials } from '#db/embedded/credentials.ts'
import type { Env } from '#lib/env.ts'

/** The owner's connection URL of the database in use. Throws when that is the embedded one and it is not running. */
export async function findOwnerUrl(env: Env): Promise<string> {
  const given = env.DATABASE_OWNER_URL ?? env.DATABASE_URL
  if (given) return given
  const credentials = findCredentials(env.DATA_DIR)
  const url = credentials && connectionUrls(credentials).ownerUrl
  if (url && (await answers(url))) return url
  throw new Error(`The embedded database of ${env.DATA_DIR} is not running. Start it with: npm start`)
}

async function answers(connectionString: string) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}
