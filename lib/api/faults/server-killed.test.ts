import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startLoad } from './testing/load.ts'
import { expectNothingLost, expectServed } from './testing/nothing-lost.ts'
import { type OwnPostgres, startOwnPostgres } from './testing/own-postgres.ts'
import { settingsOn } from './testing/serve-api.ts'
import { registerStorefront } from './testing/storefront.ts'

const SERVER = fileURLToPath(new URL('./testing/serve-api.ts', import.meta.url))

let postgres: OwnPostgres
const started: ChildProcess[] = []
beforeAll(async () => {
  postgres = await startOwnPostgres()
  await registerStorefront(settingsOn(postgres.appUrl))
})
afterEach(() => Promise.all(started.splice(0).map(killOutright)))
afterAll(() => postgres.stop())

/** A process that serves the API, on a port of its own. */
async function forkServer() {
  const child = fork(SERVER, { env: { ...settingsOn(postgres.appUrl), NODE_ENV: 'test' }, silent: true, execArgv: [] })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', text => (said += text))
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the server ended: ${said}`)))
  ended.catch(() => {})
  const [{ url }] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }]
  return { child, url, said: () => said }
}

async function killOutright(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

test('killed outright under load, twice: nothing acknowledged is lost, and a new process serves', async () => {
  let server = await forkServer()
  const load = startLoad({ url: () => server.url, rows: postgres.rows })
  const { ledger } = load
  for (let kill = 1; kill <= 2; kill++) {
    await sleep(2_500)
    const [before, lostBefore] = [ledger.held.length, ledger.lost]
    await killOutright(server.child)
    const restarted = performance.now()
    server = await forkServer()
    while (!(await load.signIn())) await sleep(50)
    expect(performance.now() - restarted).toBeLessThan(10_000)
    expect(before).toBeGreaterThan(0)
    expect(ledger.lost).toBeGreaterThan(lostBefore)
  }
  const atReturn = ledger.held.length
  await sleep(1_500)
  await load.stop()

  expect(ledger.surprises).toEqual([])
  expect(ledger.held.length).toBeGreaterThan(atReturn)
  // The database was there all the time.
  expect(ledger.away).toBe(0)
  await expectNothingLost(postgres, ledger)
  await expectServed(load)
  expect([server.child.exitCode, server.child.signalCode, server.said()]).toEqual([null, null, ''])
}, 60_000)
