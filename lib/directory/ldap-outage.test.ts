import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Failure } from '#lib/failure.ts'
import type { Directory } from './directory.ts'
import { createLdapDirectory } from './ldap.ts'
import { ldapEnv } from './testing/ldap-env.ts'
import { startRelay } from './testing/relay.ts'
import { type Slapd, startSlapd } from './testing/slapd.ts'

// Outages are waited out in full.
vi.setConfig({ testTimeout: 30_000 })

let slapd: Slapd
const closing: (() => Promise<void>)[] = []
const open = (changes?: Record<string, string>) => {
  const states: string[] = []
  const directory = createLdapDirectory(ldapEnv(slapd, changes), { onBreaker: state => states.push(state) })
  closing.push(directory.close)
  return { directory, states }
}
beforeAll(async () => {
  slapd = await startSlapd()
})
afterEach(() => Promise.all(closing.splice(0).map(close => close())))
afterAll(() => slapd?.stop())

const signIn = (directory: Directory) => directory.authenticate('simpleuser', 'password')

/** Name and cause of a failing call, and the ms it took. */
async function failing(work: Promise<unknown>) {
  const from = performance.now()
  const error = await work.then(
    () => expect.fail('it must not succeed'),
    (error: Failure) => error,
  )
  return { failure: error.failure, cause: (error.cause as Error).name, tookMs: performance.now() - from }
}

async function untilItWorks(directory: Directory) {
  for (const giveUp = Date.now() + 5_000; Date.now() < giveUp; await sleep(50)) {
    if (
      await signIn(directory).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
  }
  expect.fail('it did not heal')
}

/** The breaker opens, refuses at once while it is open, lets one call through to see, and closes. */
async function expectOpenBreaker(directory: Directory, states: string[]) {
  expect(states).toEqual(['open'])
  const refused = await failing(signIn(directory))
  expect(refused).toMatchObject({ failure: 'dependency_unavailable', cause: 'BreakerOpen' })
  expect(refused.tookMs).toBeLessThan(100)
}

test('a stopped server is refused fast, and found again when it is back', async () => {
  const { directory, states } = open()
  expect((await signIn(directory)).ok).toBe(true)
  await slapd.halt()
  for (let call = 0; call < 5; call++) {
    const refused = await failing(signIn(directory))
    expect(refused).toMatchObject({ failure: 'dependency_unavailable', cause: 'Unreachable' })
    expect(refused.tookMs).toBeLessThan(500)
  }
  await expectOpenBreaker(directory, states)
  await slapd.start()
  await untilItWorks(directory)
  expect(states).toEqual(['open', 'closed'])
})

test('a restart between two calls is not noticed', async () => {
  const { directory, states } = open({ LDAP_TIMEOUT_MS: '10000' })
  await Promise.all(Array.from({ length: 8 }, () => signIn(directory)))
  await slapd.halt()
  await slapd.start()
  const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(directory)))
  expect(answers.every(({ ok }) => ok)).toBe(true)
  expect(states).toEqual([])
})

describe('a server that accepts and never answers is given up in time, then refused at once, then found again', () => {
  const clear = () => ({})
  const startTls = () => ({ LDAP_STARTTLS: '1', LDAP_CA_FILE: slapd.caFile })
  const ldaps = () => ({ LDAP_URL: slapd.ldapsUrl, LDAP_CA_FILE: slapd.caFile })
  const patience = { own: {}, short: { LDAP_TIMEOUT_MS: '600' } }
  test.each([
    ['by the time-out nobody set', clear, patience.own, { warm: true, withinMs: 2_000 }],
    ['with no connection yet', clear, patience.short, { warm: false, withinMs: 1_400 }],
    ['over StartTLS', startTls, patience.short, { warm: true, withinMs: 1_400 }],
    ['over StartTLS, with no connection yet', startTls, patience.short, { warm: false, withinMs: 1_400 }],
    ['over LDAPS', ldaps, patience.short, { warm: true, withinMs: 1_400 }],
    ['over LDAPS, with no connection yet', ldaps, patience.short, { warm: false, withinMs: 1_400 }],
  ])('%s', async (_, transport, timeout, { warm, withinMs }) => {
    const { directory, states } = open({ ...transport(), ...timeout })
    if (warm) expect((await signIn(directory)).ok).toBe(true)
    await slapd.pause()
    const calls = [
      signIn(directory),
      directory.find('simpleuser'),
      directory.ping(),
      signIn(directory),
      signIn(directory),
    ]
    for (const refused of await Promise.all(calls.map(failing))) {
      expect(refused).toMatchObject({ failure: 'dependency_unavailable', cause: 'TimedOut' })
      expect(refused.tookMs).toBeLessThan(withinMs)
    }
    await expectOpenBreaker(directory, states)
    await directory.decoy()
    await sleep(1_050)
    const causes = await Promise.all([1, 2, 3].map(async () => (await failing(signIn(directory))).cause))
    expect(causes).toEqual(['TimedOut', 'BreakerOpen', 'BreakerOpen'])
    slapd.resume()
    await untilItWorks(directory)
    expect(states).toEqual(['open', 'closed'])
  })
})

test('more calls than connections wait their turn, and none longer than the time-out', async () => {
  const { directory } = open({ LDAP_POOL_SIZE: '1', LDAP_TIMEOUT_MS: '600' })
  await slapd.pause()
  const refused = await Promise.all(Array.from({ length: 4 }, () => failing(signIn(directory))))
  slapd.resume()
  const causes = refused.map(({ cause }) => cause)
  expect(causes).toEqual(causes.map(() => expect.stringMatching(/^(TimedOut|NoConnectionFree)$/)))
  expect(causes).toContain('NoConnectionFree')
  expect(Math.max(...refused.map(({ tookMs }) => tookMs))).toBeLessThan(1_400)
  await untilItWorks(directory)
})

describe('a connection that breaks under a call', () => {
  let relay: Awaited<ReturnType<typeof startRelay>>
  beforeAll(async () => {
    relay = await startRelay(Number(new URL(slapd.url).port))
  })
  afterAll(() => relay.stop())
  const through = () => open({ LDAP_URL: `ldap://${relay.host}:${relay.port}` }).directory

  test('is thrown away, and the call done again', async () => {
    const directory = through()
    expect((await signIn(directory)).ok).toBe(true)
    relay.cutNext(1)
    expect((await signIn(directory)).ok).toBe(true)
    relay.cutNext(1)
    expect((await directory.authenticate('simpleuser', 'wrong')).ok).toBe(false)
  })
  test('is retried once and no more', async () => {
    const directory = through()
    await signIn(directory)
    relay.cutNext(2)
    expect(await failing(signIn(directory))).toMatchObject({ failure: 'dependency_unavailable' })
    expect((await signIn(directory)).ok).toBe(true)
  })
})
