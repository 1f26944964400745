import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { countWaiting, digest, stepStatus } from './testing/journey-rows.ts'
import {
  approve,
  beginLogin,
  challenge,
  initiate,
  poll,
  type Step,
  sentCode,
  signInPhone,
  verify,
} from './testing/journeys.ts'
import type { Answer } from './testing/test-api.ts'

let api: JourneyApi
beforeAll(async () => {
  api = await startJourneyApi({
    LIMIT_OTP_PER_USER: '4',
    LIMIT_OTP_PER_NUMBER: '6',
    LIMIT_OTP_PER_PREFIX: '40',
    LIMIT_PUSHES_SINCE_SUCCESS: '3',
  })
})
afterAll(() => api.close())

let areas = 200
/** Numbers of an area nobody else in this file has. */
const areaOf = () => (last: number) => `+1${area}5550${100 + last}`
let area = areas
const newArea = () => {
  area = ++areas
  return areaOf()
}

async function expectRefused(step: Step, method: string, [from, to]: [number, number], refused?: Answer) {
  const before = await digest(api)
  const answer = refused ?? (await initiate(api, step, method))
  expect([answer.status, answer.body.transaction_id]).toEqual([429, step.transactionId])
  const seconds = Number(answer.headers.get('retry-after'))
  expect(seconds).toBeGreaterThanOrEqual(from)
  expect(seconds).toBeLessThanOrEqual(to)
  expect(await digest(api)).toEqual(before)
  expect(await stepStatus(api, step.transactionId)).toBe('PENDING')
}

/** As if what was sent to these users had been sent earlier. */
const sentEarlier = (cupids: string[], time: string) =>
  api.rows(`UPDATE otp_challenges SET created_at = created_at - $2::interval WHERE cupid = ANY ($1)`, [cupids, time])

describe('codes', () => {
  test('to one user, whatever the journey and the method', async () => {
    const number = newArea()
    const { username, cupid } = await api.people.add({ phones: [number(1), number(2)] })
    const first = await challenge(api, await beginLogin(api, username))
    await sentEarlier([cupid], '50 minutes')
    const second = await challenge(api, first, 'voice')
    await challenge(api, second)
    const other = await beginLogin(api, username)
    const last = await initiate(api, other, 'sms', { mfa_option_id: 2 })
    expect(last.status).toBe(200)
    const step = { contextId: other.contextId, transactionId: last.body.transaction_id }
    await expectRefused(step, 'sms', [570, 600])
    expect((await verify(api, step, await sentCode(api, step))).status).toBe(201)
    // The limit is on what is sent, not on failures: a success does not end it, the hour does.
    const again = await beginLogin(api, username)
    await expectRefused(again, 'sms', [570, 600])
    await sentEarlier([cupid], '11 minutes')
    expect((await initiate(api, again)).status).toBe(200)
  })

  test('to one number, whoever’s it is', async () => {
    const number = newArea()
    const family = await Promise.all(Array.from({ length: 3 }, () => api.people.add({ phones: [number(1)] })))
    for (const { username } of family.slice(0, 2)) {
      const step = await challenge(api, await beginLogin(api, username))
      await challenge(api, await challenge(api, step))
    }
    const third = await beginLogin(api, family[2]?.username ?? '')
    await expectRefused(third, 'sms', [3570, 3600])
  })

  test('to the numbers of one area, and the wait is of the limit that was reached', async () => {
    const number = newArea()
    const cupids: string[] = []
    for (let n = 0; n < 10; n++) {
      const { username, cupid } = await api.people.add({ phones: [number(n)] })
      cupids.push(cupid)
      let step = await challenge(api, await beginLogin(api, username))
      for (let sent = 1; sent < 4; sent++) step = await challenge(api, step)
    }
    await sentEarlier(cupids, '20 minutes')
    const { username } = await api.people.add({ phones: [number(11)] })
    await expectRefused(await beginLogin(api, username), 'sms', [2300, 2400])
    const elsewhere = await api.people.add({ phones: [newArea()(1)] })
    expect((await initiate(api, await beginLogin(api, elsewhere.username))).status).toBe(200)
  })

  test('a limit that is far does not shorten the wait of the one that was reached', async () => {
    const number = newArea()
    const neighbour = await api.people.add({ phones: [number(1)] })
    await challenge(api, await beginLogin(api, neighbour.username))
    await sentEarlier([neighbour.cupid], '59 minutes')
    const { username } = await api.people.add({ phones: [number(2)] })
    let step: Step = await beginLogin(api, username)
    for (let sent = 0; sent < 4; sent++) step = await challenge(api, step)
    await expectRefused(step, 'sms', [3570, 3600])
  })
})

describe('pushes', () => {
  test('that nobody answered, since the last success', async () => {
    const { username, cupid } = await api.people.add({ phones: [newArea()(1)] })
    const phone = await signInPhone(api, username)
    let step: Step = await beginLogin(api, username)
    for (let sent = 0; sent < 3; sent++) step = await challenge(api, step, 'push')
    await expectRefused(step, 'push', [86_370, 86_400])
    // A code still goes, and its success makes room for pushes.
    const code = await challenge(api, step)
    expect((await verify(api, code, await sentCode(api, code))).status).toBe(201)
    const push = await challenge(api, await beginLogin(api, username), 'push')
    expect((await approve(api, push, push.displayNumber ?? 0, phone)).body.success).toBe(true)
    expect((await poll(api, push)).status).toBe(201)
    const [row] = await api.rows(
      `SELECT count(*)::int AS n FROM otp_challenges WHERE cupid = $1 AND channel = 'push'`,
      [cupid],
    )
    expect(row.n).toBe(4)
  })
})

describe('50 sends at once, each of a journey of its own', () => {
  const journeys = (usernames: string[]) => Promise.all(usernames.map(username => beginLogin(api, username)))
  const statuses = async (steps: Step[], method: string) => {
    const answers = await Promise.all(steps.map(step => initiate(api, step, method)))
    const counts = Map.groupBy(answers, ({ status }) => status)
    return Object.fromEntries([...counts].map(([status, all]) => [status, all.length]))
  }

  test('to one user', async () => {
    const { username } = await api.people.add({ phones: [newArea()(1)] })
    expect(await statuses(await journeys(Array(50).fill(username)), 'sms')).toEqual({ 200: 4, 429: 46 })
  })

  test('to one number of several users', async () => {
    const number = newArea()
    const family = await Promise.all(Array.from({ length: 10 }, () => api.people.add({ phones: [number(1)] })))
    const usernames = Array.from({ length: 50 }, (_, n) => family[n % 10]?.username ?? '')
    expect(await statuses(await journeys(usernames), 'sms')).toEqual({ 200: 6, 429: 44 })
  })

  test('pushes to one user', async () => {
    const { username } = await api.people.add({ phones: [newArea()(1)] })
    expect(await statuses(await journeys(Array(50).fill(username)), 'push')).toEqual({ 200: 3, 429: 47 })
  })
})

test('one user’s push does not wait for another’s', async () => {
  const [mine, other] = [await api.people.add(), await api.people.add()]
  const [step, busy] = [await beginLogin(api, mine.username), await beginLogin(api, other.username)]
  const holder = await api.database.owner.connect()
  try {
    await holder.query('BEGIN')
    await holder.query('SELECT FROM auth_contexts WHERE context_id = $1 FOR UPDATE', [busy.contextId])
    const waits = initiate(api, busy, 'push')
    await expect.poll(() => countWaiting(api), { timeout: 15_000 }).toBe(1)
    expect((await initiate(api, step, 'push')).status).toBe(200)
    await holder.query('ROLLBACK')
    expect((await waits).status).toBe(200)
  } finally {
    await holder.query('ROLLBACK')
    holder.release()
  }
})
