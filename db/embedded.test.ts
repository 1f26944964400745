import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findHolder } from './embedded/data-lock.ts'
import { isPostgresOf, processIdentity } from './embedded/process-identity.ts'
import { grantApp, startEmbedded } from './embedded.ts'

let parent: string
let dataDir: string
const started: ChildProcess[] = []

beforeEach(() => {
  // mkdtemp makes it 0700: as root, the server must pass a directory that only root may enter.
  parent = mkdtempSync(join(tmpdir(), 'gatewarden-embedded-'))
  dataDir = join(parent, 'data')
})

afterEach(async () => {
  for (const child of started.splice(0)) {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  // Whatever a test left running under its directory ends with it.
  const left = postmasterPid()
  if (left && isPostgresOf(left, join(dataDir, 'postgres'))) process.kill(left, 'SIGQUIT')
  while (left && isPostgresOf(left, join(dataDir, 'postgres'))) await sleep(25)
  rmSync(parent, { recursive: true, force: true })
})

test('the first start makes roles, database, private files; it listens on the loopback only and in UTC', async () => {
  const database = await startEmbedded({ dataDir })
  expect(statSync(join(dataDir, 'database.json')).mode & 0o777).toBe(0o600)
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  const [row] = await query(
    database.superuserUrl,
    `SELECT pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale,
       current_setting('TimeZone') AS timezone, current_setting('listen_addresses') AS address,
       current_setting('unix_socket_directories') AS sockets, current_setting('fsync') AS fsync,
       current_setting('password_encryption') AS passwords
       FROM pg_database WHERE datname = 'gatewarden'`,
  )
  expect(row).toEqual({
    owner: 'gatewarden_owner',
    encoding: 'UTF8',
    provider: 'b',
    locale: 'C.UTF-8',
    timezone: 'UTC',
    address: '127.0.0.1',
    sockets: '',
    fsync: 'on',
    passwords: 'scram-sha-256',
  })
  await expect(query(database.appUrl.replace(/:[^:@/]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/)
  await database.stop()
  expect(processIdentity(database.pid)).toBeNull()
  expect(findHolder(dataDir)).toBeNull()
})

test('the application role is a member of its group after grantApp, however often it is asked for', async () => {
  const database = await startEmbedded({ dataDir })
  await expect(query(database.appUrl, 'SET ROLE gatewarden_app')).rejects.toThrow(/permission denied/)
  await grantApp(database.ownerUrl, 'gatewarden')
  await grantApp(database.superuserUrl, 'gatewarden')
  await grantApp(database.ownerUrl, 'gatewarden_owner')
  for (const url of [database.appUrl, database.ownerUrl]) await query(url, 'SET ROLE gatewarden_app')
  await expect(query(database.appUrl, 'SET ROLE gatewarden_owner')).rejects.toThrow(/permission denied/)
  await expect(grantApp(database.appUrl, 'postgres')).resolves.toBeUndefined()
  await database.stop()
})

test('a restart keeps data, port and passwords', async () => {
  const first = await startEmbedded({ dataDir })
  await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  const second = await startEmbedded({ dataDir })
  expect(second.ownerUrl).toBe(first.ownerUrl)
  expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  await second.stop()
})

test('a launcher that is killed outright takes the server with it or leaves one that the next start replaces', async () => {
  const launcher = await launch()
  await query(launcher.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
  launcher.child.kill('SIGKILL')
  await once(launcher.child, 'exit')
  const next = await startEmbedded({ dataDir })
  expect(next.pid).not.toBe(launcher.pid)
  expect(processIdentity(launcher.pid)).toBeNull()
  expect(await query(next.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  await next.stop()
})

test('a server left behind by a killed launcher is shut down and started anew', async () => {
  // Without the parent-death signal, as on a machine that has none: the server outlives its launcher.
  const launcher = await launch({ PATH: pathWithoutParentDeath() })
  launcher.child.kill('SIGKILL')
  await once(launcher.child, 'exit')
  expect(processIdentity(launcher.pid)).not.toBeNull()
  const next = await startEmbedded({ dataDir })
  expect(processIdentity(launcher.pid)).toBeNull()
  expect(next.ownerUrl).toBe(launcher.ownerUrl)
  await next.stop()
})

test('launcher and server killed outright together: what was committed is there at the next start', async () => {
  const launcher = await launch()
  await query(launcher.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
  process.kill(launcher.pid, 'SIGKILL')
  launcher.child.kill('SIGKILL')
  await once(launcher.child, 'exit')
  const next = await startEmbedded({ dataDir })
  expect(await query(next.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  await next.stop()
})

test('the server killed outright under us: exited tells it, and it can be started again at once', async () => {
  const first = await startEmbedded({ dataDir })
  process.kill(first.pid, 'SIGKILL')
  await first.exited
  const second = await startEmbedded({ dataDir })
  expect(second.ownerUrl).toBe(first.ownerUrl)
  await second.stop()
})

test.each([
  ['another living program', () => process.ppid],
  ['nobody', () => 4_194_303],
  ['nothing readable', () => ''],
])('a stale postmaster.pid that names %s does not stop the start', async (_, pid) => {
  const first = await startEmbedded({ dataDir })
  await first.stop()
  const lines = [pid(), join(dataDir, 'postgres'), 1_700_000_000, first.port, '', '127.0.0.1', '', 'ready']
  writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), pid() === '' ? '' : `${lines.join('\n')}\n`)
  const second = await startEmbedded({ dataDir })
  await query(second.ownerUrl, 'SELECT 1')
  await second.stop()
})

test('a port that somebody else took meanwhile: another is picked and kept', async () => {
  const first = await startEmbedded({ dataDir })
  await first.stop()
  const stranger = createServer().listen(first.port, '127.0.0.1')
  await once(stranger, 'listening')
  const second = await startEmbedded({ dataDir })
  expect(second.port).toBeGreaterThan(first.port)
  await query(second.ownerUrl, 'SELECT 1')
  await second.stop()
  stranger.close()
  const third = await startEmbedded({ dataDir })
  expect(third.port).toBe(second.port)
  await third.stop()
})

test('a second instance on the same data is refused, told who holds it, and disturbs nothing', async () => {
  const first = await launch()
  const refused = startEmbedded({ dataDir })
  await expect(refused).rejects.toThrow(`process ${first.child.pid}`)
  await expect(refused).rejects.toThrow('DATA_DIR=.data2 PORT=3001 npm start')
  await query(first.ownerUrl, 'SELECT 1')
})

test('a lock whose pid now belongs to another program is taken over', async () => {
  mkdirSync(dataDir)
  const stale = { pid: process.ppid, identity: 'another boot/1', since: '2026-01-01T00:00:00Z' }
  writeFileSync(join(dataDir, 'gatewarden.pid'), JSON.stringify(stale))
  const database = await startEmbedded({ dataDir })
  expect(findHolder(dataDir)?.pid).toBe(process.pid)
  await database.stop()
})

test('an interrupted first start leaves nothing that stops the next', async () => {
  mkdirSync(join(dataDir, 'postgres.new', 'base'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n')
  const database = await startEmbedded({ dataDir })
  expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false)
  await database.stop()
})

test('data of another PostgreSQL, lost passwords and foreign files are refused in words, and left as they are', async () => {
  const database = await startEmbedded({ dataDir })
  await database.stop()
  const version = join(dataDir, 'postgres', 'PG_VERSION')
  writeFileSync(version, '17\n')
  await expect(startEmbedded({ dataDir })).rejects.toThrow(
    /made by PostgreSQL 17; this version of Gatewarden brings 18/,
  )
  writeFileSync(version, '18\n')
  const passwords = join(dataDir, 'database.json')
  const kept = readFileSync(passwords)
  rmSync(passwords)
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/database\.json is missing.*restore it/)
  writeFileSync(passwords, '{"port":')
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/database\.json is damaged/)
  writeFileSync(passwords, kept)
  rmSync(version)
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/does not hold a PostgreSQL database/)
  expect(findHolder(dataDir)).toBeNull()
})

test('a place that cannot be written is named', async () => {
  writeFileSync(join(parent, 'file'), '')
  await expect(startEmbedded({ dataDir: join(parent, 'file', 'data') })).rejects.toThrow(
    /Cannot write to .*file.*not a directory.*DATA_DIR=/,
  )
})

test('a throw-away server flushes nothing and deletes its directory', async () => {
  const database = await startEmbedded({ dataDir, throwAway: true })
  expect(await query(database.ownerUrl, 'SHOW fsync')).toEqual([{ fsync: 'off' }])
  await database.stop()
  expect(existsSync(dataDir)).toBe(false)
})

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

// A process of its own that starts the database and then waits for its end.
async function launch(environment: Record<string, string> = {}) {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)})
    const { pid, ownerUrl } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} })
    console.log(JSON.stringify({ pid, ownerUrl }))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  started.push(child)
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('The launcher ended before it was ready.')))
  failed.catch(() => {})
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), failed])) as [string]
  return { child, ...(JSON.parse(line) as { pid: number; ownerUrl: string }) }
}

// A setpriv that knows everything but the signal, as that of an older util-linux.
function pathWithoutParentDeath() {
  const fake = join(parent, 'bin')
  mkdirSync(fake)
  const script = [
    '#!/bin/sh',
    'case "$*" in *--pdeathsig*) exit 1 ;; esac',
    `PATH='${process.env.PATH}' exec setpriv "$@"`,
  ]
  writeFileSync(join(fake, 'setpriv'), `${script.join('\n')}\n`)
  chmodSync(join(fake, 'setpriv'), 0o755)
  return `${fake}:${process.env.PATH}`
}

function postmasterPid() {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0
}
