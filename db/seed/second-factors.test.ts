import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApi } from '#lib/api/app.ts'
import { openMessage } from '#lib/delivery/seal-message.ts'
import { parseEnv } from '#lib/env.ts'
import { openParts, type Parts } from '#lib/parts.ts'
import { createDemoDatabase, type DemoDatabase, SECRET_KEY } from './testing/demo-database.ts'

// Second factors as the seed tells them and as the product writes them: they must look alike.

const REAL = ['CUPID-DEMO-MFA']
const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/155.0.0.0 Safari/537.36'

let demo: DemoDatabase
let parts: Parts
beforeAll(async () => {
  demo = await createDemoDatabase()
  parts = await openParts(parseEnv({ DATABASE_URL: demo.appUrl, SECRET_KEY, LOG_LEVEL: 'silent' }))
  await signInEveryWay()
})
afterAll(async () => {
  await parts?.close()
  await demo?.drop()
})

type Body = Record<'context_id' | 'transaction_id' | 'response_type_code' | 'error_code' | 'access_token', string> & {
  display_number: number
}

/** By a wrong code and a right one, by a push, by a push with a wrong number; on a device that is trusted from then on. */
async function signInEveryWay() {
  const api = createApi(parts)
  const call = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await api.request(`/api/v1/auth/${path}`, {
      method: 'POST',
      headers: {
        'x-client-id': 'storefront-web-app',
        'content-type': 'application/json',
        'user-agent': AGENT,
        'x-forwarded-for': '192.0.2.77',
        ...headers,
      },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as Body }
  }
  const begin = async (headers = {}) =>
    (
      await call(
        'login',
        { username: 'mfauser', password: 'password' },
        { 'x-device-fingerprint': 'fp_mfa', ...headers },
      )
    ).body
  const send = async ({ context_id, transaction_id }: Body, method = 'sms', headers = {}) =>
    ({ ...(await call('mfa/initiate', { context_id, transaction_id, method }, headers)).body, context_id }) as Body
  const codeOf = async ({ transaction_id }: Body) => {
    const [job] = await demo.ask<{ sealed: string }>(
      `SELECT payload ->> 'sealed' AS sealed FROM graphile_worker._private_jobs WHERE payload ->> 'transaction_id' = $1`,
      [transaction_id],
    )
    return (await openMessage(SECRET_KEY, job?.sealed ?? '')).code
  }
  const verify = ({ context_id, transaction_id }: Body, code: string | null, headers = {}) =>
    call('mfa/otp/verify', { context_id, transaction_id, code }, headers)

  const mobile = { 'x-client-id': 'mobile-app', 'x-device-fingerprint': 'fp_phone' }
  const onPhone = await send(await begin(mobile), 'sms', mobile)
  const { access_token } = (await verify(onPhone, await codeOf(onPhone), mobile)).body
  const phone = { 'x-client-id': 'mobile-app', authorization: `Bearer ${access_token}` }

  const first = await send(await begin())
  const wrong = await verify(first, 'wrong')
  const second = await send(wrong.body)
  const offered = await verify(second, await codeOf(second))
  expect(offered.body.response_type_code).toBe('DEVICE_BIND_REQUIRED')
  const { context_id, transaction_id } = offered.body
  await call('device/bind', { context_id, transaction_id, bind_device: false })

  const push = async (number: (shown: number) => number) => {
    const sent = await send(await begin(), 'push')
    const path = `mfa/transactions/${sent.transaction_id}`
    await call(`${path}/approve`, { context_id: sent.context_id, selected_number: number(sent.display_number) }, phone)
    return (await call(path, { context_id: sent.context_id })).body
  }
  expect((await push(shown => (shown === 99 ? 98 : shown + 1))).error_code).toBe('CIAM_E01_03_002')
  const bind = await push(shown => shown)
  expect(bind.response_type_code).toBe('DEVICE_BIND_REQUIRED')
  await call('device/bind', { context_id: bind.context_id, transaction_id: bind.transaction_id, bind_device: true })
  expect((await begin()).response_type_code).toBe('SUCCESS')
}

const SHAPE = `
  SELECT event_type, severity, auth_type, cupid IS NULL AS cupid, context_id IS NULL AS context, session_id IS NULL AS session,
         transaction_id IS NULL AS transaction, correlation_id IS NULL AS correlation, ip_address IS NULL AS address,
         user_agent IS NULL AS agent, event_data -> 'actor' ->> 'kind' AS actor,
         (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(event_data) key) AS names
  FROM audit_logs`

it.each([
  'LOGIN_MFA_REQUIRED',
  'MFA_CHALLENGE_SENT',
  'MFA_VERIFY_FAILED',
  'MFA_VERIFY_SUCCESS',
  'MFA_PUSH_SENT',
  'MFA_PUSH_APPROVED',
  'MFA_PUSH_REJECTED',
  'DEVICE_BIND_DECLINED',
  'LOGIN_TRUSTED_DEVICE',
  'LOGIN_SUCCESS',
])('%s', async eventType => {
  const shapes = (whose: string) =>
    demo.ask(`SELECT DISTINCT * FROM (${SHAPE} WHERE event_type = $1 AND ${whose}) shape`, [eventType, REAL])
  const real = await shapes('cupid = ANY ($2)')
  expect(real.length).toBeGreaterThan(0)
  expect(await shapes('cupid <> ALL ($2)')).toEqual(expect.arrayContaining(real))
})

it('the steps, by what is filled in of each', async () => {
  const filled = (whose: string) =>
    demo.ask(
      `SELECT DISTINCT transaction_type, transaction_status, verification_result,
              (SELECT array_agg(key ORDER BY key) FROM jsonb_each(to_jsonb(t)) WHERE value <> 'null'::jsonb) AS columns
       FROM auth_transactions t JOIN auth_contexts c USING (context_id) WHERE c.auth_type = 'INITIAL' AND phase = 'MFA' AND ${whose}`,
      [REAL],
    )
  const real = await filled('cupid = ANY ($1)')
  expect(real.length).toBeGreaterThan(4)
  expect(await filled('cupid <> ALL ($1)')).toEqual(expect.arrayContaining(real))
})

it('every push that was approved is told twice: by the phone, and then by who polled', async () => {
  const [row] = await demo.ask(`
    SELECT count(*)::int AS approved,
           count(*) FILTER (WHERE s.at > a.created_at)::int AS passed,
           count(*) FILTER (WHERE a.event_data -> 'actor' ->> 'id' = a.cupid)::int AS by_user
    FROM audit_logs a LEFT JOIN LATERAL (SELECT max(created_at) AS at FROM audit_logs s
      WHERE s.transaction_id = a.transaction_id AND s.event_type = 'MFA_VERIFY_SUCCESS') s ON true
    WHERE a.event_type = 'MFA_PUSH_APPROVED'`)
  expect(row).toEqual({ approved: row?.passed, passed: row?.passed, by_user: row?.passed })
  expect(row?.passed).toBeGreaterThan(100)
})
