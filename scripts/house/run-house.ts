import { lockDataDir } from '#db/embedded/data-lock.ts'
import { loadDemo } from '#db/seed/load-demo.ts'
import type { Env } from '#lib/env.ts'
import { buildIfChanged } from './build.ts'
import { type HouseDatabase, migrateHouse, openHouseDatabase } from './database.ts'
import { publishDocuments } from './documents.ts'
import { readEnvironment } from './environment.ts'
import { choosePort } from './port.ts'
import { keepRunning, startProgram } from './programs.ts'
import { complain, say, step } from './progress.ts'
import { getSecretKey } from './secret-key.ts'
import { type Stop, watchForStop } from './stop-signals.ts'
import { welcome } from './welcome.ts'

type Mode = 'production' | 'development'

// A server that lost its launcher is given this long to close before its port counts as somebody else's.
const CRASH_PATIENCE_MS = 12_000

/** Everything from an empty directory to a served console, until a signal or a failure ends it. Gives the exit code. */
export async function runHouse(mode: Mode): Promise<number> {
  const stop = watchForStop()
  const house = new AsyncDisposableStack()
  try {
    const { failed } = await open(mode, house, stop)
    await stop.unlessAsked(failed)
    return 1
  } catch (error) {
    if (stop.asked.aborted) return 0
    complain((error as Error).message)
    return 1
  } finally {
    if (stop.asked.aborted) say('Stopping …')
    await house.disposeAsync()
    if (stop.asked.aborted) say('Stopped.')
  }
}

/** Opens the house room by room; `house` closes them in the opposite order. `failed` rejects when it cannot go on. */
async function open(mode: Mode, house: AsyncDisposableStack, stop: Stop): Promise<{ failed: Promise<never> }> {
  const wanted = readEnvironment()
  const lock = lockDataDir(wanted.DATA_DIR, { port: wanted.PORT })
  house.defer(() => lock.release())
  const port = await stop.unlessAsked(choosePort(wanted.HOST, wanted.PORT, lock.afterCrash ? CRASH_PATIENCE_MS : 0))
  // With PORT=0 the addresses are known only now.
  const env = port === wanted.PORT ? wanted : readEnvironment({ PORT: String(port) })
  const secretKey = getSecretKey(env)
  if (mode === 'production') await buildIfChanged(stop.asked)
  stop.asked.throwIfAborted()

  const database = await openHouseDatabase(env, stop)
  house.defer(() => database.stop())
  await stop.unlessAsked(migrateHouse(database))
  if (env.demo) await stop.unlessAsked(loadDemo(database.ownerUrl, { ...env, secretKey }, line => say(`  ${line}`)))
  await stop.unlessAsked(publishDocuments(database))

  const childEnv = environmentOfPrograms(mode, env, database, secretKey)
  // The job queue's tables are the owner's; the server never sees that URL.
  const worker = keepRunning('worker.ts', { ...childEnv, DATABASE_OWNER_URL: database.ownerUrl }, stop)
  house.defer(() => worker.stop())
  const server = startProgram('server.ts', childEnv, stop)
  house.defer(() => server.stop())
  await step('Starting the server …', () => stop.unlessAsked(server.ready))
  console.log(welcome(env))
  const serverFailed = server.ended.then(how =>
    Promise.reject<never>(new Error(`The server ended unexpectedly, ${how}.`)),
  )
  return { failed: Promise.race([database.failed, serverFailed]) }
}

function environmentOfPrograms(mode: Mode, env: Env, database: HouseDatabase, secretKey: string): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _ownerOnly, ...inherited } = process.env
  return {
    ...inherited,
    // React and Next choose their builds by it, whether or not the operator calls this place production …
    NODE_ENV: mode,
    // … and so the permission for the demo, which hangs on what the operator said, travels as this.
    EMBEDDED_DATABASE: env.demoDirectoryAllowed ? '1' : '0',
    DEMO: env.demo ? '1' : '0',
    DEV: mode === 'development' ? '1' : '',
    PORT: String(env.PORT),
    DATA_DIR: env.DATA_DIR,
    DATABASE_URL: database.appUrl,
    DATABASE_ROLE: database.appRole ?? env.DATABASE_ROLE ?? '',
    SECRET_KEY: secretKey,
    NEXT_TELEMETRY_DISABLED: '1',
  }
}
