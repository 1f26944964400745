import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventsOf, holds, stepsOf, trailOf } from '#lib/api/testing/journey-rows.ts'
import { passOtp, stepOf } from '#lib/api/testing/journeys.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { RiskRequest } from '#lib/risk/risk-service.ts'
import { type StepUpApi, startStepUpApi, TRANSFER } from './testing/step-ups.ts'

// How a step-up begins: what it writes, by the patterns of the seeds' guide, and whom it refuses.

let api: StepUpApi
beforeAll(async () => {
  api = await startStepUpApi({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

describe('what a step-up begins with', () => {
  test('its context, its evaluation, the choice of a method and the events, all of the session', async () => {
    const { accessToken, sessionId, contextId: initial, person } = await api.enter({ phones: ['+12025550177'] })
    const answer = await api.ask(accessToken, TRANSFER, {}, { 'x-app-version': '2.3.4' })
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        response_type_code: 'MFA_REQUIRED',
        otp_methods: [{ value: '0177', mfa_option_id: 1 }],
        mobile_approve_status: 'ENABLED',
        context_id: expect.any(String),
        transaction_id: expect.any(String),
      },
    ])
    const { contextId, transactionId } = stepOf(answer)
    expect(await api.contexts(sessionId)).toMatchObject([
      {
        context_id: contextId,
        auth_type: 'STEP_UP',
        session_id: sessionId,
        guid: person.guid,
        cupid: person.cupid,
        username: person.username,
        app_id: 'storefront-web-app',
        app_version: '2.3.4',
        ip_address: '127.0.0.1',
        device_fingerprint: null,
        requires_additional_steps: true,
        auth_outcome: null,
        step_up_action: TRANSFER,
      },
    ])
    const [evaluation] = await api.rows('SELECT * FROM drs_evaluations WHERE context_id = $1', [contextId])
    expect(evaluation).toMatchObject({ session_id: sessionId, cupid: person.cupid, recommendation: 'ALLOW' })
    expect(evaluation.raw_response.context).toMatchObject({ action_type: 'step_up', session_id: sessionId })
    expect(await stepsOf(api, contextId)).toMatchObject([
      {
        transaction_id: transactionId,
        transaction_type: 'MFA_INITIATE',
        sequence_number: 1,
        transaction_status: 'PENDING',
      },
    ])
    const { details, ...amount } = TRANSFER
    const common = { severity: 'INFO', context_id: contextId, auth_type: 'STEP_UP' }
    expect(await api.trail(sessionId)).toEqual([
      {
        ...common,
        event_type: 'STEP_UP_INITIATED',
        data: {
          action_type: 'TRANSFER',
          action_details: { ...details, value: amount.value, currency: amount.currency },
          reason: 'HIGH_VALUE',
        },
      },
      {
        ...common,
        event_type: 'DRS_EVALUATION',
        data: {
          evaluation_id: evaluation.evaluation_id,
          recommendation: 'ALLOW',
          risk_score: evaluation.risk_score,
          signals: [],
        },
      },
    ])
    const [event] = await eventsOf(api, contextId)
    expect(event).toMatchObject({ cupid: person.cupid, event_category: 'AUTH', ip_address: '127.0.0.1' })
    expect(event.event_data.actor).toEqual({ kind: 'client_app', id: 'storefront-web-app' })
    // The sign-in's own rows stay as they were (pattern 1): no session of theirs.
    const [first] = await api.rows(
      `SELECT c.auth_type, c.session_id, c.step_up_action, d.session_id AS judged FROM auth_contexts c
       JOIN drs_evaluations d USING (context_id) WHERE context_id = $1`,
      [initial],
    )
    expect(first).toEqual({ auth_type: 'INITIAL', session_id: null, step_up_action: null, judged: null })
  })

  test('what it does not say, the session says; details may be words', async () => {
    const { accessToken, sessionId } = await api.enter()
    const { contextId } = await api.begin(accessToken, { type: 'CHANGE_EMAIL', value: null, details: 'by letter' })
    const [context] = await api.contexts(sessionId)
    expect(context).toMatchObject({
      app_version: '0.0.0',
      step_up_action: { type: 'CHANGE_EMAIL', details: 'by letter' },
    })
    const [initiated] = await eventsOf(api, contextId)
    expect(initiated.event_data).toMatchObject({
      action_type: 'CHANGE_EMAIL',
      action_details: { text: 'by letter' },
      reason: 'SENSITIVE_CHANGE',
    })
  })

  test('where no rule of ours asks for it, whoever asks for one gets one', async () => {
    const { accessToken } = await api.enter()
    const { contextId } = await api.begin(accessToken, { type: 'READ_BALANCE' })
    expect((await eventsOf(api, contextId))[0].event_data.reason).toBe('CLIENT_REQUEST')
  })

  test('a second factor is asked for whatever else holds: a trusted device, a verdict of TRUST', async () => {
    const browser = { 'x-device-fingerprint': 'fp-trusted' }
    const { accessToken, person } = await api.enter({}, { 'x-client-id': 'mobile-app', ...browser })
    await api.rows(
      `INSERT INTO trusted_devices (guid, cupid, app_id, device_fingerprint, device_fingerprint_hash)
       VALUES ('G', $1, 'mobile-app', 'fp-trusted', $2)`,
      [person.cupid, sha256('fp-trusted')],
    )
    api.say({ recommendation: 'TRUST', riskScore: 0 }, person)
    const { body } = await api.ask(accessToken, TRANSFER, {}, { 'x-client-id': 'mobile-app', ...browser })
    expect(body.response_type_code).toBe('MFA_REQUIRED')
    await api.rows('DELETE FROM trusted_devices')
  })

  test('the risk service is asked about a step-up of that session', async () => {
    const { accessToken, sessionId, person } = await api.enter()
    const asked: RiskRequest[] = []
    const { evaluate } = api.parts.risk
    api.parts.risk.evaluate = (db, request) => {
      asked.push(request)
      return evaluate.call(api.parts.risk, db, request)
    }
    await api.begin(accessToken, TRANSFER, { 'x-device-fingerprint': 'fp-1', 'x-forwarded-for': '203.0.113.9' })
    api.parts.risk.evaluate = evaluate
    expect(asked).toEqual([
      {
        authType: 'STEP_UP',
        sessionId,
        cupid: person.cupid,
        appId: 'storefront-web-app',
        ipAddress: '203.0.113.9',
        userAgent: expect.stringContaining('Chrome'),
        deviceFingerprint: 'fp-1',
        actionToken: null,
      },
    ])
  })

  test('the verdict of a service that does not answer is CHALLENGE, on record', async () => {
    const { accessToken, person } = await api.enter()
    api.say({ available: false, recommendation: 'CHALLENGE', riskScore: 50 }, person)
    const { contextId } = await api.begin(accessToken)
    expect(await trailOf(api, contextId)).toEqual(['STEP_UP_INITIATED', 'DRS_UNAVAILABLE', 'DRS_EVALUATION'])
  })

  test('several may be under way; each ends by itself', async () => {
    const { accessToken, sessionId } = await api.enter()
    const [one, two] = [await api.begin(accessToken), await api.begin(accessToken)]
    const first = await passOtp(api, one)
    expect((await passOtp(api, two)).status).toBe(201)
    expect(await api.isGood(first.body.access_token)).toBe(false)
    expect((await api.contexts(sessionId)).map(context => context.auth_outcome)).toEqual(['SUCCESS', 'SUCCESS'])
  })

  test('the views of the seeds tell of it', async () => {
    const { accessToken, sessionId, person } = await api.enter()
    await api.stepUp(accessToken)
    const timeline = await api.rows(
      `SELECT auth_sequence::int AS n, auth_type, auth_outcome, total_auths_in_session::int AS total, step_up_count::int AS ups
       FROM v_session_auth_timeline WHERE session_id = $1 ORDER BY 1`,
      [sessionId],
    )
    expect(timeline).toEqual([
      { n: 1, auth_type: 'INITIAL', auth_outcome: 'SUCCESS', total: 2, ups: 1 },
      { n: 2, auth_type: 'STEP_UP', auth_outcome: 'SUCCESS', total: 2, ups: 1 },
    ])
    const activity = await api.rows(
      'SELECT auth_type FROM v_login_activity WHERE session_id = $1 ORDER BY auth_started_at',
      [sessionId],
    )
    expect(activity.map(row => row.auth_type)).toEqual(['INITIAL', 'STEP_UP'])
    const [frequency] = await api.rows(
      `SELECT total_sessions::int, initial_auths::int, step_up_auths::int, sessions_with_step_up::int,
              step_up_session_percentage::float AS percentage FROM v_step_up_frequency WHERE cupid = $1`,
      [person.cupid],
    )
    expect(frequency).toEqual({
      total_sessions: 1,
      initial_auths: 1,
      step_up_auths: 1,
      sessions_with_step_up: 1,
      percentage: 100,
    })
  })
})
