import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventsOf, holds, trailOf } from '#lib/api/testing/journey-rows.ts'
import { approve, challenge, passOtp, poll, signInPhone, stepOf } from '#lib/api/testing/journeys.ts'
import { bearer, claimsOf, cookie } from '#lib/api/testing/test-api.ts'
import { missCode, type StepUpApi, startStepUpApi, TRANSFER } from './testing/step-ups.ts'

// How a step-up ends well: what it raises, and what it leaves alone.

let api: StepUpApi
beforeAll(async () => {
  api = await startStepUpApi({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

const refresh = (refreshToken: string) => api.post('/auth/refresh', undefined, cookie(refreshToken))
const outcomeOf = async (contextId: string) =>
  (await api.rows('SELECT auth_outcome FROM auth_contexts WHERE context_id = $1', [contextId]))[0].auth_outcome

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
    const answer = await passOtp(api, stepOf(await missCode(api, step)))
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

test('a bearer that was raised asks for its sessions as before', async () => {
  const { accessToken, sessionId } = await api.enter()
  const raised = (await api.stepUp(accessToken)).body.access_token
  const { body } = await api.get('/auth/sessions', bearer(raised))
  expect(JSON.stringify(body)).toContain(sessionId)
})
