import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAILURES } from '#lib/failure.ts'
import { allows, STEPS, type StepAction, wrongStep } from '#lib/login/steps.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { age, digest, holds, rowsOf, stepStatus, trailOf } from './testing/journey-rows.ts'
import { initiate, otherThan, poll, signInPhone, verify } from './testing/journeys.ts'
import { type Asked, actionsOn, type Reached, reachStep, STEP_TYPES } from './testing/reach-step.ts'
import type { Answer } from './testing/test-api.ts'

// Skipped, repeated, reordered, crossed: every action on every step. Each gets its code, and nothing changes.

let api: JourneyApi
beforeAll(async () => {
  api = await startJourneyApi()
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

const ACTIONS = [...new Set(STEP_TYPES.flatMap(type => Object.keys(STEPS[type].allows)))] as StepAction[]
const codeOf = ({ status, body }: Answer) => [status, body.error_code]
const PROCESSED = [400, 'CIAM_E01_03_003']
const OVER = [410, 'CIAM_E01_03_002']
const NOT_FOUND = [404, 'CIAM_E01_03_001']
const REFUSED = [401, 'CIAM_E04_00_010']

/** All actions but `except`, one after the other: each answers `expected`, and none leaves a trace. */
async function expectOf(reached: Reached, expected: unknown, asked?: Asked, actions = ACTIONS) {
  const before = await digest(api)
  const act = actionsOn(api, reached)
  for (const action of actions) {
    const answer = await act[action](asked)
    expect([action, codeOf(answer)]).toEqual([action, expected])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  }
  expect(await digest(api)).toEqual(before)
}

describe.each(STEP_TYPES)('%s', type => {
  test('an action of another step', async () => {
    const reached = await reachStep(api, type)
    const before = await digest(api)
    const act = actionsOn(api, reached)
    for (const action of ACTIONS.filter(action => !allows(type, action))) {
      const { status, errorCode } = FAILURES[wrongStep(type, action)]
      expect([action, codeOf(await act[action]())]).toEqual([action, [status, errorCode]])
    }
    expect(await digest(api)).toEqual(before)
  })

  test.each([
    ['CONSUMED', PROCESSED],
    ['REJECTED', OVER],
    ['EXPIRED', OVER],
  ])('a step that is %s', async (status, expected) => {
    const reached = await reachStep(api, type)
    const { transactionId, contextId } = reached.step
    await api.rows(
      `UPDATE auth_transactions SET transaction_status = $2, consumed_at = now() WHERE transaction_id = $1`,
      [transactionId, status],
    )
    await expectOf(reached, expected)
    await api.rows(`UPDATE auth_contexts SET auth_outcome = 'EXPIRED', completed_at = now() WHERE context_id = $1`, [
      contextId,
    ])
  })

  test('a step whose time is over, before the job has come round and after', async () => {
    const reached = await reachStep(api, type)
    await age(api, reached.step, '10 minutes 1 second')
    await expectOf(reached, OVER)
    await api.rows('SELECT cleanup_expired_transactions()')
    expect(await stepStatus(api, reached.step.transactionId)).toBe('EXPIRED')
    await expectOf(reached, OVER)
  })

  test('a step of a journey whose time is over, before the job and after', async () => {
    const reached = await reachStep(api, type)
    await age(api, { contextId: reached.step.contextId }, '15 minutes 1 second')
    await expectOf(reached, OVER)
    await api.rows('SELECT cleanup_expired_contexts()')
    await expectOf(reached, OVER)
  })

  test('ids that do not belong together, and ids of nobody', async () => {
    const reached = await reachStep(api, type)
    const other = await reachStep(api, type)
    const { contextId, transactionId } = reached.step
    const nobody = crypto.randomUUID()
    await expectOf(reached, NOT_FOUND, { step: { contextId: other.step.contextId, transactionId } })
    await expectOf(reached, NOT_FOUND, { step: { contextId, transactionId: other.step.transactionId } })
    await expectOf(reached, NOT_FOUND, { step: { contextId, transactionId: nobody } })
    await expectOf(reached, NOT_FOUND, { step: { contextId: nobody, transactionId } })
  })

  test('another client app; the client app disabled meanwhile', async () => {
    const reached = await reachStep(api, type)
    const byBody = ACTIONS.filter(action => !action.endsWith('_push'))
    for (const id of ['mobile-app', 'back-office', 'no-such-app']) {
      await expectOf(reached, REFUSED, { headers: { 'x-client-id': id } }, byBody)
    }
    const set = (status: string) =>
      api.rows(`UPDATE client_apps SET status = $1 WHERE client_id = 'storefront-web-app'`, [status])
    await set('DISABLED')
    await expectOf(reached, REFUSED)
    const unnamed = await api.send('POST', '/auth/mfa/initiate', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        context_id: reached.step.contextId,
        transaction_id: reached.step.transactionId,
        method: 'sms',
      }),
    })
    expect(codeOf(unnamed)).toEqual(REFUSED)
    await set('ACTIVE')
  })

  test('another user’s phone, a phone of an app that may not, no phone, a dead one', async () => {
    const reached = await reachStep(api, type)
    const stranger = await signInPhone(api, (await api.people.add()).username)
    const push = ['approve_push', 'deny_push'] as StepAction[]
    if (type === 'MFA_PUSH_VERIFY') await expectOf(reached, [401, 'CIAM_E04_00_009'], { phone: stranger }, push)
    await expectOf(reached, [401, 'CIAM_E04_00_007'], { phone: 'nobody-ever-got-this' }, push)
    const before = await digest(api)
    const ask = (what: string, headers: Record<string, string>) =>
      api.post(
        `/auth/mfa/transactions/${reached.step.transactionId}/${what}`,
        {
          context_id: reached.step.contextId,
          ...(what === 'approve' && { selected_number: 10 }),
        },
        headers,
      )
    const web = await api.signIn()
    for (const what of ['approve', 'deny']) {
      expect(codeOf(await ask(what, {}))).toEqual([401, 'CIAM_E04_00_006'])
      expect(codeOf(await ask(what, { authorization: `Bearer ${web.idToken}` }))).toEqual([401, 'CIAM_E04_00_007'])
      expect(codeOf(await ask(what, { authorization: `Bearer ${web.accessToken}` }))).toEqual(REFUSED)
    }
    expect(await digest(api, 'auth_contexts', 'audit_logs', 'drs_evaluations', 'sessions', 'tokens')).toEqual(
      without(before, 'auth_contexts', 'audit_logs', 'drs_evaluations', 'sessions', 'tokens'),
    )
  })
})

const without = (all: Record<string, string>, ...names: string[]) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)))

describe('an action that was done is not done again', () => {
  test.each<[Reached['type'], StepAction]>([
    ['MFA_INITIATE', 'initiate_mfa'],
    ['MFA_VERIFY', 'initiate_mfa'],
    ['MFA_VERIFY', 'verify_otp'],
    ['ESIGN_PRESENT', 'accept_document'],
    ['DEVICE_BIND', 'bind_device'],
  ])('%s, %s', async (type, action) => {
    const reached = await reachStep(api, type)
    const first = await actionsOn(api, reached)[action]()
    expect([200, 201]).toContain(first.status)
    await expectOf(reached, PROCESSED)
  })

  test('a push that was approved can be neither approved nor denied again, nor replaced; only polled', async () => {
    const reached = await reachStep(api, 'MFA_PUSH_VERIFY')
    expect((await actionsOn(api, reached).approve_push()).body.success).toBe(true)
    await expectOf(reached, PROCESSED, undefined, ['approve_push', 'deny_push', 'initiate_mfa'])
    expect((await poll(api, reached.step)).status).toBe(200)
    await expectOf(reached, PROCESSED)
  })

  test.each(['deny_push', 'wrong number'])('a push that was rejected (%s)', async how => {
    const reached = await reachStep(api, 'MFA_PUSH_VERIFY')
    const wrong = { ...reached, displayNumber: reached.displayNumber === 99 ? 98 : reached.displayNumber + 1 }
    const answer = await (how === 'deny_push'
      ? actionsOn(api, reached).deny_push()
      : actionsOn(api, wrong).approve_push())
    expect([answer.status, answer.body.success]).toEqual([200, how === 'deny_push'])
    await expectOf(reached, OVER)
    expect(await rowsOf(api, reached.step.contextId)).toMatchObject({ outcome: 'FAILED', sessions: 0 })
    expect((await trailOf(api, reached.step.contextId)).at(-1)).toBe('MFA_PUSH_REJECTED')
  })

  test('a document that was declined', async () => {
    const reached = await reachStep(api, 'ESIGN_PRESENT')
    expect((await actionsOn(api, reached).decline_document()).body.success).toBe(true)
    await expectOf(reached, OVER)
    expect(await rowsOf(api, reached.step.contextId)).toMatchObject({ outcome: 'FAILED', sessions: 0 })
  })
})

test('a code of one step answers no other: not the resend’s, not another journey’s', async () => {
  const [mine, theirs] = [await reachStep(api, 'MFA_VERIFY'), await reachStep(api, 'MFA_VERIFY')]
  const crossed = theirs.code === mine.code ? otherThan(mine.code) : theirs.code
  expect(codeOf(await verify(api, mine.step, crossed))).toEqual([400, 'CIAM_E01_01_017'])
  const resent = await initiate(api, theirs.step)
  const step = { contextId: theirs.step.contextId, transactionId: resent.body.transaction_id }
  expect(codeOf(await verify(api, theirs.step, theirs.code))).toEqual(PROCESSED)
  expect(codeOf(await poll(api, theirs.step))).toEqual(PROCESSED)
  expect((await poll(api, step)).body.response_type_code).toBe('MFA_PENDING')
})
