import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { findFreePort } from '../db/embedded/free-port.ts'
import { isPostgresOf, processIdentity } from '../db/embedded/process-identity.ts'
import { EnvSchema } from '../lib/env.ts'

type House = { child: ChildProcess; output: string; url: string; dataDir: string }

let parent: string
let houses: House[]

test.beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'gatewarden-start-'))
  houses = []
})

test.afterEach(async () => {
  for (const { child } of houses) {
    if (child.exitCode === null && child.signalCode === null) {
      signalGroup(child, 'SIGINT')
      await once(child, 'exit')
    }
  }
  rmSync(parent, { recursive: true, force: true })
})

test('from an empty directory to a served console, and on Ctrl-C back to nothing, with exit code 0', async () => {
  const house = await start()
  expect(house.output).toContain(`${house.url}/docs`)
  expect((await fetch(`${house.url}/sign-in`)).status).toBe(200)
  expect((await fetch(`${house.url}/api/v1/health`)).status).toBe(200)
  const postgres = postmasterOf(house)
  // A terminal sends the signal to everything in its group at once.
  signalGroup(house.child, 'SIGINT')
  expect(await exitOf(house)).toBe(0)
  expect(house.output).toContain('Stopped.')
  expect(processIdentity(postgres)).toBeNull()
  await expect(fetch(house.url)).rejects.toThrow()
  // Shut down, not crashed: the log ends with PostgreSQL's own word for it.
  expect(readFileSync(join(house.dataDir, 'postgres.log'), 'utf8').trim()).toMatch(/database system is shut down$/)
})

for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} to the launcher alone closes everything`, async () => {
    const house = await start()
    const postgres = postmasterOf(house)
    house.child.kill(signal)
    expect(await exitOf(house)).toBe(0)
    expect(processIdentity(postgres)).toBeNull()
  })
}

test('a launcher killed outright leaves nothing that stops the next start on the same port and data', async () => {
  const first = await start()
  await query(first, 'CREATE TABLE kept AS SELECT 42 AS answer')
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  const second = await start({ PORT: new URL(first.url).port, DATA_DIR: first.dataDir })
  expect((await fetch(`${second.url}/sign-in`)).status).toBe(200)
  expect((await query(second, 'SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }])
})

test('PostgreSQL killed outright is started again, and the console answers again without a new start', async () => {
  const house = await start()
  const postgres = postmasterOf(house)
  process.kill(postgres, 'SIGKILL')
  await expect.poll(() => postmasterOf(house), { timeout: 10_000 }).not.toBe(postgres)
  await expect.poll(async () => (await fetch(`${house.url}/api/v1/health`)).status, { timeout: 10_000 }).toBe(200)
  expect(house.output).toContain('The database ended unexpectedly; starting it again')
})

test('a second start on the same data is refused and told by whom; the first goes on', async () => {
  const first = await start()
  const second = launch({ PORT: String(await findFreePort(9_000)), DATA_DIR: first.dataDir })
  expect(await exitOf(second)).toBe(1)
  expect(second.output).toContain(`process ${first.child.pid}`)
  expect((await fetch(`${first.url}/api/v1/health`)).status).toBe(200)
})

test('a taken port is named at once, with a way out', async () => {
  const stranger = createServer().listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  const { port } = stranger.address() as { port: number }
  const house = launch({ PORT: String(port) })
  expect(await exitOf(house)).toBe(1)
  expect(house.output).toContain(`Port ${port} is taken`)
  expect(house.output).toContain(`PORT=${port + 1} npm start`)
  expect(house.output).not.toContain('Starting the database')
  stranger.close()
})

test('an environment that is wrong is told in one readable error', async () => {
  const house = launch({ PORT: 'http', SECRET_KEY: 'short' })
  expect(await exitOf(house)).toBe(1)
  expect(house.output).toMatch(/PORT: .*\n.*SECRET_KEY: .*at least 32 characters/)
  expect(house.output).not.toContain('    at ')
})

test('without the demo, the database starts empty', async () => {
  const house = await start({ DEMO: '0' })
  expect((await query(house, 'SELECT count(*)::int AS count FROM sessions')).rows).toEqual([{ count: 0 }])
  for (const path of [
    '/demo',
    '/api/demo/phone?username=mfauser',
    `/api/demo/rows?context_id=${crypto.randomUUID()}`,
  ]) {
    expect({ path, status: (await fetch(house.url + path)).status }).toEqual({ path, status: 404 })
  }
  expect((await fetch(`${house.url}/api/demo/ticketing`, { method: 'POST', body: '{}' })).status).toBe(404)
})

async function start(environment: Record<string, string> = {}) {
  const house = launch({ PORT: String(await findFreePort(9_000)), ...environment })
  await expect
    .poll(() => house.output.includes('is ready') || house.child.exitCode !== null, { timeout: 60_000 })
    .toBe(true)
  expect(house.output).toContain('is ready')
  return house
}

// As "npm start" runs it, in a process group of its own as in a terminal. The console is built already.
function launch(environment: Record<string, string>): House {
  const nothingSet = Object.fromEntries(Object.keys(EnvSchema.shape).map(name => [name, '']))
  const env = { DATA_DIR: join(parent, 'data'), LOG_LEVEL: 'warn', DEMO: '0', ...environment }
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    env: { ...process.env, ...nothingSet, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const house = { child, output: '', url: `http://localhost:${environment.PORT}`, dataDir: env.DATA_DIR }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (house.output += text))
  houses.push(house)
  return house
}

async function exitOf({ child }: House) {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals) => process.kill(-child.pid!, signal)

function postmasterOf({ dataDir }: House) {
  const cluster = join(dataDir, 'postgres')
  const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10)
  return isPostgresOf(pid, cluster) ? pid : 0
}

async function query({ dataDir }: House, text: string) {
  const { port, owner } = JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8'))
  const client = new pg.Client(`postgresql://gatewarden_owner:${owner}@127.0.0.1:${port}/gatewarden`)
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}
