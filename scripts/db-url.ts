import pg from 'pg'
import { connectionUrls, findCredentials } from '#db/embedded/credentials.ts'
import { readEnvironment } from './house/environment.ts'

/** npm run -s db:url: prints the owner's connection URL of the database in use. */
try {
  console.log(await findOwnerUrl())
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function findOwnerUrl() {
  const env = readEnvironment()
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
