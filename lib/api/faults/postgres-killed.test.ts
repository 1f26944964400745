import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Context, systemContext, transact } from '#lib/context.ts'
import { explainFailure } from '#lib/explain-failure.ts'
import { startLoad } from './testing/load.ts'
import { expectNothingLost, expectServed } from './testing/nothing-lost.ts'
import { type OwnPostgres, startOwnPostgres } from './testing/own-postgres.ts'
import { type ServedApi, serveApi, settingsOn } from './testing/serve-api.ts'
import { registerStorefront } from './testing/storefront.ts'

let postgres: OwnPostgres
let api: ServedApi
beforeAll(async () => {
  postgres = await startOwnPostgres()
  await registerStorefront(settingsOn(postgres.appUrl))
  api = await serveApi(settingsOn(postgres.appUrl))
})
afterAll(async () => {
  try {
    // A pool waits for ever for a connection that nobody gives back.
    if (connectionsKept() === 0) await api.close()
  } finally {
    await postgres.stop()
  }
})

const connectionsKept = () => api.parts.pool.totalCount - api.parts.pool.idleCount

/** What would have ended a Node process that is not a test's. */
function listenForDeath(): unknown[] {
  const deaths: unknown[] = []
  const note = (error: unknown) => void deaths.push(error)
  process.on('uncaughtException', note).on('unhandledRejection', note)
  onTestFinished(() => void process.off('uncaughtException', note).off('unhandledRejection', note))
  return deaths
}

test('what it acknowledges it keeps: nothing is set to be faster than the disk', async () => {
  const names = ['fsync', 'synchronous_commit', 'full_page_writes']
  const settings = await postgres.rows('SELECT name, setting FROM pg_settings WHERE name = ANY ($1)', [names])
  expect(settings).toHaveLength(3)
  for (const row of settings) expect(row).toMatchObject({ setting: 'on' })
})

test.each([
  ['the server alone', false],
  ['every process of it', true],
])(
  'killed outright under load, %s: nothing acknowledged is lost, Node survives, sign-ins are served again',
  async (_, everyProcess) => {
    const deaths = listenForDeath()
    const load = startLoad({ url: () => api.url, rows: postgres.rows })
    const { ledger } = load
    await sleep(2_500)
    const before = ledger.held.length
    await postgres.kill(everyProcess)
    await sleep(1_000)
    const missed = ledger.away
    const restarted = performance.now()
    await postgres.restart()
    while (!(await load.signIn())) await sleep(50)
    const servedAgainMs = performance.now() - restarted
    const atReturn = ledger.held.length
    await sleep(2_000)
    await load.stop()

    // Every call is answered, a failure of the database's as nothing but that, and no connection stays checked out.
    const { surprises, lost } = ledger
    expect({ surprises, deaths, lost, kept: connectionsKept() }).toEqual({
      surprises: [],
      deaths: [],
      lost: 0,
      kept: 0,
    })
    expect(servedAgainMs).toBeLessThan(10_000)
    // It was at work before and after, and was missed in between.
    for (const count of [before, missed, ledger.held.length - atReturn]) expect(count).toBeGreaterThan(0)
    await expectNothingLost(postgres, ledger)
    await expectServed(load)
    expect(deaths).toEqual([])
  },
  60_000,
)

test('transactions that are cut at any point: told as the database away, Node survives, each connection is given back', async () => {
  const deaths = listenForDeath()
  const { log } = api.parts
  const ctx = systemContext(api.parts, 'test')
  const killed = new AbortController()
  let open = 0
  const cut = (work: (ctx: Context) => Promise<unknown>) =>
    transact(ctx, async ctx => {
      open++
      await work(ctx)
    })
  const asleep = () => cut(({ db }) => db.execute(sql`SELECT pg_sleep(60)`))
  const between = () => cut(() => once(killed.signal, 'abort'))
  const begun = Promise.allSettled([asleep(), asleep(), asleep(), between(), between(), between()])
  await expect.poll(() => open).toBe(6)
  // Their connections are there and idle: BEGIN is sent, and never answered.
  await Promise.all(Array.from({ length: 4 }, () => ctx.db.execute(sql`SELECT pg_sleep(0.1)`)))
  await postgres.freeze()
  const beginning = Array.from({ length: 4 }, () => transact(ctx, async () => {}))
  const ends = Promise.all([begun, Promise.allSettled(beginning)])
  await sleep(200)
  await postgres.kill(true)
  await sleep(200)
  killed.abort()
  const told = (await ends)
    .flat()
    .map(end => (end.status === 'rejected' ? explainFailure(end.reason, log).failure : end.status))
  await postgres.restart()
  expect({ told, deaths, kept: connectionsKept() }).toEqual({
    told: Array.from({ length: 10 }, () => 'dependency_unavailable'),
    deaths: [],
    kept: 0,
  })
  await transact(ctx, ({ db }) => db.execute(sql`SELECT 1`))
})
