import { spawn } from 'node:child_process'
import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { CLEAN_ENVIRONMENT, type Means } from './initialise.ts'
import { isPostgresOf, processIdentity } from './process-identity.ts'

const SHUTDOWN_MS = 10_000
const READY_MS = 120_000

export type Postmaster = {
  pid: number
  /** Settles when the server has ended, whoever ended it. */
  exited: Promise<void>
  stop(): Promise<void>
}

/** PostgreSQL said why it does not start; `lines` are its own words. */
export class StartRefused extends Error {
  readonly lines: string

  constructor(lines: string) {
    super(`The embedded PostgreSQL does not start:\n${lines.replace(/^/gm, '  ')}`)
    this.lines = lines
  }
}

/** Starts the server on `cluster` and waits until it accepts connections. Nothing else may be working there. */
export async function startPostmaster(
  cluster: string,
  { port, onLog, ...means }: Means & { port: number; onLog: (line: string) => void },
): Promise<Postmaster> {
  const [command = '', ...args] = [
    ...means.runAs.prefix,
    means.binaries.postgres,
    ...['-D', cluster, '-p', String(port)],
    ...settings(means.throwAway).flatMap(setting => ['-c', setting]),
  ]
  // Its own process group: Ctrl-C in a terminal must reach us and not the database under our feet.
  const env = { ...CLEAN_ENVIRONMENT, ...bystander(cluster) }
  const child = spawn(command, args, { cwd: '/', env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const exited = new Promise<void>(resolve => child.on('close', () => resolve()))
  const stop = () => shutDown(child.pid!, exited)
  const lines: string[] = []
  const ready = new Promise<'ready'>((resolve, reject) => {
    child.on('error', reject)
    onLines(child.stderr, line => {
      if (lines.length < 50) lines.push(line)
      onLog(line)
      if (line.includes('database system is ready to accept connections')) resolve('ready')
    })
  })
  const timer = new AbortController()
  const outcome = await Promise.race([ready, exited, sleep(READY_MS, 'late', { signal: timer.signal, ref: false })])
  timer.abort()
  if (outcome === 'ready') return { pid: child.pid!, exited, stop }
  if (outcome === 'late') await stop()
  throw new StartRefused(
    lines.filter(line => /FATAL|PANIC|ERROR|HINT|DETAIL|could not/.test(line)).join('\n') || lines.join('\n'),
  )
}

/** Shuts down a server that a launcher which was killed left behind on `cluster`. */
export async function stopOrphan(cluster: string): Promise<void> {
  const pid = readPostmasterPid(cluster)
  // A half-written file stops PostgreSQL from starting; nobody else is starting, for we hold the directory's lock.
  if (pid === null) return rmSync(join(cluster, 'postmaster.pid'), { force: true })
  if (pid > 0 && isPostgresOf(pid, realpathSync(cluster))) await shutDown(pid, gone(pid))
}

const settings = (throwAway: boolean) => [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=256MB',
  'work_mem=8MB',
  'maintenance_work_mem=64MB',
  'max_wal_size=1GB',
  'checkpoint_timeout=15min',
  'random_page_cost=1.1',
  // Sign-ins are short queries; compiling one costs more than running it.
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  // A failing statement's text may hold a password; the application logs what it needs to know.
  'log_min_error_statement=panic',
  ...(throwAway ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
]

// PostgreSQL refuses to start while the pid of its last run is alive, even when that is now another program. Named as
// an ancestor it is passed over, and the check for surviving backends of the last run still takes place.
function bystander(cluster: string) {
  const pid = readPostmasterPid(cluster)
  return pid ? { PG_GRANDPARENT_PID: String(pid) } : {}
}

/** The pid in postmaster.pid: 0 when there is no such file, null when it is not readable as one. */
function readPostmasterPid(cluster: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10) || null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

async function shutDown(pid: number, ended: Promise<unknown>) {
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one (a crash, recovered from at the next start).
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!processIdentity(pid)) break
    kill(pid, signal)
    if ((await Promise.race([ended, sleep(SHUTDOWN_MS, 'late', { ref: false })])) !== 'late') break
  }
  await ended
}

async function gone(pid: number) {
  const identity = processIdentity(pid)
  while (identity && processIdentity(pid) === identity) await sleep(25)
}

function kill(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function onLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void) {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine)
}
