import { afterAll, beforeAll, expect, test } from 'vitest'
import { ldapEnv } from '#lib/directory/testing/ldap-env.ts'
import { startRelay } from '#lib/directory/testing/relay.ts'
import { type Slapd, startSlapd } from '#lib/directory/testing/slapd.ts'
import { digest, holds, rowsOf } from './testing/journey-rows.ts'
import {
  approve,
  beginLogin,
  challenge,
  initiate,
  otherThan,
  poll,
  sentCode,
  signInPhone,
  verify,
} from './testing/journeys.ts'
import { type Answer, startTestApi, type TestApi } from './testing/test-api.ts'

// A directory that does not answer in the middle of a journey: 503, nothing is lost of it, and it goes on afterwards.

let slapd: Slapd
let api: TestApi
beforeAll(async () => {
  slapd = await startSlapd()
  api = await startApi(ldapEnv(slapd))
})
afterAll(async () => {
  await holds(api)
  await api.close()
  await slapd.stop()
})

function startApi(env: ReturnType<typeof ldapEnv>) {
  const settings = Object.entries(env).map(([name, value]) => [name, String(value)])
  const limits = { LIMIT_OTP_PER_USER: '1000', LIMIT_OTP_PER_NUMBER: '1000', LOG_LEVEL: 'silent' }
  return startTestApi({ ...Object.fromEntries(settings), ...limits })
}

const AWAY = { gone: () => slapd.halt(), hanging: () => slapd.pause() }
const back = (how: keyof typeof AWAY) => (how === 'gone' ? slapd.start() : slapd.resume())

/** While the directory is away, `act` is 503 within 2 s and leaves nothing; it is `good` once the directory is back. */
async function expectLater(how: keyof typeof AWAY, act: () => Promise<Answer>, good: number) {
  const before = await digest(api)
  await AWAY[how]()
  const started = performance.now()
  const answer = await act()
  const took = performance.now() - started
  expect([answer.status, answer.body.error_code]).toEqual([503, 'CIAM_E05_00_002'])
  expect(took).toBeLessThan(2000)
  expect(await digest(api)).toEqual(before)
  await back(how)
  const answers: number[] = []
  const ask = async () => answers.push((await act()).status) && answers.at(-1)
  await expect.poll(ask, { timeout: 15_000, interval: 300 }).not.toBe(503)
  expect(answers.at(-1)).toBe(good)
}

test.each(['gone', 'hanging'] as const)('%s: a right code is not spent, and opens the session later', async how => {
  const step = await challenge(api, await beginLogin(api, 'otponlyuser'))
  const code = await sentCode(api, step)
  await expectLater(how, () => verify(api, step, code), 201)
  expect(await rowsOf(api, step.contextId)).toMatchObject({ outcome: 'SUCCESS', transactions: 2, sessions: 1 })
})

test.each(['gone', 'hanging'] as const)('%s: nothing is sent, and it is sent later', async how => {
  const step = await beginLogin(api, 'otponlyuser')
  await expectLater(how, () => initiate(api, step), 200)
})

test('gone: an approved push waits for its poll', async () => {
  const phone = await signInPhone(api, 'mfauser')
  const step = await challenge(api, await beginLogin(api, 'mfauser'), 'push')
  expect((await approve(api, step, step.displayNumber ?? 0, phone)).body.success).toBe(true)
  await expectLater('gone', () => poll(api, step), 201)
})

test('gone: a wrong code is wrong all the same, and counts', async () => {
  const step = await challenge(api, await beginLogin(api, 'otponlyuser'))
  const wrong = otherThan(await sentCode(api, step))
  await slapd.halt()
  const answer = await verify(api, step, wrong)
  await slapd.start()
  expect([answer.status, answer.body.error_code]).toEqual([400, 'CIAM_E01_01_017'])
  const rows = await api.rows(`SELECT failure_count FROM authentication_failures WHERE subject = 'CUPID-DEMO-OTPONLY'`)
  expect(rows).toEqual([{ failure_count: 1 }])
})

test('connections that break under a question: a right code is redeemed once', async () => {
  const relay = await startRelay(Number(new URL(slapd.url).port))
  const shaky = await startApi({ ...ldapEnv(slapd), LDAP_URL: `ldap://${relay.host}:${relay.port}` })
  try {
    for (const cuts of [1, 2, 5]) {
      const step = await challenge(shaky, await beginLogin(shaky, 'otponlyuser'))
      const code = await sentCode(shaky, step)
      relay.cutNext(cuts)
      const statuses: number[] = []
      const ask = async () => statuses.push((await verify(shaky, step, code)).status) && statuses.at(-1)
      await expect.poll(ask, { timeout: 15_000, interval: 300 }).toBe(201)
      expect(statuses.slice(0, -1).every(status => status === 503)).toBe(true)
      expect(await rowsOf(shaky, step.contextId)).toMatchObject({ outcome: 'SUCCESS', transactions: 2, sessions: 1 })
    }
    await holds(shaky)
  } finally {
    relay.cutNext(0)
    await shaky.close()
    await relay.stop()
  }
})
