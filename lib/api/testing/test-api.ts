import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { registerClientApp } from '#lib/clients/register-client-app.ts'
import { systemContext } from '#lib/context.ts'
import { parseEnv } from '#lib/env.ts'
import { publishPackaged } from '#lib/esign/publish-packaged.ts'
import { openParts, type Parts } from '#lib/parts.ts'
import { createListener } from '../app.ts'
import { describeApi } from '../describe-api.ts'
import { type CheckAnswer, createCheck } from './check-answer.ts'

export const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/155.0.0.0 Safari/537.36'

// What an answer or a row holds, each test says for itself.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Anything = any

export type Answer = { status: number; body: Anything; headers: Headers; refreshToken: string | null }

export type TestApi = {
  parts: Parts
  database: TestDatabase
  /** Secrets of the apps that have one, by client id. */
  secrets: Record<string, string>
  url: string
  /** Each answer of these is checked against the API's own OpenAPI document; one that it does not describe throws. */
  send(method: string, path: string, init?: Omit<RequestInit, 'method'>): Promise<Answer>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  delete(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  form(path: string, body: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
  signIn(username?: string): Promise<SignedIn>
  rows<Row = Anything>(text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export type SignedIn = {
  accessToken: string
  idToken: string
  refreshToken: string
  contextId: string
  sessionId: string
}

/** The real API on a real port, over a database of its own (unless one is given) and the packaged demo directory. */
export async function startTestApi(
  overrides: Partial<Record<string, string>> = {},
  given?: TestDatabase,
): Promise<TestApi> {
  const database = given ?? (await createTestDatabase())
  const env = parseEnv({
    DATABASE_URL: database.appUrl,
    SECRET_KEY: 'a test secret of more than thirty-two characters',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    LIMIT_SIGN_INS_PER_USERNAME: '100000',
    LIMIT_SIGN_INS_PER_ADDRESS: '100000',
    LIMIT_SIGN_INS_PER_APP: '100000',
    LIMIT_STEPS_PER_CONTEXT: '100000',
    LIMIT_REFRESHES_PER_SESSION: '100000',
    ...overrides,
  })
  const parts = await openParts(env)
  const secrets = await registerApps(parts)
  await publishPackaged(parts.db)
  const check = remembering(createCheck(describeApi(env)))
  const server = createServer(createListener(parts))
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const send = (method: string, path: string, init: Omit<RequestInit, 'method'> = {}) =>
    fetchAnswer(`${url}${path.startsWith('/.') ? '' : '/api/v1'}${path}`, { ...init, method }, check)
  const common = { 'x-client-id': 'storefront-web-app', 'user-agent': AGENT }

  const api: TestApi = {
    parts,
    database,
    secrets,
    url,
    send,
    get: (path, headers) => send('GET', path, { headers: { ...common, ...headers } }),
    delete: (path, headers) => send('DELETE', path, { headers: { ...common, ...headers } }),
    post: (path, body, headers) =>
      send('POST', path, {
        headers: { ...common, 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    form: (path, body, headers) =>
      send('POST', path, {
        headers: { 'user-agent': AGENT, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(body).toString(),
      }),
    async signIn(username = 'simpleuser') {
      const answer = await api.post('/auth/login', { username, password: 'password' })
      if (answer.status !== 201)
        throw new Error(`sign-in of ${username}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return {
        accessToken: answer.body.access_token,
        idToken: answer.body.id_token,
        refreshToken: answer.refreshToken ?? '',
        contextId: answer.body.context_id,
        sessionId: claimsOf(answer.body.id_token).sid as string,
      }
    },
    rows: async (text, values) => (await database.owner.query(text, values)).rows,
    async close() {
      await new Promise(closed => {
        server.close(closed)
        server.closeAllConnections()
      })
      await parts.close()
      await database.drop()
      check.throwFirst()
    },
  }
  return api
}

export const claimsOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())

export const cookie = (refreshToken: string) => ({ cookie: `refresh_token=${refreshToken}` })
export const bearer = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` })
export const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

const APPS = [
  {
    clientId: 'storefront-web-app',
    kind: 'browser',
    scopes: ['openid', 'profile', 'accounts:read'],
    deviceBindOffer: true,
    handoffTargets: ['ticketing'],
  },
  { clientId: 'mobile-app', kind: 'mobile', scopes: ['openid', 'profile'], mayApprovePush: true },
  { clientId: 'web-banking', kind: 'server', scopes: ['openid', 'profile'], accessTokenFormat: 'opaque' },
  { clientId: 'edge-gateway', kind: 'gateway', scopes: [] },
  { clientId: 'back-office', kind: 'server', scopes: ['admin'] },
  { clientId: 'ticketing', kind: 'server', scopes: ['openid'] },
]

async function registerApps(parts: Parts) {
  const secrets: Record<string, string> = {}
  for (const app of APPS) {
    const { clientId, secret } = await registerClientApp(systemContext(parts, 'test'), { name: app.clientId, ...app })
    if (secret) secrets[clientId] = secret
  }
  return secrets
}

async function fetchAnswer(url: string, init: RequestInit & { method: string }, check: CheckAnswer): Promise<Answer> {
  const response = await fetch(url, init)
  const { status, headers } = response
  const text = await response.text()
  check({ method: init.method, path: new URL(url).pathname, status, headers, text })
  const isJson = headers.get('content-type')?.includes('json')
  const refreshToken = /refresh_token=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? null
  return { status, body: isJson && text ? JSON.parse(text) : text, headers, refreshToken }
}

// A test that swallows what a request throws must not swallow an answer nobody described: closing throws it again.
function remembering(check: CheckAnswer): CheckAnswer & { throwFirst(): void } {
  let first: unknown
  const checkAndRemember: CheckAnswer = answered => {
    try {
      check(answered)
    } catch (error) {
      first ??= error
      throw error
    }
  }
  return Object.assign(checkAndRemember, {
    throwFirst() {
      if (first) throw first
    },
  })
}
