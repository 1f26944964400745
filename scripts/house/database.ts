import { createWriteStream, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Embedded, grantApp, startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import type { Env } from '#lib/env.ts'
import { complain, say, step } from './progress.ts'
import type { Stop } from './stop-signals.ts'

export type HouseDatabase = {
  ownerUrl: string
  appUrl: string
  /** The role the application takes on at connect, where its URL's user owns the tables. */
  appRole: string | undefined
  /** Rejects when the embedded server is lost for good. */
  failed: Promise<never>
  stop(): Promise<void>
}

const GROUP = 'gatewarden_app'
const RESTARTS = 5
const LONGEST_LOG_BYTES = 10_000_000

/** The database the environment names, running: our own one, or the one behind DATABASE_URL. */
export async function openHouseDatabase(env: Env, stop: Stop): Promise<HouseDatabase> {
  const { DATABASE_URL: given, DATABASE_OWNER_URL: owner = given } = env
  if (given && owner) return { ...(await describeGiven(given, owner)), failed: never(), stop: async () => {} }
  return openEmbedded(env, stop)
}

/** Brings the schema up to date and gives the application its rights. */
export async function migrateHouse({ ownerUrl, appUrl }: HouseDatabase): Promise<void> {
  await step('Bringing the schema up to date …', () => migrate(ownerUrl, { onProgress: line => say(`  ${line}`) }))
  await grantApp(ownerUrl, await currentUser(appUrl))
}

// One role for both: it takes on the application's rights at connect, for who owns a table may do anything to it.
async function describeGiven(appUrl: string, ownerUrl: string) {
  const [app, owner] = [await currentUser(appUrl), await currentUser(ownerUrl)]
  return { appUrl, ownerUrl, appRole: app === owner ? GROUP : undefined }
}

async function currentUser(connectionString: string) {
  const url = URL.parse(connectionString)
  if (!url) throw new Error('DATABASE_URL is not a URL such as postgresql://user:password@host:5432/gatewarden')
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<{ name: string }>('SELECT current_user AS name')).rows[0]!.name
  } catch (error) {
    const place = `${url.hostname || 'the local socket'}:${url.port || 5432}${url.pathname}`
    throw new Error(`The database at ${place} does not let us in: ${(error as Error).message}`, { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
}

async function openEmbedded(env: Env, stop: Stop): Promise<HouseDatabase> {
  const log = openLog(join(env.DATA_DIR, 'postgres.log'))
  const start = () => startEmbedded({ dataDir: env.DATA_DIR, onLog: line => log.write(`${line}\n`) })
  let running = await step('Starting the database …', start)
  say(`  PostgreSQL on 127.0.0.1:${running.port}, its files in ${join(env.DATA_DIR, 'postgres')}`)
  let closing = false
  const supervise = async () => {
    while (!closing) {
      await running.exited
      if (!closing) running = await startAgain(start)
    }
  }
  const supervised = supervise()
  const failed = supervised.then(never)
  failed.catch(() => {})
  // Twice: a server that was being started again while we were asked to stop is there only now.
  const close = async () => {
    closing = true
    await running.stop()
    await supervised.catch(() => {})
    await running.stop()
  }
  stop.hurried.addEventListener('abort', () => hurry(running))
  return { ownerUrl: running.ownerUrl, appUrl: running.appUrl, appRole: undefined, failed, stop: close }
}

function openLog(file: string) {
  const isLong = existsSync(file) && statSync(file).size > LONGEST_LOG_BYTES
  return createWriteStream(file, { mode: 0o600, flags: isLong ? 'w' : 'a' })
}

async function startAgain(start: () => Promise<Embedded>) {
  for (let attempt = 1; ; attempt++) {
    complain(`The database ended unexpectedly; starting it again (${attempt}).`)
    try {
      return await start()
    } catch (error) {
      if (attempt === RESTARTS) throw error
      complain((error as Error).message)
      await sleep(1_000 * attempt)
    }
  }
}

// An immediate shutdown: the next start recovers what was committed.
function hurry({ pid }: Embedded) {
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    // It has ended already.
  }
}

const never = () => new Promise<never>(() => {})
