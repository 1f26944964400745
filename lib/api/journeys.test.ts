import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
import { startTestApi, type TestApi } from './testing/test-api.ts'

// The eight journeys, over HTTP: what each answers, the rows it leaves, and its trail in order.

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

/** What a context left behind, counted. */
async function rowsOf(contextId: string) {
  const [counts] = await api.rows(
    `SELECT (SELECT auth_outcome FROM auth_contexts WHERE context_id = $1) AS outcome,
       (SELECT count(*)::int FROM auth_transactions WHERE context_id = $1) AS transactions,
       (SELECT count(*)::int FROM drs_evaluations WHERE context_id = $1) AS evaluations,
       (SELECT count(*)::int FROM sessions WHERE context_id = $1) AS sessions,
       (SELECT count(*)::int FROM tokens JOIN sessions s USING (session_id) WHERE s.context_id = $1 AND tokens.status = 'ACTIVE') AS tokens`,
    [contextId],
  )
  return counts
}

const steps = (contextId: string) =>
  api.rows(
    `SELECT sequence_number AS seq, transaction_type AS type, transaction_status AS status, verification_result AS result,
            parent_transaction_id IS NOT NULL AS has_parent
     FROM auth_transactions WHERE context_id = $1 ORDER BY sequence_number`,
    [contextId],
  )

const trail = async (contextId: string) =>
  (await api.rows(`SELECT event_type FROM audit_logs WHERE context_id = $1 ORDER BY created_at, audit_id`, [contextId])).map(
    row => row.event_type,
  )

const BEGIN = ['LOGIN_INITIATED', 'DRS_EVALUATION']
const END = ['SESSION_CREATED', 'LOGIN_SUCCESS']

describe('the journeys', () => {
  test('SMS, right first time', async () => {
    const step = await beginLogin(api, 'mfauser')
    const sent = await challenge(api, step)
    const answer = await verify(api, sent, await sentCode(api, sent))
    expect(answer.status).toBe(201)
    expect(await rowsOf(step.contextId)).toEqual({ outcome: 'SUCCESS', transactions: 2, evaluations: 1, sessions: 1, tokens: 3 })
    expect(await trail(step.contextId)).toEqual([
      ...BEGIN, 'LOGIN_MFA_REQUIRED', 'MFA_CHALLENGE_SENT', 'MFA_VERIFY_SUCCESS', ...END,
    ])
  })

  test('SMS, wrong, then right', async () => {
    const step = await beginLogin(api, 'mfauser')
    const sent = await challenge(api, step)
    const wrong = await verify(api, sent, otherThan(await sentCode(api, sent)))
    expect(wrong.body).toMatchObject({ error_code: 'CIAM_E01_01_017', status: 400 })
    const answer = await passOtp(api, stepOf(wrong))
    expect(answer.status).toBe(201)
    expect(await rowsOf(step.contextId)).toMatchObject({ transactions: 4, sessions: 1, tokens: 3 })
    expect(await steps(step.contextId)).toMatchInlineSnapshot(`
      [
        {
          "has_parent": false,
          "result": null,
          "seq": 1,
          "status": "CONSUMED",
          "type": "MFA_INITIATE",
        },
        {
          "has_parent": true,
          "result": "INCORRECT",
          "seq": 2,
          "status": "CONSUMED",
          "type": "MFA_VERIFY",
        },
        {
          "has_parent": true,
          "result": null,
          "seq": 3,
          "status": "CONSUMED",
          "type": "MFA_INITIATE",
        },
        {
          "has_parent": true,
          "result": "CORRECT",
          "seq": 4,
          "status": "CONSUMED",
          "type": "MFA_VERIFY",
        },
      ]
    `)
  })

  test('push', async () => {
    const phone = await signInPhone(api, 'mfauser')
    const step = await beginLogin(api, 'mfauser')
    const sent = await challenge(api, step, 'push')
    expect((await poll(api, sent)).body).toMatchObject({ response_type_code: 'MFA_PENDING' })
    expect((await verify(api, sent, '123456')).body.error_code).toBe('CIAM_E01_01_018')
    expect((await approve(api, sent, sent.displayNumber ?? 0, phone)).body).toEqual({ success: true, transaction_id: sent.transactionId })
    expect((await poll(api, sent)).status).toBe(201)
    expect(await rowsOf(step.contextId)).toMatchObject({ transactions: 2, sessions: 1, tokens: 3 })
    expect(await trail(step.contextId)).toMatchInlineSnapshot(`
      [
        "LOGIN_INITIATED",
        "DRS_EVALUATION",
        "LOGIN_MFA_REQUIRED",
        "MFA_PUSH_SENT",
        "MFA_PUSH_APPROVED",
        "MFA_VERIFY_SUCCESS",
        "SESSION_CREATED",
        "LOGIN_SUCCESS",
      ]
    `)
  })

  test('MFA, eSign, device bind', async () => {
    const step = await beginLogin(api, 'mfaesignuser', { 'x-device-fingerprint': 'fp-full' })
    const document = await passOtp(api, step)
    expect(document.body).toMatchObject({ response_type_code: 'ESIGN_REQUIRED' })
    const offer = await accept(api, stepOf(document), document.body.esign_document_id)
    expect(offer.body).toMatchObject({ response_type_code: 'DEVICE_BIND_REQUIRED' })
    const done = await bind(api, stepOf(offer))
    expect(done.status).toBe(200)
    expect(done.body).toMatchObject({ device_bound: true })
    expect(await rowsOf(step.contextId)).toMatchObject({ transactions: 4, sessions: 1, tokens: 3 })
    expect(await trail(step.contextId)).toMatchInlineSnapshot(`
      [
        "LOGIN_INITIATED",
        "DRS_EVALUATION",
        "LOGIN_MFA_REQUIRED",
        "MFA_CHALLENGE_SENT",
        "MFA_VERIFY_SUCCESS",
        "ESIGN_PRESENTED",
        "ESIGN_ACCEPTED",
        "DEVICE_BIND_OFFERED",
        "DEVICE_BIND_ACCEPTED",
        "SESSION_CREATED",
        "LOGIN_SUCCESS",
      ]
    `)
    expect((await logIn(api, 'mfaesignuser', { 'x-device-fingerprint': 'fp-full' })).status).toBe(201)
  })

  test('a method that is not one', async () => {
    const step = await beginLogin(api, 'otponlyuser')
    expect((await initiate(api, step, 'pigeon')).body.error_code).toBe('CIAM_E01_01_009')
    expect((await initiate(api, step, 'push')).body.error_code).toBe('CIAM_E01_01_009')
  })
})
