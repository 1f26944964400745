import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { age, eventsOf, holds, trailOf } from '#lib/api/testing/journey-rows.ts'
import {
  approve,
  challenge,
  deny,
  initiate,
  otherThan,
  passOtp,
  poll,
  type Step,
  sentCode,
  signInPhone,
  stepOf,
  verify,
} from '#lib/api/testing/journeys.ts'
import { type Answer, bearer, claimsOf, cookie } from '#lib/api/testing/test-api.ts'
import { type StepUpApi, startStepUpApi, TRANSFER } from './testing/step-ups.ts'

// How a step-up ends: what its success raises and leaves alone, and what its failure costs by each policy.

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

/** A wrong code of the step; answers with the next choice of a method, while there is one. */
async function fail(step: Step) {
  const sent = await challenge(api, step)
  return verify(api, sent, otherThan(await sentCode(api, sent)))
}

async function lock(step: Step) {
  let at = step
  for (let n = 1; n < 5; n++) at = stepOf(await fail(at))
  return fail(at)
}

describe('a step-up that succeeds', () => {
  test('raises the access and the ID token, and says for which action', async () => {
    const before = await api.enter()
    await sleep(1100)
    const session = await api.session(before.sessionId)
    const step = await api.begin(before.accessToken)
    const answer = await passOtp(api, step)
    const { access_token, id_token, ...rest } = answer.body
    expect([answer.status, rest]).toEqual([
      201,
      {
        response_type_code: 'SUCCESS',
        token_type: 'Bearer',
        expires_in: 900,
        context_id: step.contextId,
        device_bound: false,
        step_up: { allowed: true, action: TRANSFER },
      },
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const first = claimsOf(before.accessToken)
    expect(first).toMatchObject({ acr: 'aal1', amr: ['pwd'] })
    for (const token of [access_token, id_token]) {
      expect(claimsOf(token)).toMatchObject({ acr: 'aal2', amr: ['pwd', 'sms'], sid: before.sessionId, sub: first.sub })
      expect(Number(claimsOf(token).auth_time)).toBeGreaterThan(Number(first.auth_time))
    }
    const after = await api.session(before.sessionId)
    expect(after.last_activity_at.getTime()).toBeGreaterThan(session.last_activity_at.getTime())
    expect({ ...after, last_activity_at: null }).toEqual({ ...session, last_activity_at: null })
    expect(await outcomeOf(step.contextId)).toBe('SUCCESS')
  })

  test('ends the tokens before, and leaves the refresh token as it is', async () => {
    const { accessToken, refreshToken, sessionId } = await api.enter()
    const answer = await api.stepUp(accessToken)
    expect(answer.headers.get('set-cookie')).toBeNull()
    const rotated = { status: 'ROTATED', parent: null, revoked_at: expect.any(Date) }
    const tokens = await api.tokens(sessionId)
    expect(tokens).toMatchObject([
      { type: 'ACCESS', ...rotated },
      { type: 'ACCESS', status: 'ACTIVE', parent: tokens[0]?.token_id, revoked_at: null },
      { type: 'ID', ...rotated },
      { type: 'ID', status: 'ACTIVE', parent: tokens[2]?.token_id, revoked_at: null },
      { type: 'REFRESH', status: 'ACTIVE', parent: null, revoked_at: null },
    ])
    expect([await api.isGood(accessToken), await api.isGood(answer.body.access_token)]).toEqual([false, true])
    expect((await api.ask(accessToken)).status).toBe(401)
    // And what it proved stays proved through every refresh (RFC 9470 §6).
    const raised = claimsOf(answer.body.access_token)
    let held = refreshToken
    for (let n = 0; n < 3; n++) {
      const next = await refresh(held)
      expect(claimsOf(next.body.access_token)).toMatchObject({
        acr: 'aal2',
        amr: ['pwd', 'sms'],
        auth_time: raised.auth_time,
      })
      expect(claimsOf(next.body.id_token)).toMatchObject({ acr: 'aal2', auth_time: raised.auth_time })
      held = next.refreshToken ?? ''
    }
  })

  test('its trail: by code after a wrong one, by push', async () => {
    const { accessToken, person } = await api.enter()
    const step = await api.begin(accessToken)
    const answer = await passOtp(api, stepOf(await fail(step)))
    expect(answer.status).toBe(201)
    expect(await trailOf(api, step.contextId)).toEqual([
      'STEP_UP_INITIATED',
      'DRS_EVALUATION',
      'MFA_CHALLENGE_SENT',
      'MFA_VERIFY_FAILED',
      'MFA_CHALLENGE_SENT',
      'MFA_VERIFY_SUCCESS',
      'STEP_UP_SUCCESS',
    ])
    const last = (await eventsOf(api, step.contextId)).at(-1)
    expect(last).toMatchObject({ severity: 'INFO', auth_type: 'STEP_UP', event_category: 'AUTH' })
    expect(last.event_data).toMatchObject({ outcome: 'SUCCESS', mfa_method: 'sms', attempts: 2 })
    for (const event of await eventsOf(api, step.contextId)) {
      expect([event.session_id, event.auth_type, event.cupid]).toEqual([last.session_id, 'STEP_UP', person.cupid])
    }

    const phone = await signInPhone(api, person.username)
    const push = await api.begin(answer.body.access_token)
    const sent = await challenge(api, push, 'push')
    expect((await poll(api, sent)).body.response_type_code).toBe('MFA_PENDING')
    await approve(api, sent, sent.displayNumber ?? 0, phone)
    const approved = await poll(api, sent)
    expect([approved.status, approved.body.step_up]).toEqual([201, { allowed: true, action: TRANSFER }])
    expect(claimsOf(approved.body.access_token).amr).toEqual(['pwd', 'swk'])
    expect((await eventsOf(api, push.contextId)).at(-1).event_data).toMatchObject({ mfa_method: 'push', attempts: 1 })
  })

  test('asks for nothing but the second factor: no document, no device', async () => {
    const { accessToken, person } = await api.enter({}, { 'x-client-id': 'mobile-app' })
    await api.people.change(person.username, { pendingDocuments: ['terms-of-service'] })
    const headers = { 'x-client-id': 'mobile-app', 'x-device-fingerprint': 'fp-new' }
    expect((await api.stepUp(accessToken, TRANSFER, headers)).status).toBe(201)
  })

  test('tells the resource server, by introspection, where the token itself tells nobody', async () => {
    await api.rows(`UPDATE client_apps SET access_token_format = 'opaque' WHERE client_id = 'mobile-app'`)
    const { accessToken, idToken } = await api.enter({}, { 'x-client-id': 'mobile-app' })
    const proof = ({ acr, amr, auth_time }: Record<string, unknown>) => ({ acr, amr, auth_time })
    expect(accessToken).toMatch(/^at_/)
    expect(proof(await api.introspect(accessToken))).toEqual(proof(claimsOf(idToken)))
    const { body } = await api.stepUp(accessToken, TRANSFER, { 'x-client-id': 'mobile-app' })
    const told = await api.introspect(body.access_token)
    expect(proof(told)).toEqual({ acr: 'aal2', amr: ['pwd', 'sms'], auth_time: claimsOf(body.id_token).auth_time })
    await api.rows(`UPDATE client_apps SET access_token_format = 'jwt' WHERE client_id = 'mobile-app'`)
  })
})

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
    await fail(await api.begin(accessToken))
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

test('a bearer that was raised asks for its sessions as before', async () => {
  const { accessToken, sessionId } = await api.enter()
  const raised = (await api.stepUp(accessToken)).body.access_token
  const { body } = await api.get('/auth/sessions', bearer(raised))
  expect(JSON.stringify(body)).toContain(sessionId)
})
