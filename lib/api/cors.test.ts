import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, cookie, startTestApi, type TestApi } from './testing/test-api.ts'

const SHOP = 'https://shop.example.com'
const OTHER = 'https://other.example.com'
const OWN = 'http://localhost:3000'
const EVIL = 'https://evil.example'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  await api.rows(
    `UPDATE client_apps SET allowed_origins = CASE client_id WHEN 'storefront-web-app' THEN ARRAY[$1] ELSE ARRAY[$2] END
     WHERE client_id IN ('storefront-web-app', 'mobile-app')`,
    [`${SHOP}/`, OTHER],
  )
})
afterAll(() => api.close())

const preflight = (path: string, origin: string) =>
  api.send('OPTIONS', path, {
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  })
const corsOf = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')))

describe('a preflight', () => {
  test('of an allowed origin is told that it may, with the cookie', async () => {
    const { status, body, headers } = await preflight('/auth/login', SHOP)
    expect([status, body]).toEqual([204, ''])
    expect(corsOf(headers)).toMatchObject({
      'access-control-allow-origin': SHOP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': expect.stringContaining('x-client-id'),
      'access-control-max-age': '600',
    })
    expect(headers.get('vary')).toBe('Origin')
    expect(headers.get('x-correlation-id')).toBeTruthy()
  })

  test('is answered at every endpoint, those with an id in the path too', async () => {
    const { body } = await api.get('/openapi.json')
    for (const [path, methods] of Object.entries(body.paths as Record<string, object>)) {
      const asked = path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, '0d3c2f3e-6d1a-4d25-9d7c-0a7f6a2b9c11')
      const { status, headers } = await preflight(asked, SHOP)
      expect([path, status, headers.get('access-control-allow-origin')]).toEqual([path, 204, SHOP])
      for (const method of Object.keys(methods))
        expect(headers.get('access-control-allow-methods')).toContain(method.toUpperCase())
    }
  })

  test.each([EVIL, 'null', `${SHOP}.evil.example`, 'https://shop.example.com:8443', 'http://shop.example.com'])(
    'of %s is told nothing',
    async origin => {
      const { status, headers } = await preflight('/auth/login', origin)
      expect([status, corsOf(headers)]).toEqual([204, {}])
    },
  )

  test('of a path nobody answers', async () => {
    expect((await preflight('/nothing/here', SHOP)).status).toBe(404)
  })
})

describe('an answer', () => {
  const credentials = { username: 'simpleuser', password: 'password' }

  test('may be read by its app’s pages, also when it is a failure', async () => {
    const right = await api.post('/auth/login', credentials, { origin: SHOP })
    const wrong = await api.post('/auth/login', { ...credentials, password: 'no' }, { origin: SHOP })
    expect([right.status, wrong.status]).toEqual([201, 401])
    for (const { headers } of [right, wrong]) {
      expect(corsOf(headers)).toMatchObject({
        'access-control-allow-origin': SHOP,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': expect.stringContaining('retry-after'),
      })
      expect(headers.get('vary')).toBe('Origin')
    }
    const missing = await api.get('/nothing/here', { origin: SHOP })
    expect([missing.status, missing.headers.get('access-control-allow-origin')]).toEqual([404, SHOP])
  })

  test('may not be read by another app’s pages, nor by anybody’s', async () => {
    for (const origin of [OTHER, EVIL, 'null']) {
      const { headers } = await api.get('/auth/userinfo', { origin })
      expect(corsOf(headers)).toEqual({})
    }
  })

  test('without an origin says nothing of them', async () => {
    expect(corsOf((await api.get('/auth/userinfo')).headers)).toEqual({})
  })

  test('what is public stays so, and never comes with the cookie', async () => {
    for (const path of ['/.well-known/openid-configuration', '/.well-known/jwks.json', '/openapi.json']) {
      const { headers } = await api.get(path, { origin: EVIL })
      expect(corsOf(headers)).toEqual({ 'access-control-allow-origin': '*' })
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    }
  })
})

describe('a request of a page', () => {
  const credentials = { username: 'simpleuser', password: 'password' }
  const refusal = [403, 'CIAM_E01_01_010', 'Origin not allowed']

  test.each([
    ['of an unknown origin', { origin: EVIL }],
    ['of another app’s origin', { origin: OTHER }],
    ['without an origin', { origin: 'null' }],
    ['that is cross-site and hides its origin', { 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour that hides its origin', { 'sec-fetch-site': 'same-site' }],
    ['of an unknown origin, which its browser calls cross-site', { origin: EVIL, 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused before anything happens', async (_, headers: Record<string, string>) => {
    const { refreshToken, sessionId } = await api.signIn()
    const [before] = await api.rows('SELECT count(*)::int AS n FROM audit_logs')
    for (const path of ['/auth/refresh', '/auth/logout']) {
      const answer = await api.post(path, undefined, { ...cookie(refreshToken), ...headers })
      expect([answer.status, answer.body.error_code, answer.body.title]).toEqual(refusal)
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
    const login = await api.post('/auth/login', credentials, headers)
    expect([login.status, login.body.error_code, login.body.title]).toEqual(refusal)
    expect(await api.rows('SELECT count(*)::int AS n FROM audit_logs')).toEqual([before])
    const [session] = await api.rows('SELECT status FROM sessions WHERE session_id = $1', [sessionId])
    expect(session.status).toBe('ACTIVE')
    expect((await api.post('/auth/refresh', undefined, cookie(refreshToken))).status).toBe(200)
  })

  test.each([
    ['of the app’s origin', () => ({ origin: SHOP, 'sec-fetch-site': 'same-site' })],
    ['of our own', () => ({ origin: OWN })],
    [
      'at the address it asks for, by a browser that says so',
      () => ({ origin: EVIL, 'sec-fetch-site': 'same-origin' }),
    ],
    ['at the address it asks for, by an old browser', () => ({ origin: api.url })],
    ['that is none', () => ({})],
  ])('%s passes', async (_, headersOf) => {
    const headers = headersOf() as Record<string, string>
    const { refreshToken } = await api.signIn()
    const refreshed = await api.post('/auth/refresh', undefined, { ...cookie(refreshToken), ...headers })
    expect(refreshed.status).toBe(200)
    const out = await api.post('/auth/logout', undefined, { ...bearer(refreshed.body.access_token), ...headers })
    expect(out.status).toBe(200)
  })
})
