import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { age, eventsOf, holds, trailOf } from '#lib/api/testing/journey-rows.ts'
import {
  approve,
  challenge,
  deny,
  initiate,
  poll,
  type Step,
  sentCode,
  signInPhone,
  stepOf,
  verify,
} from '#lib/api/testing/journeys.ts'
import { type Answer, cookie } from '#lib/api/testing/test-api.ts'
import { missCode, type StepUpApi, startStepUpApi, TRANSFER } from './testing/step-ups.ts'

// How a step-up fails, and what that costs by each policy.

let api: StepUpApi
beforeAll(async () => {
  api = await startStepUpApi({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

const codeOf = ({ status, body }: Answer) => [status, body.error_code]
const refresh = (refreshToken: string) => api.post('/auth/refresh', undefined, cookie(refreshToken))
const outcomeOf = async (contextId: string) =>
  (await api.rows('SELECT auth_outcome FROM auth_contexts WHERE context_id = $1', [contextId]))[0].auth_outcome
const failedEvent = async (contextId: string) => {
  const event = (await eventsOf(api, contextId)).find(({ event_type }) => event_type === 'STEP_UP_FAILED')
  const { actor: _, ...data } = event.event_data
  return { severity: event.severity, auth_type: event.auth_type, session_id: event.session_id, data }
}

async function lock(step: Step) {
  let at = step
  for (let n = 1; n < 5; n++) at = stepOf(await missCode(api, at))
  return missCode(api, at)
}

describe('a step-up that fails', () => {
  test('by five wrong codes: it has failed, the second factor is locked, the session stays', async () => {
    const { accessToken, refreshToken, sessionId } = await api.enter()
    const step = await api.begin(accessToken)
    expect(codeOf(await lock(step))).toEqual([423, 'CIAM_E01_01_005'])
    expect(await outcomeOf(step.contextId)).toBe('FAILED')
    expect(await failedEvent(step.contextId)).toEqual({
      severity: 'WARN',
      auth_type: 'STEP_UP',
      session_id: sessionId,
      data: { outcome: 'FAILED', mfa_method: 'sms', attempts: 5, error_code: 'CIAM_E01_01_005' },
    })
    expect((await trailOf(api, step.contextId)).slice(-3)).toEqual([
      'MFA_VERIFY_FAILED',
      'MFA_LOCKED',
      'STEP_UP_FAILED',
    ])
    expect(codeOf(await api.ask(accessToken))).toEqual([423, 'CIAM_E01_01_005'])
    expect(await api.isGood(accessToken)).toBe(true)
    expect((await refresh(refreshToken)).status).toBe(200)
  })

  test.each(['denied', 'a wrong number'])('by a push: %s', async how => {
    const { accessToken, person, sessionId } = await api.enter()
    const phone = await signInPhone(api, person.username)
    const step = await api.begin(accessToken)
    const sent = await challenge(api, step, 'push')
    if (how === 'denied') expect((await deny(api, sent, phone)).status).toBe(200)
    else expect((await approve(api, sent, 1, phone)).body.success).toBe(false)
    expect(codeOf(await poll(api, sent))).toEqual([410, 'CIAM_E01_03_002'])
    expect(await outcomeOf(step.contextId)).toBe('FAILED')
    expect((await failedEvent(step.contextId)).data).toEqual({
      outcome: 'FAILED',
      mfa_method: 'push',
      attempts: 1,
      error_code: 'CIAM_E01_03_002',
    })
    expect((await api.session(sessionId)).status).toBe('ACTIVE')
  })

  test('by an account that is disabled in the middle of it', async () => {
    const { accessToken, person } = await api.enter()
    const step = await challenge(api, await api.begin(accessToken))
    const code = await sentCode(api, step)
    await api.people.change(person.username, { state: 'DISABLED' })
    expect(codeOf(await verify(api, step, code))).toEqual([423, 'CIAM_E01_01_003'])
    expect((await failedEvent(step.contextId)).data).toMatchObject({ error_code: 'CIAM_E01_01_003' })
    expect(await trailOf(api, step.contextId)).not.toContain('LOGIN_FAILED')
  })

  test('by DENY: 403 with its context, and somebody should look at the session', async () => {
    const { accessToken, sessionId, person } = await api.enter()
    api.say({ recommendation: 'DENY', riskScore: 92 }, person)
    const answer = await api.ask(accessToken)
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({ error_code: 'CIAM_E01_01_010', context_id: expect.any(String) })
    const contextId = answer.body.context_id
    expect(await outcomeOf(contextId)).toBe('FAILED')
    expect(await trailOf(api, contextId)).toEqual(['STEP_UP_INITIATED', 'DRS_EVALUATION', 'STEP_UP_FAILED'])
    expect(await failedEvent(contextId)).toEqual({
      severity: 'WARN',
      auth_type: 'STEP_UP',
      session_id: sessionId,
      data: { outcome: 'FAILED', reason: 'DENIED', error_code: 'CIAM_E01_01_010' },
    })
    const [evaluation] = await api.rows('SELECT * FROM drs_evaluations WHERE context_id = $1', [contextId])
    expect(evaluation).toMatchObject({ recommendation: 'DENY', risk_score: 92, session_id: sessionId })
    expect(await api.rows('SELECT * FROM auth_transactions WHERE context_id = $1', [contextId])).toEqual([])
    expect(await api.session(sessionId)).toMatchObject({
      status: 'ACTIVE',
      flagged_at: expect.any(Date),
      flag_reason: 'STEP_UP_DENIED',
    })
    expect(await api.isGood(accessToken)).toBe(true)
  })

  test('by an address on the deny list', async () => {
    const { accessToken } = await api.enter()
    await api.rows(`INSERT INTO deny_list (address_range, reason, author) VALUES ('198.51.100.0/24', 'a test', 'test')`)
    const answer = await api.ask(accessToken, TRANSFER, {}, { 'x-forwarded-for': '198.51.100.7' })
    expect(codeOf(answer)).toEqual([403, 'CIAM_E01_01_010'])
    expect(await trailOf(api, answer.body.context_id)).toContain('STEP_UP_FAILED')
  })

  test('one nobody finishes runs out, and is no failure', async () => {
    const { accessToken, sessionId } = await api.enter()
    const step = await challenge(api, await api.begin(accessToken))
    const code = await sentCode(api, step)
    await age(api, { contextId: step.contextId }, '15 minutes 1 second')
    expect(codeOf(await verify(api, step, code))).toEqual([410, 'CIAM_E01_03_002'])
    await api.rows('SELECT cleanup_expired_transactions(), cleanup_expired_contexts()')
    expect(await outcomeOf(step.contextId)).toBe('EXPIRED')
    expect((await trailOf(api, step.contextId)).sort().slice(0, 2)).toEqual(['CONTEXT_EXPIRED', 'DRS_EVALUATION'])
    expect((await api.session(sessionId)).status).toBe('ACTIVE')
  })
})

describe('by the policy that ends the session', () => {
  beforeAll(() => api.setStepUp({ onFailure: 'revoke_session' }))
  afterAll(() => api.setStepUp({ onFailure: 'deny' }))

  async function expectEnded(sessionId: string, contextId: string, accessToken: string, refreshToken: string) {
    expect(await api.session(sessionId)).toMatchObject({
      status: 'REVOKED',
      revoked_by: 'SYSTEM',
      revocation_reason: 'step_up_failed',
    })
    expect(new Set((await api.tokens(sessionId)).map(token => token.status))).toEqual(new Set(['REVOKED']))
    expect((await trailOf(api, contextId)).slice(-2)).toEqual(['STEP_UP_FAILED', 'SESSION_REVOKED'])
    const revoked = (await eventsOf(api, contextId)).at(-1)
    expect(revoked).toMatchObject({ severity: 'WARN', session_id: sessionId, auth_type: 'STEP_UP' })
    expect(revoked.event_data).toMatchObject({ reason: 'step_up_failed', revoked_by: 'SYSTEM', tokens_revoked: 3 })
    expect(await api.isGood(accessToken)).toBe(false)
    expect(codeOf(await refresh(refreshToken))).toEqual([401, 'CIAM_E04_00_004'])
  }

  test('a lock', async () => {
    const { accessToken, refreshToken, sessionId } = await api.enter()
    const step = await api.begin(accessToken)
    await lock(step)
    await expectEnded(sessionId, step.contextId, accessToken, refreshToken)
  })

  test('a push that is denied', async () => {
    const { accessToken, refreshToken, sessionId, person } = await api.enter()
    const phone = await signInPhone(api, person.username)
    const step = await challenge(api, await api.begin(accessToken), 'push')
    await deny(api, step, phone)
    await expectEnded(sessionId, step.contextId, accessToken, refreshToken)
    // The phone's own session has nothing to do with it.
    expect(await api.isGood(phone)).toBe(true)
  })

  test('DENY', async () => {
    const { accessToken, refreshToken, sessionId, person } = await api.enter()
    api.say({ recommendation: 'DENY' }, person)
    const answer = await api.ask(accessToken)
    expect(answer.status).toBe(403)
    await expectEnded(sessionId, answer.body.context_id, accessToken, refreshToken)
  })

  test('a wrong code alone ends nothing, nor a refusal before it began', async () => {
    const { accessToken, sessionId } = await api.enter()
    await missCode(api, await api.begin(accessToken))
    const nobody = await api.enter({ phones: [], mobileApproveStatus: 'NOT_REGISTERED' })
    await api.ask(nobody.accessToken)
    for (const id of [sessionId, nobody.sessionId]) expect((await api.session(id)).status).toBe('ACTIVE')
  })

  test('the other step-ups of that session end with it', async () => {
    const { accessToken } = await api.enter()
    const other = await challenge(api, await api.begin(accessToken))
    const code = await sentCode(api, other)
    await lock(await api.begin(accessToken))
    expect(codeOf(await verify(api, other, code))).toEqual([401, 'CIAM_E04_00_004'])
    expect(codeOf(await initiate(api, other))).toEqual([401, 'CIAM_E04_00_004'])
  })
})
