import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { TRUSTED_FINGERPRINT } from '../db/seed/directory-people.ts'
import { demoKey } from '../lib/clients/demo-key.ts'
import { createTransfersServer } from './transfers-server.ts'

// A client app, a resource server and Gatewarden, each speaking only HTTP (RFC 9470).

const MAX_AGE_SECONDS = 900

let bank: Server
let transfers: string
/** How far the resource server's clock is ahead, seconds. */
let ahead = 0

test.beforeAll(async ({ playwright: _ }, { project }) => {
  const secretKey = readFileSync(join(process.env.E2E_DATA_DIR ?? '', 'secret-key'), 'utf8').trim()
  bank = createTransfersServer({
    issuer: project.use.baseURL ?? '',
    clientId: 'edge-gateway',
    clientSecret: demoKey(secretKey, 'edge-gateway'),
    threshold: 10_000,
    maxAgeSeconds: MAX_AGE_SECONDS,
    now: () => Math.floor(Date.now() / 1000) + ahead,
  })
  await once(bank.listen(0, '127.0.0.1'), 'listening')
  transfers = `http://127.0.0.1:${(bank.address() as AddressInfo).port}/transfers`
})
test.beforeEach(() => {
  ahead = 0
})
test.afterAll(async () => {
  await once(bank.close(), 'close')
})

test('a large transfer is challenged, stepped up for, and let through; later it is challenged again', async ({
  request,
}) => {
  const token = await signIn(request)
  expect((await transfer(request, token, 9_999)).status()).toBe(201)

  const refused = await transfer(request, token, 12_400)
  expect(refused.status()).toBe(401)
  expect(refused.headers()['www-authenticate']).toBe(
    'Bearer error="insufficient_user_authentication", error_description="A second factor is required", ' +
      'acr_values="aal2", max_age="900"',
  )

  const raised = await stepUp(request, token, 12_400)
  const done = await transfer(request, raised, 12_400)
  expect([done.status(), await done.json()]).toEqual([201, { transferred: 12_400, by: 'CUPID-DEMO-TRUSTED' }])
  // The token before is worth nothing any more, not even for what it was enough for.
  expect(challengeOf(await transfer(request, token, 1))).toMatchObject({ error: 'invalid_token' })

  ahead = MAX_AGE_SECONDS + 5
  const stale = challengeOf(await transfer(request, raised, 12_400))
  expect(stale).toMatchObject({
    error: 'insufficient_user_authentication',
    error_description: 'More recent authentication is required',
    max_age: '900',
  })
  expect((await transfer(request, raised, 9_999)).status()).toBe(201)
})

test('a token nobody knows, none at all, and one whose session has ended', async ({ request }) => {
  expect(challengeOf(await transfer(request, 'nonsense', 1))).toEqual({ scheme: 'Bearer', error: 'invalid_token' })
  expect(challengeOf(await transfer(request, '', 1))).toEqual({ scheme: 'Bearer' })
  const token = await signIn(request)
  await request.post('/api/v1/auth/logout', { headers: { authorization: `Bearer ${token}` } })
  expect(challengeOf(await transfer(request, token, 1))).toMatchObject({ error: 'invalid_token' })
})

const APP = { 'x-client-id': 'storefront-web-app', 'x-device-fingerprint': TRUSTED_FINGERPRINT }

/** With the password alone: the device is trusted. */
async function signIn(request: APIRequestContext): Promise<string> {
  const data = { username: 'trusteduser', password: 'password' }
  const login = await request.post('/api/v1/auth/login', { headers: APP, data })
  expect(login.status(), await login.text()).toBe(201)
  return (await login.json()).access_token
}

const transfer = (request: APIRequestContext, token: string, value: number) =>
  request.post(transfers, { headers: { ...(token && { authorization: `Bearer ${token}` }) }, data: { value } })

/** What a client app does when it is challenged: a step-up by code. */
async function stepUp(request: APIRequestContext, token: string, value: number): Promise<string> {
  const post = (path: string, data: object, headers = {}) =>
    request.post(`/api/v1/auth/${path}`, { headers: { ...APP, ...headers }, data })
  const bearer = { authorization: `Bearer ${token}` }
  const action = { type: 'TRANSFER', value, currency: 'USD' }
  const need = await (await post('step-up/evaluate', { action }, bearer)).json()
  expect(need).toMatchObject({ required: true, reasons: ['HIGH_VALUE'], acr_values: 'aal2', max_age: 900 })
  const { context_id, transaction_id } = await (await post('step-up', { action }, bearer)).json()
  const sent = await (await post('mfa/initiate', { context_id, transaction_id, method: 'sms' })).json()
  const outbox = await request.get(`/api/v1/auth/mfa/transactions/${sent.transaction_id}/otp`, { headers: APP })
  const { otp: code } = await outbox.json()
  const passed = await post('mfa/otp/verify', { context_id, transaction_id: sent.transaction_id, code })
  const raised = await passed.json()
  expect([passed.status(), raised.step_up]).toEqual([201, { allowed: true, action }])
  return raised.access_token
}

/** `Bearer a="b", c="d"`, read as a client would (RFC 9110 §11.6.1). */
function challengeOf(response: { headers(): Record<string, string> }): Record<string, string> {
  const [scheme = '', ...rest] = response.headers()['www-authenticate']?.split(' ') ?? []
  const parameters = [...rest.join(' ').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])
  return { scheme, ...Object.fromEntries(parameters) }
}
