import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventsOf, holds, stepsOf, trailOf } from '#lib/api/testing/journey-rows.ts'
import { challenge, initiate, otherThan, passOtp, sentCode, stepOf, verify } from '#lib/api/testing/journeys.ts'
import type { Answer } from '#lib/api/testing/test-api.ts'
import { systemContext } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { AccountState } from '#lib/directory/directory.ts'
import type { RiskRequest } from '#lib/risk/risk-service.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
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

const codeOf = ({ status, body }: Answer) => [status, body.error_code]
const contextsOf = (sessionId: string) =>
  api.rows('SELECT * FROM auth_contexts WHERE session_id = $1 ORDER BY created_at', [sessionId])
const sessionTrail = async (sessionId: string) =>
  (
    await api.rows(
      `SELECT event_type, severity, context_id, auth_type, event_data - 'actor' AS data FROM audit_logs
       WHERE session_id = $1 AND event_type NOT IN ('SESSION_CREATED', 'LOGIN_SUCCESS') ORDER BY created_at`,
      [sessionId],
    )
  ).map(({ event_type, severity, context_id, auth_type, data }) => ({
    event_type,
    severity,
    context_id,
    auth_type,
    data,
  }))

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
    expect(await contextsOf(sessionId)).toMatchObject([
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
    expect(await sessionTrail(sessionId)).toEqual([
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
    const [context] = await contextsOf(sessionId)
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
    expect((await contextsOf(sessionId)).map(context => context.auth_outcome)).toEqual(['SUCCESS', 'SUCCESS'])
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

describe('who is refused', () => {
  test('a session that ended: by a revocation, by its time', async () => {
    const revoked = await api.enter()
    const step = await challenge(api, await api.begin(revoked.accessToken))
    await revokeSession(systemContext(api.parts, 'test'), { sessionId: revoked.sessionId, reason: 'a test' })
    expect(codeOf(await api.ask(revoked.accessToken))).toEqual([401, 'CIAM_E04_00_007'])
    // In the middle of one: the right code is worth nothing, a wrong one is no failure, another is not sent.
    const code = await sentCode(api, step)
    for (const answer of [
      await verify(api, step, code),
      await verify(api, step, otherThan(code)),
      await initiate(api, step),
    ])
      expect(codeOf(answer)).toEqual([401, 'CIAM_E04_00_004'])
    expect((await api.tokens(revoked.sessionId)).filter(token => token.status === 'ACTIVE')).toEqual([])
    const expired = await api.enter()
    await api.rows(
      `UPDATE sessions SET created_at = now() - interval '31 days', expires_at = now() WHERE session_id = $1`,
      [expired.sessionId],
    )
    expect(codeOf(await api.ask(expired.accessToken))).toEqual([401, 'CIAM_E04_00_007'])
    expect(codeOf(await api.evaluate(expired.accessToken))).toEqual([401, 'CIAM_E04_00_007'])
  })

  test.each<[AccountState, string]>([
    ['DISABLED', 'CIAM_E01_01_003'],
    ['ENTERPRISE_BLOCKED', 'CIAM_E01_01_004'],
    ['MFA_LOCKED', 'CIAM_E01_01_005'],
    ['DECEASED', 'CIAM_E01_01_006'],
    ['RESTRICTED', 'CIAM_E01_01_008'],
    ['LOCKED', 'CIAM_E01_01_002'],
  ])('a user who is %s since', async (state, code) => {
    const { accessToken, sessionId, person } = await api.enter()
    await api.people.change(person.username, { state })
    expect(codeOf(await api.ask(accessToken))).toEqual([423, code])
    await expectRefusal(sessionId, code)
  })

  test('a user who is not there any more, or is another one now', async () => {
    const { accessToken, sessionId, person } = await api.enter()
    await api.people.change(person.username, { cupid: 'CUPID-SOMEBODY-ELSE' })
    expect(codeOf(await api.ask(accessToken))).toEqual([423, 'CIAM_E01_01_003'])
    await api.people.remove(person.username)
    expect(codeOf(await api.ask(accessToken))).toEqual([423, 'CIAM_E01_01_003'])
    expect(await contextsOf(sessionId)).toEqual([])
  })

  test.each([
    [[], 'NOT_REGISTERED'],
    [[], 'DISABLED'],
  ] as const)('a user with nothing to prove it with: phones %j, push %s', async (phones, mobileApproveStatus) => {
    const { accessToken, sessionId } = await api.enter({ phones: [...phones], mobileApproveStatus })
    const answer = await api.ask(accessToken)
    expect([...codeOf(answer), answer.body.detail]).toEqual([400, 'CIAM_E01_01_009', 'This user has no second factor'])
    await expectRefusal(sessionId, 'CIAM_E01_01_009')
  })

  test.each([
    ['MFA', 'CIAM_E01_01_005'],
    ['PASSWORD', 'CIAM_E01_01_002'],
  ])('a user whose %s is locked', async (factor, code) => {
    const { accessToken, sessionId, person } = await api.enter()
    if (factor === 'PASSWORD') {
      for (let n = 0; n < 5; n++) await api.post('/auth/login', { username: person.username, password: 'wrong' })
    } else {
      await api.rows(
        `INSERT INTO authentication_failures (subject, factor, failure_count, locked_until)
         VALUES ($1, 'MFA', 5, now() + interval '15 minutes')`,
        [person.cupid],
      )
    }
    expect(codeOf(await api.ask(accessToken))).toEqual([423, code])
    await expectRefusal(sessionId, code)
  })

  /** Refused before it began: an event that says so, and nothing else. */
  async function expectRefusal(sessionId: string, error_code: string) {
    expect(await contextsOf(sessionId)).toEqual([])
    expect(await sessionTrail(sessionId)).toEqual([
      {
        event_type: 'STEP_UP_FAILED',
        severity: 'WARN',
        context_id: null,
        auth_type: 'STEP_UP',
        data: { outcome: 'FAILED', action_type: 'TRANSFER', error_code },
      },
    ])
    expect((await api.session(sessionId)).status).toBe('ACTIVE')
  }

  test('a risk action token that was judged before, at a sign-in or at a step-up; ten at once are judged once', async () => {
    const { accessToken, sessionId, person } = await api.enter()
    const drs_action_token = 'an-action-token'
    await api.post('/auth/login', { username: person.username, password: 'password', drs_action_token })
    const used = await api.ask(accessToken, TRANSFER, { drs_action_token })
    expect([...codeOf(used), used.body.field]).toEqual([400, 'CIAM_E01_05_001', 'drs_action_token'])
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.ask(accessToken, TRANSFER, { drs_action_token: 'another' })),
    )
    expect(answers.map(answer => answer.status).sort()).toEqual([200, ...Array(9).fill(400)])
    const [{ action_token_hash: hash }] = await api.rows('SELECT * FROM drs_evaluations WHERE session_id = $1', [
      sessionId,
    ])
    expect(hash).toBe(sha256('another'))
  })

  test('a step of somebody else’s, and one of a client app by another', async () => {
    const [mine, theirs] = [await api.enter(), await api.enter()]
    const [own, other] = [await api.begin(mine.accessToken), await api.begin(theirs.accessToken)]
    const crossed = await initiate(api, { contextId: own.contextId, transactionId: other.transactionId })
    expect(codeOf(crossed)).toEqual([404, 'CIAM_E01_03_001'])
    expect(codeOf(await initiate(api, own, 'sms', {}, { 'x-client-id': 'mobile-app' }))).toEqual([
      401,
      'CIAM_E04_00_010',
    ])
    // A step-up proves a second factor alone: it opens no session of its own, for whoever finishes it.
    const done = await passOtp(api, own)
    expect(done.refreshToken).toBeNull()
  })

  test('more than so many a minute of one session, and of no other', async () => {
    const limited = await startStepUpApi({ LIMIT_STEP_UPS_PER_SESSION: '2' })
    try {
      const [one, other] = [await limited.enter(), await limited.enter()]
      for (let n = 0; n < 2; n++) await limited.begin(one.accessToken)
      const refused = await limited.ask(one.accessToken)
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await limited.ask(other.accessToken)).status).toBe(200)
    } finally {
      await limited.close()
    }
  })
})
