import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApi } from '#lib/api/app.ts'
import { demoKey } from '#lib/clients/demo-key.ts'
import type { Context } from '#lib/context.ts'
import { openMessage } from '#lib/delivery/seal-message.ts'
import { revokeDevice } from '#lib/devices/revoke-device.ts'
import { parseEnv } from '#lib/env.ts'
import { openParts, type Parts } from '#lib/parts.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
import { keptClaims } from '#lib/tokens/rules.ts'
import { createDemoDatabase, type DemoDatabase, SECRET_KEY } from './testing/demo-database.ts'

// What the seed tells and what the product writes must look alike: else the console would be built for one of them.

const SIMPLE = 'CUPID-DEMO-SIMPLE'
const COMPLIANCE = 'CUPID-DEMO-COMPLIANCE'
const OTP_ONLY = 'CUPID-DEMO-OTPONLY'
/** Who is real here: the others' past is told. */
const REAL = [SIMPLE, COMPLIANCE, OTP_ONLY]
const HEADERS = {
  'x-client-id': 'account-servicing-web-app',
  'x-device-fingerprint': 'fp_simple',
  'x-forwarded-for': '192.0.2.77',
  'content-type': 'application/json',
  'user-agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/155.0.0.0 Safari/537.36',
}

let demo: DemoDatabase
let parts: Parts

beforeAll(async () => {
  demo = await createDemoDatabase()
  parts = await openParts(parseEnv({ DATABASE_URL: demo.appUrl, SECRET_KEY, LOG_LEVEL: 'silent' }))
  await liveALittle()
})

afterAll(async () => {
  await parts?.close()
  await demo?.drop()
})

/** A real user of the real API, in the demo world: mistypes, signs in, refreshes, logs out, is robbed, is revoked. */
async function liveALittle() {
  const api = createApi(parts)
  const post = (path: string, body: object) =>
    api.request(`/api/v1/auth/${path}`, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify(body),
    })
  const signIn = async () => {
    const answer = await post('login', { username: 'simpleuser', password: 'password' })
    expect(answer.status, await answer.clone().text()).toBe(201)
    return /refresh_token=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
  }
  const refresh = async (refresh_token: unknown) => {
    const answer = await post('token/refresh', { refresh_token })
    const body = (await answer.json()) as { refresh_token?: string }
    return body.refresh_token
  }
  const wrong = await post('login', { username: 'simpleuser', password: 'wrong' })
  expect(wrong.status).toBe(401)
  const next = await refresh(await signIn())
  await api.request('/api/v1/auth/logout', { method: 'POST', headers: { ...HEADERS, cookie: `refresh_token=${next}` } })
  const stolen = await signIn()
  await refresh(await refresh(stolen))
  expect(await refresh(stolen)).toBeUndefined()
  await signIn()
  await handOver(api)
  await revokeAsAgent()
  await sign(api)
  await stepUp(api)
}

/** A transfer that asks for a code, and one that is denied: its address has come on the deny list. */
async function stepUp(api: ReturnType<typeof createApi>) {
  const call = async (path: string, body: object, token = '') => {
    const headers = { ...HEADERS, authorization: `Bearer ${token}` }
    const answer = await api.request(`/api/v1/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Record<string, string> }
  }
  const prove = async (step: Record<string, string>) => {
    const { transaction_id } = (await call('mfa/initiate', { ...step, method: 'sms' })).body
    const [job] = await demo.ask<{ sealed: string }>(
      `SELECT payload ->> 'sealed' AS sealed FROM graphile_worker._private_jobs WHERE payload ->> 'transaction_id' = $1`,
      [transaction_id],
    )
    const { code } = await openMessage(SECRET_KEY, job!.sealed)
    const { status, body } = await call('mfa/otp/verify', { ...step, transaction_id, code })
    expect(status).toBe(201)
    return body.access_token
  }
  const action = { type: 'TRANSFER', value: 12_400, currency: 'USD' }
  const token = await prove((await call('login', { username: 'otponlyuser', password: 'password' })).body)
  const raised = await prove((await call('step-up', { action }, token)).body)
  await demo.ask(`INSERT INTO deny_list (address_range, reason, author) VALUES ('0.0.0.0/0', 'a test', 'test')`)
  expect((await call('step-up', { action }, raised)).status).toBe(403)
  await demo.ask(`DELETE FROM deny_list WHERE author = 'test'`)
}

/** Declines a document; signs in again, accepts it and has the device remembered, until an agent ends that. */
async function sign(api: ReturnType<typeof createApi>) {
  type Step = { response_type_code: string; context_id: string; transaction_id: string; esign_document_id: string }
  const ask = async (path: string, body: object) => {
    const headers = { ...HEADERS, 'x-client-id': 'storefront-web-app' }
    const answer = await api.request(`/api/v1/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as Step
  }
  const open = () => ask('login', { username: 'complianceuser', password: 'password' })
  await ask('esign/decline', await open())
  const { esign_document_id: document_id, ...step } = await open()
  const offer = await ask('esign/accept', { ...step, document_id })
  expect(offer.response_type_code).toBe('DEVICE_BIND_REQUIRED')
  const bound = await ask('device/bind', { ...offer, bind_device: true })
  expect(bound.response_type_code).toBe('SUCCESS')
  const [device] = await demo.ask<{ deviceId: string }>(
    'SELECT device_id AS "deviceId" FROM trusted_devices WHERE cupid = $1',
    [COMPLIANCE],
  )
  await revokeDevice(agentContext(), device)
}

/** From the session that is open to the ticketing app, which redeems it. */
async function handOver(api: ReturnType<typeof createApi>) {
  const login = await api.request('/api/v1/auth/login', {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify({ username: 'simpleuser', password: 'password' }),
  })
  const { access_token } = (await login.json()) as { access_token: string }
  const call = (path: string, headers: Record<string, string>, body: object) =>
    api.request(`/api/v1/cross-app/${path}`, {
      method: 'POST',
      headers: { ...HEADERS, ...headers },
      body: JSON.stringify(body),
    })
  const owner = { authorization: `Bearer ${access_token}` }
  const made = await call('generate-session', owner, { target_app: 'ticketing' })
  const { session_token } = (await made.json()) as { session_token: string }
  const secret = demoKey(SECRET_KEY, 'ticketing')
  const redeemed = await call(
    'validate-session',
    { 'x-client-id': 'ticketing', 'x-api-key': secret },
    { session_token },
  )
  expect([made.status, redeemed.status]).toEqual([201, 200])
  await api.request('/api/v1/auth/logout', { method: 'POST', headers: { ...HEADERS, ...owner } })
}

async function revokeAsAgent() {
  const [open] = await demo.ask<{ session_id: string }>(
    `SELECT session_id FROM sessions WHERE cupid = $1 AND status = 'ACTIVE'`,
    [SIMPLE],
  )
  await revokeSession(agentContext(), { sessionId: open!.session_id, reason: 'Policy or compliance' })
}

const agentContext = (): Context => ({
  actor: { kind: 'agent', id: 'CUPID-DEMO-AGENT', username: 'agent', role: 'agent', agentSessionId: '' },
  db: parts.db,
  correlationId: crypto.randomUUID(),
  ipAddress: '192.0.2.10',
  userAgent: HEADERS['user-agent'],
  log: parts.log,
  parts,
})

// The event without what differs from one to the next: which columns are filled, and the names in event_data.
const SHAPE = `
  SELECT event_type, severity, auth_type, cupid IS NULL AS cupid, context_id IS NULL AS context, session_id IS NULL AS session,
         transaction_id IS NULL AS transaction, correlation_id IS NULL AS correlation, ip_address IS NULL AS address,
         user_agent IS NULL AS agent, event_data -> 'actor' ->> 'kind' AS actor,
         (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(event_data) key) AS names
  FROM audit_logs`

it.each([
  'LOGIN_INITIATED',
  'DRS_EVALUATION',
  'SESSION_CREATED',
  'LOGIN_SUCCESS',
  'LOGIN_FAILED',
  'TOKEN_REFRESHED',
  'TOKEN_REUSE_DETECTED',
  'SESSION_REVOKED',
  'LOGOUT',
  'HANDOFF_CREATED',
  'HANDOFF_REDEEMED',
  'HANDOFF_REVOKED',
  'ESIGN_PRESENTED',
  'ESIGN_ACCEPTED',
  'ESIGN_DECLINED',
  'DEVICE_BIND_OFFERED',
  'DEVICE_BIND_ACCEPTED',
  'DEVICE_REVOKED',
  'STEP_UP_INITIATED',
  'STEP_UP_SUCCESS',
  'STEP_UP_FAILED',
])('%s', async eventType => {
  const real = await demo.ask(`SELECT DISTINCT * FROM (${SHAPE} WHERE event_type = $1 AND cupid = ANY ($2)) shape`, [
    eventType,
    REAL,
  ])
  const told = await demo.ask(`SELECT DISTINCT * FROM (${SHAPE} WHERE event_type = $1 AND cupid <> ALL ($2)) shape`, [
    eventType,
    REAL,
  ])
  expect(real.length).toBeGreaterThan(0)
  expect(told).toEqual(expect.arrayContaining(real))
})

it('handoffs and the events that name them', async () => {
  const told = await demo.ask(`
    SELECT a.event_type, count(*)::int AS events,
           count(*) FILTER (WHERE h.id IS NULL OR a.session_id <> h.session_id OR a.cupid <> h.cupid
             OR a.event_data ->> 'source_app' <> h.source_app OR a.event_data ->> 'target_app' <> h.target_app)::int AS wrong,
           count(*) FILTER (WHERE h.expires_at > s.expires_at)::int AS too_long,
           count(*) FILTER (WHERE s.status <> 'ACTIVE' AND h.revoked_at IS NULL AND h.expires_at > now())::int AS left_open
    FROM audit_logs a LEFT JOIN cross_app_sessions h ON h.id = (a.event_data ->> 'handoff_id')::bigint
    LEFT JOIN sessions s ON s.session_id = h.session_id
    WHERE a.event_type LIKE 'HANDOFF%' GROUP BY 1 ORDER BY 1`)
  const [counts] = await demo.ask<{ made: number; used: number; revoked: number }>(
    'SELECT count(*)::int AS made, count(used_at)::int AS used, count(revoked_at)::int AS revoked FROM cross_app_sessions',
  )
  const right = { wrong: 0, too_long: 0, left_open: 0 }
  expect(told).toEqual([
    { event_type: 'HANDOFF_CREATED', events: counts?.made, ...right },
    { event_type: 'HANDOFF_REDEEMED', events: counts?.used, ...right },
    { event_type: 'HANDOFF_REVOKED', events: counts?.revoked, ...right },
  ])
})

it('the claims that are kept of tokens, and how long those live', async () => {
  const ask = (whose: string) =>
    demo.ask(
      `SELECT DISTINCT ON (token_type) token_type, token_value,
              -- To the minute: a sign-in begins a moment before its rows are written, and seconds turn in between.
              round(extract(epoch FROM t.expires_at - t.created_at) / 60)::int AS ttl
       FROM tokens t JOIN sessions s USING (session_id) JOIN auth_contexts c USING (context_id)
       WHERE ${whose} AND c.app_id = $2 AND t.parent_token_id IS NULL ORDER BY token_type`,
      [SIMPLE, HEADERS['x-client-id']],
    )
  const [told, real] = [await ask('s.cupid <> $1'), await ask('s.cupid = $1')]
  const shape = (rows: typeof told) =>
    rows.map(({ token_type, token_value, ttl }) => [
      token_type,
      Object.keys(keptClaims(token_value) ?? {}),
      ttl,
      token_value.length > 20,
    ])
  expect(shape(told)).toEqual(shape(real))
})

it('an acceptance, the step it closed, and the device that was remembered', async () => {
  const filled = (table: string, where: string) =>
    demo.ask(
      `SELECT DISTINCT (SELECT array_agg(key ORDER BY key) FROM jsonb_each(to_jsonb(t)) WHERE value <> 'null'::jsonb) AS columns
       FROM ${table} t WHERE ${where}`,
      [REAL],
    )
  for (const [table, where] of [
    ['esign_acceptances', 'cupid'],
    ['trusted_devices', "status = 'REVOKED' AND cupid"],
    ['auth_transactions', "phase <> 'MFA' AND (SELECT cupid FROM auth_contexts c WHERE c.context_id = t.context_id)"],
  ] as const) {
    const real = await filled(table, `${where} = ANY ($1)`)
    expect(real.length, table).toBeGreaterThan(0)
    expect(await filled(table, `${where} <> ALL ($1)`), table).toEqual(expect.arrayContaining(real))
  }
})

it('what a step-up is for, and a session whose step-up was denied', async () => {
  const keys = (column: string) => `(SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(${column}) key)`
  const ask = (whose: string) =>
    demo.ask(
      `SELECT DISTINCT ${keys('c.step_up_action')} AS action, c.auth_outcome, c.completed_at > c.created_at AS took_time,
              c.requires_additional_steps AS steps, s.flag_reason FROM auth_contexts c JOIN sessions s USING (session_id)
       WHERE c.auth_type = 'STEP_UP' AND c.auth_outcome = 'SUCCESS' AND c.step_up_action ->> 'type' = 'TRANSFER' AND ${whose}`,
      [REAL],
    )
  const real = await ask('c.cupid = ANY ($1)')
  expect(real).toMatchObject([{ auth_outcome: 'SUCCESS', steps: true, flag_reason: 'STEP_UP_DENIED' }])
  expect(await ask('c.cupid <> ALL ($1)')).toEqual(expect.arrayContaining(real))
})

it('an evaluation, flattened and whole', async () => {
  const columns = `
    SELECT (SELECT array_agg(key ORDER BY key) FROM jsonb_each(to_jsonb(d)) WHERE value <> 'null'::jsonb
              AND key NOT IN ('primary_signal_type', 'screen_resolution', 'ip_location', 'device_id')) AS filled,
           (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(raw_response) key) AS raw
    FROM drs_evaluations d`
  const [real] = await demo.ask(`${columns} WHERE cupid = $1 LIMIT 1`, [SIMPLE])
  const told = await demo.ask(
    `${columns} JOIN auth_contexts c USING (context_id)
    WHERE d.cupid <> $1 AND d.operating_system = 'Windows' AND c.auth_type = 'INITIAL' LIMIT 50`,
    [SIMPLE],
  )
  for (const row of told) expect(row).toEqual(real)
})
