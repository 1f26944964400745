import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#lib/context.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { eventsOf, holds, rowsOf, stepsOf, trailOf } from './testing/journey-rows.ts'
import {
  accept,
  approve,
  beginLogin,
  bind,
  challenge,
  initiate,
  logIn,
  otherThan,
  passOtp,
  poll,
  sentCode,
  signInPhone,
  stepOf,
  verify,
} from './testing/journeys.ts'
import { claimsOf, cookie } from './testing/test-api.ts'

// The eight journeys, over HTTP: what each answers, the rows it leaves, and its trail in order.

let api: JourneyApi
beforeAll(async () => {
  api = await startJourneyApi()
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

const BEGIN = ['LOGIN_INITIATED', 'DRS_EVALUATION']
const END = ['SESSION_CREATED', 'LOGIN_SUCCESS']
const DONE = { outcome: 'SUCCESS', evaluations: 1, sessions: 1, tokens: 3 }

/** Each step in a line: its place, whose successor it is, what it was, how it ended, how long it would have lived. */
const linesOf = async (contextId: string) =>
  (await stepsOf(api, contextId)).map(
    step =>
      `${step.sequence_number}<${step.parent ?? '-'} ${step.transaction_type} ${step.transaction_status}` +
      ` ${step.verification_result ?? step.esign_action ?? step.device_bind_decision ?? '-'} ${Math.round(step.ttl)}s`,
  )

test('simple login: no step at all', async () => {
  const { username } = await api.people.add({ mfaRequired: false })
  const { status, body } = await logIn(api, username)
  expect(status).toBe(201)
  expect(await rowsOf(api, body.context_id)).toEqual({ ...DONE, transactions: 0 })
  expect(await trailOf(api, body.context_id)).toEqual([...BEGIN, ...END])
  const [context] = await api.rows(
    `SELECT extract(epoch FROM expires_at - created_at)::int AS ttl, requires_additional_steps, completed_at IS NOT NULL AS completed
     FROM auth_contexts WHERE context_id = $1`,
    [body.context_id],
  )
  expect(context).toEqual({ ttl: 900, requires_additional_steps: false, completed: true })
})

describe('a code', () => {
  test.each(['sms', 'voice'])('by %s, right first time', async method => {
    const { username } = await api.people.add()
    const step = await beginLogin(api, username)
    const answer = await passOtp(api, step, method)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('set-cookie')).toMatch(
      /^refresh_token=rt_[\w-]{43}; HttpOnly; Secure; SameSite=Strict; Path=\//,
    )
    expect(answer.body).toMatchObject({ response_type_code: 'SUCCESS', token_type: 'Bearer', expires_in: 900 })
    expect(await rowsOf(api, step.contextId)).toEqual({ ...DONE, transactions: 2 })
    expect(await linesOf(step.contextId)).toEqual([
      '1<- MFA_INITIATE CONSUMED - 300s',
      '2<1 MFA_VERIFY CONSUMED CORRECT 300s',
    ])
    expect(await trailOf(api, step.contextId)).toEqual([
      ...BEGIN,
      'LOGIN_MFA_REQUIRED',
      'MFA_CHALLENGE_SENT',
      'MFA_VERIFY_SUCCESS',
      ...END,
    ])
    expect(claimsOf(answer.body.access_token)).toMatchObject({
      acr: 'aal2',
      amr: ['pwd', method === 'sms' ? 'sms' : 'tel'],
    })
  })

  test('wrong, then right', async () => {
    const { username } = await api.people.add()
    const step = await beginLogin(api, username)
    const sent = await challenge(api, step)
    const wrong = await verify(api, sent, otherThan(await sentCode(api, sent)))
    expect(wrong.body).toMatchObject({ error_code: 'CIAM_E01_01_017', status: 400, context_id: step.contextId })
    expect((await passOtp(api, stepOf(wrong))).status).toBe(201)
    expect(await rowsOf(api, step.contextId)).toEqual({ ...DONE, transactions: 4 })
    expect(await linesOf(step.contextId)).toEqual([
      '1<- MFA_INITIATE CONSUMED - 300s',
      '2<1 MFA_VERIFY CONSUMED INCORRECT 300s',
      '3<2 MFA_INITIATE CONSUMED - 300s',
      '4<3 MFA_VERIFY CONSUMED CORRECT 300s',
    ])
    const numbers = await api.rows(
      `SELECT attempt_number FROM auth_transactions WHERE context_id = $1 AND transaction_type = 'MFA_VERIFY'
       ORDER BY sequence_number`,
      [step.contextId],
    )
    expect(numbers.map(row => row.attempt_number)).toEqual([1, 2])
    expect(await trailOf(api, step.contextId)).toEqual([
      ...BEGIN,
      'LOGIN_MFA_REQUIRED',
      'MFA_CHALLENGE_SENT',
      'MFA_VERIFY_FAILED',
      'MFA_CHALLENGE_SENT',
      'MFA_VERIFY_SUCCESS',
      ...END,
    ])
  })
})

test('push: approved on the phone, redeemed by the poll', async () => {
  const { username, cupid } = await api.people.add()
  const phone = await signInPhone(api, username)
  const step = await beginLogin(api, username)
  const sent = await challenge(api, step, 'push')
  expect(sent.displayNumber).toBeGreaterThanOrEqual(10)
  expect(sent.displayNumber).toBeLessThanOrEqual(99)
  const pending = await poll(api, sent)
  expect(pending.body).toMatchObject({ response_type_code: 'MFA_PENDING', retry_after: 1000 })
  expect(await approve(api, sent, sent.displayNumber ?? 0, phone)).toMatchObject({
    status: 200,
    body: { success: true, transaction_id: sent.transactionId },
  })
  const answer = await poll(api, sent)
  expect(answer.status).toBe(201)
  expect(claimsOf(answer.body.access_token)).toMatchObject({ acr: 'aal2', amr: ['pwd', 'swk'] })
  expect(await rowsOf(api, step.contextId)).toEqual({ ...DONE, transactions: 2 })
  expect(await linesOf(step.contextId)).toEqual([
    '1<- MFA_INITIATE CONSUMED - 300s',
    '2<1 MFA_PUSH_VERIFY CONSUMED CORRECT 120s',
  ])
  const events = await eventsOf(api, step.contextId)
  expect(events.slice(2).map(event => [event.event_type, event.event_data.actor])).toEqual([
    ['LOGIN_MFA_REQUIRED', APP],
    ['MFA_PUSH_SENT', APP],
    ['MFA_PUSH_APPROVED', { kind: 'user', id: cupid }],
    ['MFA_VERIFY_SUCCESS', APP],
    ['SESSION_CREATED', APP],
    ['LOGIN_SUCCESS', APP],
  ])
})

const APP = { kind: 'client_app', id: 'storefront-web-app' }

test('MFA, eSign, device bind; the device is trusted from then on', async () => {
  const { username, cupid } = await api.people.add({ pendingDocuments: ['terms-of-service'] })
  const browser = { 'x-device-fingerprint': `fp-${username}` }
  const step = await beginLogin(api, username, browser)
  const document = await passOtp(api, step)
  expect(document.body).toMatchObject({ response_type_code: 'ESIGN_REQUIRED', esign_document_id: 'terms-of-service' })
  expect(document.body.esign_url).toMatch(/\/api\/v1\/auth\/esign\/documents\/terms-of-service\?version=1$/)
  const offer = await accept(api, stepOf(document), 'terms-of-service')
  expect([offer.status, offer.body.response_type_code]).toEqual([200, 'DEVICE_BIND_REQUIRED'])
  const done = await bind(api, stepOf(offer))
  expect([done.status, done.body.device_bound]).toEqual([200, true])
  expect(await rowsOf(api, step.contextId)).toEqual({ ...DONE, transactions: 4 })
  expect(await linesOf(step.contextId)).toEqual([
    '1<- MFA_INITIATE CONSUMED - 300s',
    '2<1 MFA_VERIFY CONSUMED CORRECT 300s',
    '3<2 ESIGN_PRESENT CONSUMED ACCEPTED 600s',
    '4<3 DEVICE_BIND CONSUMED ACCEPTED 300s',
  ])
  expect(await trailOf(api, step.contextId)).toEqual([
    ...BEGIN,
    'LOGIN_MFA_REQUIRED',
    'MFA_CHALLENGE_SENT',
    'MFA_VERIFY_SUCCESS',
    'ESIGN_PRESENTED',
    'ESIGN_ACCEPTED',
    'DEVICE_BIND_OFFERED',
    'DEVICE_BIND_ACCEPTED',
    ...END,
  ])
  const devices = await api.rows('SELECT * FROM trusted_devices WHERE cupid = $1', [cupid])
  expect(devices).toMatchObject([{ status: 'ACTIVE', app_id: 'storefront-web-app', device_type: 'BROWSER' }])

  await api.rows(`UPDATE trusted_devices SET last_used_at = now() - interval '1 day' WHERE cupid = $1`, [cupid])
  const again = await logIn(api, username, browser)
  expect([again.status, again.body.device_bound]).toEqual([201, true])
  expect(await rowsOf(api, again.body.context_id)).toEqual({ ...DONE, transactions: 0 })
  expect(await trailOf(api, again.body.context_id)).toEqual([...BEGIN, 'LOGIN_TRUSTED_DEVICE', ...END])
  const [used] = await api.rows(
    `SELECT count(*)::int AS n FROM trusted_devices WHERE cupid = $1 AND last_used_at > now() - interval '1 minute'`,
    [cupid],
  )
  expect(used.n).toBe(1)
})

test('refresh and revocation by an agent, after a journey', async () => {
  const { username } = await api.people.add()
  const answer = await passOtp(api, await beginLogin(api, username))
  const { sid, acr, amr, auth_time } = claimsOf(answer.body.id_token)
  await api.rows(`UPDATE sessions SET last_activity_at = now() - interval '1 hour' WHERE session_id = $1`, [sid])
  const refreshed = await api.post('/auth/refresh', undefined, cookie(answer.refreshToken ?? ''))
  expect(claimsOf(refreshed.body.access_token)).toMatchObject({ acr, amr, auth_time })
  const tokens = () =>
    api.rows(
      `SELECT status, (parent_token_id IS NOT NULL) AS successor, count(*)::int AS n FROM tokens WHERE session_id = $1
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [sid],
    )
  expect(await tokens()).toEqual([
    { status: 'ACTIVE', successor: true, n: 3 },
    { status: 'ROTATED', successor: false, n: 3 },
  ])
  const session = async () => (await api.rows('SELECT * FROM sessions WHERE session_id = $1', [sid]))[0]
  expect(Date.now() - (await session()).last_activity_at.getTime()).toBeLessThan(60_000)
  await revokeSession(systemContext(api.parts, 'test'), { sessionId: sid, reason: 'Lost device' })
  expect(await session()).toMatchObject({ status: 'REVOKED', revoked_by: 'test', revocation_reason: 'Lost device' })
  expect((await tokens()).map(row => row.status)).toEqual(['REVOKED', 'ROTATED'])
})

test('every event says whose it is: context, step, session, request', async () => {
  const { username, cupid } = await api.people.add({ pendingDocuments: ['terms-of-service'] })
  const correlations: string[] = []
  const asked = () => {
    correlations.push(crypto.randomUUID())
    return { 'x-correlation-id': correlations.at(-1) ?? '' }
  }
  const step = await beginLogin(api, username, asked())
  const ids = { context_id: step.contextId }
  const sent = await api.post(
    '/auth/mfa/initiate',
    { ...ids, transaction_id: step.transactionId, method: 'sms' },
    asked(),
  )
  const code = { ...ids, transaction_id: sent.body.transaction_id }
  const otp = await sentCode(api, { contextId: step.contextId, transactionId: code.transaction_id })
  const esign = await api.post('/auth/mfa/otp/verify', { ...code, code: otp }, asked())
  const document = { ...ids, transaction_id: esign.body.transaction_id }
  const done = await api.post('/auth/esign/accept', { ...document, document_id: 'terms-of-service' }, asked())
  const { sid } = claimsOf(done.body.id_token)
  const of = ({ transaction_id }: { transaction_id: string }) => transaction_id
  const [login, initiated, verified, accepted] = correlations
  const events = await eventsOf(api, step.contextId)
  expect(
    events.map(event => [
      event.event_type,
      event.event_category,
      event.severity,
      event.transaction_id,
      event.session_id,
      event.correlation_id,
    ]),
  ).toEqual([
    ['LOGIN_INITIATED', 'AUTH', 'INFO', null, null, login],
    ['DRS_EVALUATION', 'SECURITY', 'INFO', null, null, login],
    ['LOGIN_MFA_REQUIRED', 'AUTH', 'INFO', step.transactionId, null, login],
    ['MFA_CHALLENGE_SENT', 'MFA', 'INFO', of(code), null, initiated],
    ['MFA_VERIFY_SUCCESS', 'MFA', 'INFO', of(code), null, verified],
    ['ESIGN_PRESENTED', 'ESIGN', 'INFO', of(document), null, verified],
    ['ESIGN_ACCEPTED', 'ESIGN', 'INFO', of(document), null, accepted],
    ['SESSION_CREATED', 'SESSION', 'INFO', null, sid, accepted],
    ['LOGIN_SUCCESS', 'AUTH', 'INFO', null, sid, accepted],
  ])
  const common = { auth_type: 'INITIAL', cupid, context_id: step.contextId, ip_address: '127.0.0.1' }
  for (const event of events) expect(event).toMatchObject(common)
})

test('no step outlives its context', async () => {
  const { username } = await api.people.add()
  const step = await beginLogin(api, username)
  await api.rows(
    `WITH step AS (UPDATE auth_transactions SET expires_at = now() + interval '50 seconds' WHERE context_id = $1)
     UPDATE auth_contexts SET created_at = created_at - interval '14 minutes', expires_at = expires_at - interval '14 minutes'
     WHERE context_id = $1`,
    [step.contextId],
  )
  const { body } = await initiate(api, step)
  const [, second] = await stepsOf(api, step.contextId)
  expect(second.ttl).toBeLessThanOrEqual(60)
  const polled = await poll(api, { ...step, transactionId: body.transaction_id })
  for (const told of [body.expires_at, polled.body.expires_at]) {
    expect(Date.parse(told) - Date.now()).toBeLessThanOrEqual(60_000)
    expect(Date.parse(told) - Date.now()).toBeGreaterThan(50_000)
  }
})
