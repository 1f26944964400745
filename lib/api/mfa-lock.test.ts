import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { openParts } from '#lib/parts.ts'
import { createApi } from './app.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { countWaiting, digest, holds, rowsOf, stepStatus, trailOf } from './testing/journey-rows.ts'
import {
  approve,
  beginLogin,
  challenge,
  deny,
  initiate,
  logIn,
  otherThan,
  passOtp,
  poll,
  type Step,
  sentCode,
  signInPhone,
  stepOf,
  verify,
} from './testing/journeys.ts'
import type { Person } from './testing/own-directory.ts'
import type { Answer } from './testing/test-api.ts'

// Failures in a row are one row, whichever challenge, journey or process they come in.

let api: JourneyApi
let person: Person
beforeAll(async () => {
  api = await startJourneyApi()
})
beforeEach(async () => {
  person = await api.people.add()
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

const LOCKED = [423, 'CIAM_E01_01_005']
const WRONG = [400, 'CIAM_E01_01_017']
const codeOf = ({ status, body }: Answer) => [status, body.error_code]
const begin = () => beginLogin(api, person.username)

/** One wrong code, in a journey that asks for one; the step that is asked for next. */
async function guessWrong(step: Step): Promise<Answer> {
  const sent = await challenge(api, step)
  return verify(api, sent, otherThan(await sentCode(api, sent)))
}

/** Four failures in a row; gives the step of the journey they happened in. */
async function failFourTimes(): Promise<Step> {
  let step = await begin()
  for (let n = 0; n < 4; n++) {
    const answer = await guessWrong(step)
    expect(codeOf(answer)).toEqual(WRONG)
    step = stepOf(answer)
  }
  return step
}

const failures = async () => {
  const [row] = await api.rows(
    `SELECT failure_count AS count, locked_until > now() AS locked FROM authentication_failures WHERE subject = $1 AND factor = 'MFA'`,
    [person.cupid],
  )
  return row ?? null
}

const endLock = () =>
  api.rows(`UPDATE authentication_failures SET locked_until = now() - interval '1 second' WHERE subject = $1`, [
    person.cupid,
  ])

test('the fifth wrong code in a row locks, over several challenges and journeys', async () => {
  const first = await begin()
  const [one, two] = [await guessWrong(first), await guessWrong(await begin())]
  const three = await guessWrong(stepOf(one))
  const four = await guessWrong(stepOf(two))
  expect([one, two, three, four].map(codeOf)).toEqual([WRONG, WRONG, WRONG, WRONG])
  expect(await failures()).toEqual({ count: 4, locked: null })
  const five = await guessWrong(stepOf(four))
  expect(codeOf(five)).toEqual(LOCKED)
  expect(await failures()).toEqual({ count: 5, locked: true })
  const { contextId } = stepOf(four)
  expect(await rowsOf(api, contextId)).toMatchObject({ outcome: 'FAILED', sessions: 0 })
  expect((await trailOf(api, contextId)).slice(-2)).toEqual(['MFA_VERIFY_FAILED', 'MFA_LOCKED'])
  const [event] = await api.rows(`SELECT * FROM audit_logs WHERE event_type = 'MFA_LOCKED' AND cupid = $1`, [
    person.cupid,
  ])
  expect(event).toMatchObject({ severity: 'WARN', event_category: 'MFA', auth_type: 'INITIAL' })
  expect(event.event_data).toMatchObject({ factor: 'MFA', lock_seconds: 900 })
})

test('while it lasts: no send, no guess, no poll, no approval, no new journey that needs it', async () => {
  const phone = await signInPhone(api, person.username)
  const [waiting, code, push] = [
    await begin(),
    await challenge(api, await begin()),
    await challenge(api, await begin(), 'push'),
  ]
  await guessWrong(await failFourTimes())
  const before = await digest(api)
  for (const act of [
    () => initiate(api, waiting),
    () => initiate(api, waiting, 'push'),
    async () => verify(api, code, await sentCode(api, code)),
    () => verify(api, code, '000000'),
    () => poll(api, push),
    () => approve(api, push, push.displayNumber ?? 0, phone),
  ]) {
    expect(codeOf(await act())).toEqual(LOCKED)
  }
  expect(await digest(api)).toEqual(before)
  const next = await logIn(api, person.username)
  expect(codeOf(next)).toEqual(LOCKED)
  expect(await trailOf(api, next.body.context_id)).toEqual(['LOGIN_FAILED'])
})

test('who needs no second factor signs in all the same', async () => {
  await guessWrong(await failFourTimes())
  // Of low risk again, as after the ten minutes that failures weigh on it.
  await api.rows(`UPDATE audit_logs SET created_at = created_at - interval '11 minutes' WHERE cupid = $1`, [
    person.cupid,
  ])
  await api.rows(`UPDATE auth_contexts SET created_at = created_at - interval '11 minutes' WHERE cupid = $1`, [
    person.cupid,
  ])
  await api.people.change(person.username, { mfaRequired: false })
  expect((await logIn(api, person.username)).status).toBe(201)
  expect(await failures()).toMatchObject({ locked: true })
})

test('it survives a restart', async () => {
  const step = await failFourTimes()
  const waiting = await begin()
  const env = parseEnv({
    DATABASE_URL: api.database.appUrl,
    SECRET_KEY: api.parts.secretKey,
    LOG_LEVEL: 'silent',
    LDIF_FILE: api.people.file,
  })
  await guessWrong(step)
  const parts = await openParts(env)
  const restarted = createApi(parts)
  const post = (path: string, body: object) =>
    restarted.request(`/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-client-id': 'storefront-web-app' },
      body: JSON.stringify(body),
    })
  const login = await post('/auth/login', { username: person.username, password: 'password' })
  const ids = { context_id: waiting.contextId, transaction_id: waiting.transactionId }
  const sent = await post('/auth/mfa/initiate', { ...ids, method: 'sms' })
  await parts.close()
  expect([login.status, sent.status]).toEqual([423, 423])
})

test('it ends by the clock, and the row of failures begins anew', async () => {
  await guessWrong(await failFourTimes())
  await endLock()
  const again = await guessWrong(await begin())
  expect(codeOf(again)).toEqual(WRONG)
  expect(await failures()).toEqual({ count: 1, locked: null })
  expect((await passOtp(api, stepOf(again))).status).toBe(201)
})

test('another code does not begin it anew; a success does', async () => {
  const step = await failFourTimes()
  const resent = await initiate(api, await challenge(api, step))
  expect(await failures()).toEqual({ count: 4, locked: null })
  const last = { contextId: step.contextId, transactionId: resent.body.transaction_id }
  expect((await verify(api, last, await sentCode(api, last))).status).toBe(201)
  expect(await failures()).toBeNull()
})

test('wrong numbers on pushes count, and a denial does not', async () => {
  const phone = await signInPhone(api, person.username)
  const answerPush = async (how: 'wrong' | 'deny') => {
    const sent = await challenge(api, await begin(), 'push')
    if (how === 'deny') return deny(api, sent, phone)
    return approve(api, sent, sent.displayNumber === 99 ? 98 : (sent.displayNumber ?? 0) + 1, phone)
  }
  expect((await answerPush('deny')).status).toBe(200)
  expect(await failures()).toBeNull()
  for (let n = 1; n <= 4; n++) {
    expect((await answerPush('wrong')).body.success).toBe(false)
    expect(await failures()).toEqual({ count: n, locked: null })
  }
  expect(codeOf(await answerPush('wrong'))).toEqual(LOCKED)
  expect(await failures()).toEqual({ count: 5, locked: true })
})

test('the password’s lock, gained in the middle, stops the tokens; ending is possible under it', async () => {
  const phone = await signInPhone(api, person.username)
  const [right, wrong, push, waiting] = [
    await challenge(api, await begin()),
    await challenge(api, await begin()),
    await challenge(api, await begin(), 'push'),
    await begin(),
  ]
  for (let n = 0; n < 5; n++) await api.post('/auth/login', { username: person.username, password: 'not it' })
  const before = await digest(api)
  const refused = [423, 'CIAM_E01_01_002']
  expect(codeOf(await verify(api, right, await sentCode(api, right)))).toEqual(refused)
  expect(codeOf(await initiate(api, waiting))).toEqual(refused)
  expect(codeOf(await approve(api, push, push.displayNumber ?? 0, phone))).toEqual(refused)
  expect(await digest(api)).toEqual(before)
  // A guess is spent all the same: a lock must not give guesses for nothing.
  expect(codeOf(await verify(api, wrong, otherThan(await sentCode(api, wrong))))).toEqual(WRONG)
  expect(await stepStatus(api, wrong.transactionId)).toBe('CONSUMED')
  expect(await failures()).toEqual({ count: 1, locked: null })
  expect((await deny(api, push, phone)).body.success).toBe(true)
  await api.rows(`DELETE FROM authentication_failures WHERE factor = 'PASSWORD'`)
  expect((await verify(api, right, await sentCode(api, right))).status).toBe(201)
})

test('a lock gained while a right code is being written stays', async () => {
  const step = await failFourTimes()
  const sent = await challenge(api, step)
  const verified = await whileHeld(
    `UPDATE authentication_failures SET failure_count = 5, locked_until = now() + interval '15 minutes' WHERE subject = $1`,
    async () => verify(api, sent, await sentCode(api, sent)),
  )
  expect(verified.status).toBe(201)
  expect(await failures()).toEqual({ count: 5, locked: true })
})

test('so does the password’s, gained while a right password is being written', async () => {
  await api.people.change(person.username, { mfaRequired: false })
  await api.post('/auth/login', { username: person.username, password: 'not it' })
  const lock = () =>
    api.rows(`SELECT locked_until > now() AS locked FROM authentication_failures WHERE factor = 'PASSWORD'`)
  expect(await lock()).toEqual([{ locked: null }])
  const answer = await whileHeld(
    `UPDATE authentication_failures SET failure_count = 5, locked_until = now() + interval '15 minutes'
     WHERE factor = 'PASSWORD' AND $1 <> ''`,
    () => logIn(api, person.username),
  )
  expect(answer.status).toBe(201)
  expect(await lock()).toEqual([{ locked: true }])
  await api.rows(`DELETE FROM authentication_failures WHERE factor = 'PASSWORD'`)
})

/** Begins `work` while this change holds its row, and commits the change once `work` waits for it. */
async function whileHeld<T>(change: string, work: () => Promise<T>): Promise<T> {
  const holder = await api.database.owner.connect()
  try {
    await holder.query('BEGIN')
    await holder.query(change, [person.cupid])
    const working = work()
    await expect.poll(() => countWaiting(api), { timeout: 15_000 }).toBe(1)
    await holder.query('COMMIT')
    return await working
  } finally {
    await holder.query('ROLLBACK')
    holder.release()
  }
}
