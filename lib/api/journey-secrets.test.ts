import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '#lib/log.ts'
import { createListener } from './app.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import {
  accept,
  approve,
  beginLogin,
  bind,
  challenge,
  otherThan,
  passOtp,
  poll,
  type Step,
  sentCode,
  signInPhone,
  stepOf,
  verify,
} from './testing/journeys.ts'
import { type Answer, claimsOf, cookie } from './testing/test-api.ts'

// Over whole journeys, their failures too: no code, token, password or session id where somebody could read it.

let api: JourneyApi
let close: () => Promise<unknown>
let lines = ''

beforeAll(async () => {
  const started = await startJourneyApi()
  const log = createLog(
    'trace',
    new Writable({
      write(line, _, done) {
        lines += line
        done()
      },
    }),
  )
  const server = createServer(createListener({ ...started.parts, log }))
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`
  api = { ...started, post: (path, body, headers) => post(`${url}${path}`, body, headers) }
  close = async () => {
    server.closeAllConnections()
    server.close()
    await started.close()
  }
})
afterAll(() => close())

/** Everything that was seen on the way and must be nowhere else, by what it is. */
const secrets = new Map<string, string>()

async function post(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-client-id': 'storefront-web-app', 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const answer = (await response.json()) as Answer['body']
  const refreshToken = /refresh_token=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? null
  const { access_token, id_token } = answer
  if (access_token) {
    secrets.set(access_token, 'access token').set(id_token, 'ID token').set(access_token.split('.')[2], 'signature')
    secrets.set(String(claimsOf(id_token).sid), 'session id')
  }
  if (refreshToken) secrets.set(refreshToken, 'refresh token')
  return { status: response.status, body: answer, headers: response.headers, refreshToken }
}

const codeFor = async (step: Step) => {
  const code = await sentCode(api, step)
  secrets.set(code, 'code')
  return code
}

async function live() {
  const { username } = await api.people.add()
  const phone = await signInPhone(api, username)
  await api.people.change(username, { pendingDocuments: ['terms-of-service'] })
  const code = await challenge(api, await beginLogin(api, username, { 'x-device-fingerprint': 'fp-secret' }))
  const right = await codeFor(code)
  secrets.set(otherThan(right), 'wrong code')
  const next = stepOf(await verify(api, code, otherThan(right)))
  const again = await challenge(api, next)
  const document = await verify(api, again, await codeFor(again))
  const offer = await accept(api, stepOf(document), 'terms-of-service')
  const done = await bind(api, stepOf(offer))
  await api.post('/auth/refresh', undefined, cookie(done.refreshToken ?? ''))
  const push = await challenge(api, await beginLogin(api, username), 'push')
  await approve(api, push, push.displayNumber ?? 0, phone)
  await poll(api, push)
  const broken = await challenge(api, await beginLogin(api, username))
  const code2 = await codeFor(broken)
  await api.rows('ALTER TABLE audit_logs RENAME TO audit_logs_away')
  const failed = await verify(api, broken, code2)
  const refreshed = await api.post('/auth/refresh', undefined, cookie(done.refreshToken ?? ''))
  await api.rows('ALTER TABLE audit_logs_away RENAME TO audit_logs')
  expect([failed.status, refreshed.status]).toEqual([503, 200])
  await passOtp(api, await beginLogin(api, username))
}

const found = (text: string, but: string[] = []) =>
  [...secrets].filter(([secret, what]) => !but.includes(what) && text.includes(secret)).map(([, what]) => what)

const readable = async (query: string) => JSON.stringify(await api.rows(query))

test('nothing of it is kept or told', async () => {
  await live()
  expect([...new Set(secrets.values())].sort()).toEqual([
    'ID token',
    'access token',
    'code',
    'refresh token',
    'session id',
    'signature',
    'wrong code',
  ])
  await expect.poll(() => lines.split('\n').length, { timeout: 5000 }).toBeGreaterThan(20)
  expect(lines).toContain('"status":503')
  expect(found(lines)).toEqual([])
  expect(lines).not.toMatch(/"password"|fp-secret|params/)
  // The audit log says of which session it speaks, in a column of its own; the rest of a row says nothing.
  const events = await readable('SELECT event_type, event_data, user_agent FROM audit_logs')
  expect(found(events, ['session id'])).toEqual([])
  expect(events).not.toMatch(/"(?!method)\w+":"password"/)
  expect(found(await readable('SELECT payload FROM graphile_worker._private_jobs'))).toEqual([])
  for (const table of [
    'auth_contexts',
    'auth_transactions',
    'otp_challenges',
    'tokens',
    'drs_evaluations',
    'esign_acceptances',
  ]) {
    expect([table, found(await readable(`SELECT * FROM ${table}`), ['session id'])]).toEqual([table, []])
  }
})
