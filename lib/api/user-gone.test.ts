import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountState } from '#lib/directory/directory.ts'
import type { StepAction } from '#lib/login/steps.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { digest, eventsOf, holds, rowsOf, stepStatus } from './testing/journey-rows.ts'
import { approve, initiate, otherThan, passOtp, poll, verify } from './testing/journeys.ts'
import { actionsOn, type Reached, reachStep } from './testing/reach-step.ts'

// What the directory says of a user is asked again wherever a journey goes on.

let api: JourneyApi
beforeAll(async () => {
  api = await startJourneyApi()
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

async function expectEnded(reached: Reached, act: () => ReturnType<typeof poll>, [status, code]: [number, string]) {
  const answer = await act()
  expect([answer.status, answer.body.error_code]).toEqual([status, code])
  const { contextId, transactionId } = reached.step
  expect(await stepStatus(api, transactionId)).toBe('REJECTED')
  expect(await rowsOf(api, contextId)).toMatchObject({ outcome: 'FAILED', sessions: 0 })
  const last = (await eventsOf(api, contextId)).at(-1)
  expect(last).toMatchObject({ event_type: 'LOGIN_FAILED', severity: 'WARN', transaction_id: transactionId })
  expect(last.event_data).toMatchObject({ error_code: code, username: reached.person.username })
  expect((await act()).status).toBe(410)
}

describe('disabled in the middle: the journey ends there', () => {
  test.each<[Reached['type'], StepAction]>([
    ['MFA_INITIATE', 'initiate_mfa'],
    ['MFA_VERIFY', 'initiate_mfa'],
    ['MFA_VERIFY', 'verify_otp'],
    ['ESIGN_PRESENT', 'accept_document'],
    ['DEVICE_BIND', 'bind_device'],
  ])('%s, %s', async (type, action) => {
    const reached = await reachStep(api, type)
    await api.people.change(reached.person.username, { state: 'DISABLED' })
    await expectEnded(reached, actionsOn(api, reached)[action], [423, 'CIAM_E01_01_003'])
    expect(await api.rows('SELECT 1 FROM esign_acceptances WHERE cupid = $1', [reached.person.cupid])).toEqual([])
    expect(await api.rows('SELECT 1 FROM trusted_devices WHERE cupid = $1', [reached.person.cupid])).toEqual([])
  })

  test('a push is not even sent', async () => {
    const reached = await reachStep(api, 'MFA_INITIATE')
    await api.people.change(reached.person.username, { state: 'DISABLED' })
    await expectEnded(reached, () => initiate(api, reached.step, 'push'), [423, 'CIAM_E01_01_003'])
    expect(
      await api.rows(`SELECT 1 FROM otp_challenges WHERE cupid = $1 AND channel = 'push'`, [reached.person.cupid]),
    ).toEqual([])
  })

  test('a push that was approved before opens nothing', async () => {
    const reached = await reachStep(api, 'MFA_PUSH_VERIFY')
    await approve(api, reached.step, reached.displayNumber, reached.phone)
    await api.people.change(reached.person.username, { state: 'DISABLED' })
    const answer = await poll(api, reached.step)
    expect([answer.status, answer.body.error_code]).toEqual([423, 'CIAM_E01_01_003'])
    expect(await rowsOf(api, reached.step.contextId)).toMatchObject({ outcome: 'FAILED', sessions: 0 })
  })
})

test.each<[AccountState, string]>([
  ['LOCKED', 'CIAM_E01_01_002'],
  ['ENTERPRISE_BLOCKED', 'CIAM_E01_01_004'],
  ['MFA_LOCKED', 'CIAM_E01_01_005'],
  ['DECEASED', 'CIAM_E01_01_006'],
  ['RESTRICTED', 'CIAM_E01_01_008'],
])('%s is told as %s', async (state, code) => {
  const reached = await reachStep(api, 'MFA_VERIFY')
  await api.people.change(reached.person.username, { state })
  await expectEnded(reached, actionsOn(api, reached).verify_otp, [423, code])
})

test('not there any more; there, but somebody else', async () => {
  const gone = await reachStep(api, 'MFA_VERIFY')
  await api.people.remove(gone.person.username)
  await expectEnded(gone, actionsOn(api, gone).verify_otp, [423, 'CIAM_E01_01_003'])
  const replaced = await reachStep(api, 'MFA_VERIFY')
  await api.people.change(replaced.person.username, { cupid: 'CUPID-SOMEBODY-ELSE' })
  await expectEnded(replaced, actionsOn(api, replaced).verify_otp, [423, 'CIAM_E01_01_003'])
})

test('who guesses wrong is not told of the account’s state', async () => {
  const reached = await reachStep(api, 'MFA_VERIFY')
  await api.people.change(reached.person.username, { state: 'DISABLED' })
  const { status, body } = await verify(api, reached.step, otherThan(reached.code))
  expect([status, body.error_code]).toEqual([400, 'CIAM_E01_01_017'])
})

describe('what was offered changed meanwhile', () => {
  test('a number that is not the user’s any more', async () => {
    const { step, person } = await reachStep(api, 'MFA_INITIATE')
    await api.people.change(person.username, { phones: ['+12025559999'] })
    const before = await digest(api)
    const { status, body } = await initiate(api, step)
    expect([status, body.error_code, body.field]).toEqual([400, 'CIAM_E01_01_009', 'mfa_option_id'])
    expect(await digest(api)).toEqual(before)
  })

  test('a phone that may not approve any more', async () => {
    const { step, person } = await reachStep(api, 'MFA_INITIATE')
    await api.people.change(person.username, { mobileApproveStatus: 'DISABLED' })
    const before = await digest(api)
    const { status, body } = await initiate(api, step, 'push')
    expect([status, body.error_code, body.field]).toEqual([400, 'CIAM_E01_01_009', 'method'])
    expect(await digest(api)).toEqual(before)
    expect((await passOtp(api, step)).body.response_type_code).toBe('DEVICE_BIND_REQUIRED')
  })

  test('a method or a number nobody offered', async () => {
    const { step } = await reachStep(api, 'MFA_INITIATE')
    const before = await digest(api)
    for (const [method, option] of [
      ['pigeon', 1],
      ['', 1],
      ['SMS', 1],
      ['sms', 2],
      ['sms', 0],
      ['voice', 7],
      ['sms', 2 ** 31],
    ] as const) {
      const { status, body } = await initiate(api, step, method, { mfa_option_id: option })
      expect([method, option, status, body.error_code]).toEqual([method, option, 400, 'CIAM_E01_01_009'])
    }
    expect(await digest(api)).toEqual(before)
  })
})
