import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { openDatabase } from '#db/client.ts'
import { findBinaries } from '#db/embedded/binaries.ts'
import { findFreePort } from '#db/embedded/free-port.ts'
import { CLEAN_ENVIRONMENT } from '#db/embedded/initialise.ts'
import { processIdentity } from '#db/embedded/process-identity.ts'
import { chooseRunAs, type RunAs } from '#db/embedded/run-as.ts'
import { type Embedded, grantApp, startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import type { TestDatabase } from '#db/testing/test-database.ts'
import { withClient } from '#db/testing/with-client.ts'
import { startRelay } from '#lib/directory/testing/relay.ts'
import { createLog } from '#lib/log.ts'

export type StandbyPair = Awaited<ReturnType<typeof startStandbyPair>>

const SLOT = 'standby'
const PATIENCE_MS = 60_000

/**
 * A migrated PostgreSQL that acknowledges a commit when its standby has it on disk too, that standby, and one address
 * which leads to whichever is in charge. `binDir` holds Debian's programs: the npm package has no pg_basebackup.
 */
export async function startStandbyPair(binDir: string) {
  const directory = mkdtempSync(join(tmpdir(), 'gatewarden-pair-'))
  const undo: (() => Promise<void>)[] = [() => rm(directory, { recursive: true, force: true })]
  const stop = async (): Promise<void> => {
    const step = undo.pop()
    if (!step) return
    // One that fails keeps none of the others from their turn.
    await step().finally(stop)
  }
  try {
    const primary = await startEmbedded({ dataDir: join(directory, 'primary'), binDir })
    undo.push(primary.stop)
    await migrate(primary.ownerUrl)
    await grantApp(primary.superuserUrl, new URL(primary.appUrl).username)
    const wire = await startRelay(primary.port)
    undo.push(wire.stop)
    const standby = await startStandby(join(directory, 'standby'), onPort(primary.superuserUrl, wire.port), binDir)
    undo.push(standby.stop)
    await replicateSynchronously(primary)

    let inCharge = primary.port
    const relay = await startRelay(() => inCharge)
    undo.push(relay.stop)
    const standbyUrl = onPort(primary.superuserUrl, standby.port)
    return {
      database: openThrough(relay.port, primary, stop),
      stop,
      /** Asked of the primary itself. */
      onPrimary: <Row extends pg.QueryResultRow>(text: string) => rowsOf<Row>(primary.superuserUrl, text),
      /** The standby hears no more of the primary, which goes on. */
      cutReplication: wire.stop,
      killPrimary: () => killOutright(primary),
      /** The standby takes over, and then the address is moved. */
      async promote() {
        const [row] = await rowsOf<{ promoted: boolean }>(standbyUrl, 'SELECT pg_promote(true, 60) AS promoted')
        if (!row?.promoted) throw new Error('the standby was not promoted within a minute')
        inCharge = standby.port
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startStandby(directory: string, primaryUrl: string, binDir: string) {
  mkdirSync(directory, { mode: 0o700 })
  const cluster = join(directory, 'postgres')
  const binaries = findBinaries(binDir)
  const runAs = chooseRunAs(binaries, directory)
  await copy(cluster, primaryUrl, [...runAs.prefix, join(binDir, 'pg_basebackup')])
  const port = await findFreePort(Number(new URL(primaryUrl).port))
  return { port, stop: await launch(cluster, port, binaries.postgres, runAs) }
}

const copy = (cluster: string, from: string, [command = '', ...args]: string[]) =>
  promisify(execFile)(
    command,
    [...args, `--dbname=${from}`, `--pgdata=${cluster}`, '--checkpoint=fast', '--no-sync', '--write-recovery-conf']
      // The slot keeps the log that is written until the standby asks for it.
      .concat('--wal-method=stream', '--create-slot', `--slot=${SLOT}`),
    { cwd: '/', env: CLEAN_ENVIRONMENT },
  )

/** Starts PostgreSQL on a copy, until it can be read. Gives what ends it. */
async function launch(cluster: string, port: number, postgres: string, runAs: RunAs) {
  const [command = '', ...args] = [
    ...runAs.prefix,
    postgres,
    ...['-D', cluster, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    // No fewer connections than the primary allows, and in charge it has no standby of its own to wait for.
    ...['-c', 'max_connections=200', '-c', 'synchronous_standby_names=', '-c', 'timezone=UTC'],
  ]
  const child = spawn(command, args, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] })
  const lines: string[] = []
  const exited = new Promise<void>(resolve => child.on('close', () => resolve()).on('error', () => resolve()))
  const stop = async () => {
    // SIGINT is PostgreSQL's fast shutdown.
    child.kill('SIGINT')
    if ((await Promise.race([exited, sleep(10_000, 'late', { ref: false })])) === 'late') child.kill('SIGKILL')
    await exited
  }
  const readable = new Promise<'readable'>(resolve => {
    createInterface({ input: child.stderr }).on('line', line => {
      lines.push(line)
      if (line.includes('ready to accept read-only connections')) resolve('readable')
    })
  })
  const outcome = await Promise.race([readable, exited, sleep(PATIENCE_MS, 'late', { ref: false })])
  if (outcome === 'readable') return stop
  await stop()
  throw new Error(`the standby does not start:\n${lines.join('\n')}`)
}

/** From here on no commit is acknowledged that the standby does not have. */
async function replicateSynchronously({ superuserUrl }: Embedded) {
  await withClient(superuserUrl, async client => {
    await client.query(`ALTER SYSTEM SET synchronous_standby_names = '*'`)
    await client.query('SELECT pg_reload_conf()')
    for (const giveUpAt = performance.now() + PATIENCE_MS; ; await sleep(20)) {
      const { rows } = await client.query('SELECT state, sync_state FROM pg_stat_replication')
      if (rows[0]?.state === 'streaming' && rows[0].sync_state === 'sync') return
      if (performance.now() > giveUpAt) throw new Error(`the standby does not follow: ${JSON.stringify(rows)}`)
    }
  })
}

function openThrough(port: number, primary: Embedded, stop: () => Promise<void>): TestDatabase {
  const [ownerUrl, appUrl] = [onPort(primary.ownerUrl, port), onPort(primary.appUrl, port)]
  const { db, pool } = openDatabase({ url: appUrl, poolSize: 2, log: createLog('silent') })
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2, application_name: 'gatewarden test owner' })
  // An idle connection that the killing cuts is no error; a query that fails still throws.
  owner.on('error', () => {})
  const drop = async () => {
    await Promise.all([pool.end(), owner.end()])
    await stop()
  }
  return { db, pool, owner, ownerUrl, appUrl, drop }
}

/** As the machine of the primary losing power: no process of it says another word to anybody. */
async function killOutright({ pid, exited }: Embedded) {
  const all = [pid, ...childrenOf(pid)]
  for (const one of all) kill(one)
  // A backend that was being forked meanwhile dies by itself when it finds its parent gone.
  await exited
  while (all.some(one => processIdentity(one))) await sleep(5)
}

function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  if (!existsSync(file)) throw new Error(`${file} is not there: the children of PostgreSQL cannot be found`)
  return readFileSync(file, 'utf8').trim().split(/\s+/).map(Number)
}

function kill(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function rowsOf<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  return withClient(url, async client => (await client.query<Row>(text)).rows)
}

function onPort(url: string, port: number): string {
  const moved = new URL(url)
  moved.port = String(port)
  return moved.href
}
