import { request } from 'node:http'
import { validate as isUuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AGENT, startTestApi, type TestApi } from './testing/test-api.ts'

const ID = '0d3c2f3e-6d1a-4d25-9d7c-0a7f6a2b9c11'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ PUBLIC_URL: 'https://sign-in.example.com' })
})
afterAll(() => api.close())

describe('a method that a path does not have', () => {
  test.each([
    ['GET', '/auth/login', 'POST, OPTIONS'],
    ['HEAD', '/auth/login', 'POST, OPTIONS'],
    ['PUT', '/auth/login', 'POST, OPTIONS'],
    ['PROPFIND', '/auth/login', 'POST, OPTIONS'],
    ['POST', '/auth/userinfo', 'GET, HEAD, OPTIONS'],
    ['POST', '/.well-known/jwks.json', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/openapi.json', 'GET, HEAD, OPTIONS'],
    ['DELETE', `/auth/mfa/transactions/${ID}`, 'POST, OPTIONS'],
  ])('%s %s is 405', async (method, path, allow) => {
    const { status, headers, body } = await api.send(method, path, { headers: { 'x-correlation-id': ID } })
    expect([status, headers.get('allow')]).toEqual([405, allow])
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('x-correlation-id')).toBe(ID)
    if (method !== 'HEAD') expect(body).toMatchObject({ status: 405, title: 'Method not allowed', correlation_id: ID })
  })

  test('OPTIONS says which it has, to whoever asks', async () => {
    const { status, headers, body } = await api.send('OPTIONS', '/auth/userinfo')
    expect([status, headers.get('allow'), body]).toEqual([204, 'GET, HEAD, OPTIONS', ''])
  })

  test('HEAD is GET without the body', async () => {
    const { status, headers, body } = await api.send('HEAD', '/health')
    expect([status, headers.get('content-type'), body]).toEqual([200, 'application/json', ''])
  })
})

describe('a path nobody answers', () => {
  test.each(['/nothing/here', '/auth/login/', '/auth/login/more', '/auth/mfa/transactions', '/auth/%ff', '/'])(
    '%s is 404',
    async path => {
      const { status, body, headers } = await api.get(path, { 'x-correlation-id': ID })
      expect([status, body.title, body.correlation_id]).toEqual([404, 'Not found', ID])
      expect(headers.get('content-type')).toBe('application/problem+json')
    },
  )
})

describe('every answer', () => {
  const asked: [string, string, number][] = [
    ['POST', '/auth/login', 400],
    ['GET', '/auth/userinfo', 401],
    ['GET', '/health', 200],
    ['GET', '/openapi.json', 200],
    ['GET', '/.well-known/jwks.json', 200],
    ['GET', '/nothing', 404],
    ['GET', '/auth/login', 405],
    ['OPTIONS', '/auth/login', 204],
  ]

  test.each(asked)('%s %s (%i) tells a browser to keep its hands off', async (method, path, status) => {
    const answer = await api.send(method, path)
    expect(answer.status).toBe(status)
    const isPublic = path.includes('.')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': path.startsWith('/.well-known') ? 'public, max-age=300' : 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': isPublic ? 'cross-origin' : 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      vary: 'Origin',
    })
  })

  test.each(asked)('%s %s (%i) carries a correlation id; one that is none is replaced', async (method, path) => {
    const made = (await api.send(method, path)).headers.get('x-correlation-id') ?? ''
    expect(isUuid(made)).toBe(true)
    const given = await api.send(method, path, { headers: { 'x-correlation-id': ID.toUpperCase() } })
    expect(given.headers.get('x-correlation-id')?.toLowerCase()).toBe(ID)
    const replaced = await api.send(method, path, { headers: { 'x-correlation-id': `${ID}'--` } })
    expect(isUuid(replaced.headers.get('x-correlation-id') ?? '')).toBe(true)
  })

  test('also to what is too broken to be routed', async () => {
    const answer = await raw({ path: '/api/v1/health', headers: { host: 'a b' } })
    expect(answer.status).toBe(400)
    expect(isUuid(String(answer.headers['x-correlation-id']))).toBe(true)
    expect(answer.headers['content-type']).toBe('application/problem+json')
  })

  test('over http says nothing of https', async () => {
    const plain = await startTestApi()
    try {
      expect((await plain.get('/health')).headers.get('strict-transport-security')).toBeNull()
    } finally {
      await plain.close()
    }
  })
})

test('the log names the endpoint, and never what a client wrote into a path', async () => {
  const lines: Record<string, unknown>[] = []
  const { parts } = api
  const { createApi } = await import('./app.ts')
  const log = Object.assign(Object.create(parts.log), {
    child: () => ({ info: (line: Record<string, unknown>) => lines.push(line) }),
  })
  const app = createApi({ ...parts, log })
  const headers = { 'x-correlation-id': ID, 'user-agent': AGENT }
  await app.request('/api/v1/rt_secret-in-a-path', { headers })
  await app.request('/api/v1/auth/login', { headers })
  await app.request(`/api/v1/auth/mfa/transactions/${ID}`, { headers, method: 'OPTIONS' })
  expect(lines).toMatchObject([
    { correlation_id: ID, method: 'get', path: '(unknown)', status: 404 },
    { correlation_id: ID, method: 'get', path: '/api/v1/auth/login', status: 405 },
    { correlation_id: ID, method: 'options', path: '/api/v1/auth/mfa/transactions/{id}', status: 204 },
  ])
})

function raw(options: { path: string; headers: Record<string, string> }) {
  const { hostname, port } = new URL(api.url)
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    const sent = request({ hostname, port, ...options }, response => {
      response.resume()
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers }))
    })
    sent.on('error', reject)
    sent.end()
  })
}
