import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { age, eventsOf, holds, rowsOf, stepsOf } from './testing/journey-rows.ts'
import { accept, approve, bind, decline, deny, initiate, otherThan, poll, verify } from './testing/journeys.ts'
import { type Reached, reachStep } from './testing/reach-step.ts'
import type { Answer } from './testing/test-api.ts'

// Real calls over HTTP, real row locks: of all who come at once, one wins. Nothing here is tried again.

let api: JourneyApi
beforeAll(async () => {
  api = await startJourneyApi()
})
afterEach(() => holds(api))
afterAll(async () => {
  const [{ deadlocks }] = await api.rows(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  )
  await api.close()
  expect(deadlocks).toBe(0)
})

const times = <T>(n: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, index) => work(index)))

const codeOf = ({ status, body }: Answer) => `${status} ${body.error_code ?? body.response_type_code ?? body.success}`

const tally = (answers: Answer[]) =>
  Object.fromEntries([...Map.groupBy(answers, codeOf)].map(([code, all]) => [code, all.length]))

const PROCESSED = '400 CIAM_E01_03_003'
const OVER = '410 CIAM_E01_03_002'

/** How often each event of this journey was recorded, those of one step apart from the others. */
async function eventCounts({ step }: Reached) {
  const events = await eventsOf(api, step.contextId)
  return Object.fromEntries(
    [...Map.groupBy(events, event => event.event_type)].map(([type, all]) => [type, all.length]),
  )
}

const SESSION = { SESSION_CREATED: 1, LOGIN_SUCCESS: 1 }

describe('100 at once, one success', () => {
  test('a code', async () => {
    // No offer to bind: the code is the last step.
    const reached = await reachStep(api, 'MFA_VERIFY')
    await api.rows('UPDATE auth_contexts SET device_fingerprint = NULL WHERE context_id = $1', [reached.step.contextId])
    const answers = await times(100, () => verify(api, reached.step, reached.code))
    expect(tally(answers)).toEqual({ '201 SUCCESS': 1, [PROCESSED]: 99 })
    expect(await rowsOf(api, reached.step.contextId)).toMatchObject({ sessions: 1, tokens: 3, transactions: 2 })
    expect(await eventCounts(reached)).toMatchObject({ MFA_VERIFY_SUCCESS: 1, ...SESSION })
  })

  test('the poll of an approved push', async () => {
    const reached = await reachStep(api, 'MFA_PUSH_VERIFY')
    await api.rows('UPDATE auth_contexts SET device_fingerprint = NULL WHERE context_id = $1', [reached.step.contextId])
    await approve(api, reached.step, reached.displayNumber, reached.phone)
    expect(tally(await times(100, () => poll(api, reached.step)))).toEqual({ '201 SUCCESS': 1, [PROCESSED]: 99 })
    expect(await rowsOf(api, reached.step.contextId)).toMatchObject({ sessions: 1, tokens: 3, transactions: 2 })
    expect(await eventCounts(reached)).toMatchObject({ MFA_PUSH_APPROVED: 1, MFA_VERIFY_SUCCESS: 1, ...SESSION })
  })

  test('an acceptance', async () => {
    const reached = await reachStep(api, 'ESIGN_PRESENT')
    const answers = await times(100, () => accept(api, reached.step, 'terms-of-service'))
    expect(tally(answers)).toEqual({ '200 DEVICE_BIND_REQUIRED': 1, [PROCESSED]: 99 })
    expect(await eventCounts(reached)).toMatchObject({ ESIGN_ACCEPTED: 1, DEVICE_BIND_OFFERED: 1 })
    const [count] = await api.rows('SELECT count(*)::int AS n FROM esign_acceptances WHERE cupid = $1', [
      reached.person.cupid,
    ])
    expect(count.n).toBe(1)
  })

  test('a device bound', async () => {
    const reached = await reachStep(api, 'DEVICE_BIND')
    const answers = await times(100, index => bind(api, reached.step, index % 2 === 0))
    expect(tally(answers)).toEqual({ '200 SUCCESS': 1, [PROCESSED]: 99 })
    expect(await rowsOf(api, reached.step.contextId)).toMatchObject({ sessions: 1, tokens: 3 })
    const {
      DEVICE_BIND_ACCEPTED: accepted = 0,
      DEVICE_BIND_DECLINED: declined = 0,
      ...events
    } = await eventCounts(reached)
    expect([accepted + declined, events]).toEqual([1, expect.objectContaining(SESSION)])
    const [count] = await api.rows('SELECT count(*)::int AS n FROM trusted_devices WHERE cupid = $1', [
      reached.person.cupid,
    ])
    expect(count.n).toBe(accepted)
  })

  test('an approval', async () => {
    const reached = await reachStep(api, 'MFA_PUSH_VERIFY')
    const answers = await times(100, () => approve(api, reached.step, reached.displayNumber, reached.phone))
    expect(tally(answers)).toEqual({ '200 true': 1, [PROCESSED]: 99 })
    expect(await eventCounts(reached)).toMatchObject({ MFA_PUSH_APPROVED: 1 })
  })

  test('a challenge asked for', async () => {
    const reached = await reachStep(api, 'MFA_INITIATE')
    const answers = await times(100, index => initiate(api, reached.step, index % 2 ? 'sms' : 'push'))
    const sent = answers.filter(({ status }) => status === 200)
    expect([sent.length, tally(answers)[PROCESSED]]).toEqual([1, 99])
    const [count] = await api.rows(
      `SELECT (SELECT count(*) FROM otp_challenges WHERE transaction_id = $1)::int AS challenges,
              (SELECT count(*) FROM graphile_worker._private_jobs WHERE payload ->> 'transaction_id' = $1::text)::int AS jobs`,
      [sent[0]?.body.transaction_id],
    )
    expect(count).toEqual({ challenges: 1, jobs: 1 })
    expect(await stepsOf(api, reached.step.contextId)).toHaveLength(2)
  })
})

test('100 wrong codes at once on one step are one failure', async () => {
  const reached = await reachStep(api, 'MFA_VERIFY')
  const answers = await times(100, () => verify(api, reached.step, otherThan(reached.code)))
  expect(tally(answers)).toEqual({ '400 CIAM_E01_01_017': 1, [PROCESSED]: 99 })
  const rows = await api.rows('SELECT failure_count FROM authentication_failures WHERE subject = $1', [
    reached.person.cupid,
  ])
  expect(rows).toEqual([{ failure_count: 1 }])
  expect(await eventCounts(reached)).toMatchObject({ MFA_VERIFY_FAILED: 1 })
})

test('1,000,000 codes tried 100 at a time: of right and wrong ones together, one is looked at', async () => {
  const reached = await reachStep(api, 'MFA_VERIFY')
  const answers = await times(100, index =>
    verify(api, reached.step, index === 50 ? reached.code : otherThan(reached.code)),
  )
  expect(tally(answers)[PROCESSED]).toBe(99)
})

test('wrong codes in twelve journeys at once: five are counted, and the lock holds', async () => {
  const first = await reachStep(api, 'MFA_VERIFY')
  const { username, cupid } = first.person
  const steps = await times(12, async () => {
    const login = await api.post('/auth/login', { username, password: 'password' })
    const ids = { contextId: login.body.context_id, transactionId: login.body.transaction_id }
    const sent = await initiate(api, ids)
    return { contextId: ids.contextId, transactionId: sent.body.transaction_id as string }
  })
  const answers = await times(12, index => verify(api, steps[index] ?? first.step, 'no code'))
  const { '400 CIAM_E01_01_017': wrong = 0, '423 CIAM_E01_01_005': locked = 0 } = tally(answers)
  expect([wrong, locked]).toEqual([4, 8])
  const [row] = await api.rows(
    'SELECT locked_until > now() AS locked FROM authentication_failures WHERE subject = $1',
    [cupid],
  )
  expect(row).toEqual({ locked: true })
})

describe('two that exclude each other', () => {
  const ROUNDS = 30
  const race = async (
    reach: Reached['type'],
    one: (r: Reached) => Promise<Answer>,
    other: (r: Reached) => Promise<Answer>,
  ) => {
    const won = { one: 0, other: 0 }
    for (let round = 0; round < ROUNDS; round++) {
      const reached = await reachStep(api, reach)
      const order = round % 2 ? [one, other] : [other, one]
      const answers = await Promise.all(order.map(act => act(reached)))
      const [first, second] = round % 2 ? answers : answers.toReversed()
      const good = [first, second].map(answer => (answer?.status ?? 500) < 300)
      expect(good.filter(Boolean)).toHaveLength(1)
      const loser = good[0] ? second : first
      expect([PROCESSED, OVER]).toContain(loser && codeOf(loser))
      won[good[0] ? 'one' : 'other']++
    }
    return won
  }

  test('approve and deny', async () => {
    const won = await race(
      'MFA_PUSH_VERIFY',
      ({ step, displayNumber, phone }) => approve(api, step, displayNumber, phone),
      ({ step, phone }) => deny(api, step, phone),
    )
    expect(won.one + won.other).toBe(ROUNDS)
  })

  test('the code and another one asked for', async () => {
    await race(
      'MFA_VERIFY',
      ({ step, code }) => verify(api, step, code),
      ({ step }) => initiate(api, step),
    )
  })

  test('accept and decline', async () => {
    await race(
      'ESIGN_PRESENT',
      ({ step }) => accept(api, step, 'terms-of-service'),
      ({ step }) => decline(api, step),
    )
  })
})

describe('the jobs that end what ran out, racing a right code', () => {
  test.each(['transactions', 'contexts'])('cleanup_expired_%s', async kind => {
    const job = () => api.rows(`SELECT cleanup_expired_${kind}()`)
    const outcomes = new Set<string>()
    for (let round = 0; round < 40; round++) {
      const reached = await reachStep(api, 'MFA_VERIFY')
      const { contextId, transactionId } = reached.step
      // Over within milliseconds, at one moment or another of what follows; the first surely before, the last after.
      const leftMs = round === 39 ? 3000 : 5 + round
      await endsIn(contextId, leftMs)
      const clean = async () => {
        for (const until = Date.now() + leftMs + 10; Date.now() < until; ) await job()
      }
      const answers = async () => {
        if (round === 0) await sleep(50)
        return verify(api, reached.step, reached.code)
      }
      const [answer] = await Promise.all([answers(), clean()])
      await job()
      outcomes.add(codeOf(answer))
      const isIn = answer.status === 201
      if (!isIn) expect([PROCESSED, OVER]).toContain(codeOf(answer))
      const { CONTEXT_EXPIRED: journeysOver = 0 } = await eventCounts(reached)
      const { outcome } = await rowsOf(api, contextId)
      const [step] = (await stepsOf(api, contextId)).filter(row => row.transaction_id === transactionId)
      if (kind === 'contexts') expect([outcome, journeysOver]).toEqual(isIn ? ['SUCCESS', 0] : ['EXPIRED', 1])
      else expect(step.transaction_status).toBe(isIn ? 'CONSUMED' : 'EXPIRED')
    }
    expect([...outcomes].sort()).toContain('201 SUCCESS')
    expect(outcomes.size).toBeGreaterThan(1)
  })

  const endsIn = async (contextId: string, leftMs: number) => {
    await age(api, { contextId }, '15 minutes')
    await api.rows(
      `WITH step AS (
         UPDATE auth_transactions SET expires_at = clock_timestamp() + $2::interval
         WHERE context_id = $1 AND transaction_status = 'PENDING' RETURNING expires_at)
       UPDATE auth_contexts SET expires_at = step.expires_at, device_fingerprint = NULL FROM step WHERE context_id = $1`,
      [contextId, `${leftMs} milliseconds`],
    )
  }
})
