import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { basic, bearer, cookie, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterEach(() => api.rows(`UPDATE client_apps SET status = 'ACTIVE'`))
afterAll(() => api.close())

const disable = (clientId: string) =>
  api.rows(`UPDATE client_apps SET status = 'DISABLED' WHERE client_id = $1`, [clientId])
const named = (clientId: string) => ({ 'x-client-id': clientId })
const REFUSED = [401, 'CIAM_E04_00_010']
const outcome = ({ status, body }: { status: number; body: { error_code?: string } }) => [status, body.error_code]

/** Every endpoint that a token or a key is brought to, as `clientId` calls it. */
function calls({ accessToken, refreshToken }: { accessToken: string; refreshToken: string }, headers: object) {
  const gateway = { 'x-api-key': api.secrets['edge-gateway'] ?? '' }
  const backOffice = basic('back-office', api.secrets['back-office'] ?? '')
  return {
    userinfo: () => api.get('/auth/userinfo', { ...bearer(accessToken), ...headers }),
    verify: () => api.post('/auth/token/verify', { token: accessToken }, { ...gateway, ...headers }),
    introspect: () => api.form('/auth/token/introspect', { token: accessToken }, { ...backOffice, ...headers }),
    revoke: () => api.form('/auth/token/revoke', { token: accessToken }, { ...headers }),
    refresh: () => api.post('/auth/refresh', undefined, { ...cookie(refreshToken), ...headers }),
    nativeRefresh: () => api.post('/auth/token/refresh', { refresh_token: refreshToken }, { ...headers }),
    nothingToRefresh: () => api.post('/auth/refresh', undefined, { ...headers }),
    unknownRefresh: () => api.post('/auth/token/refresh', { refresh_token: 'rt_unknown' }, { ...headers }),
    logout: () => api.post('/auth/logout', undefined, { ...bearer(accessToken), ...headers }),
    login: () => api.post('/auth/login', { username: 'simpleuser', password: 'password' }, { ...headers }),
  }
}

describe('x-client-id', () => {
  test.each(['no-such-app', 'ticketing', '', "' OR 1=1 --", 'x'.repeat(5000)])(
    'that is not a registered, active app (%#) is refused at every endpoint, and nothing happens',
    async clientId => {
      const signedIn = await api.signIn()
      await disable('ticketing')
      for (const [name, call] of Object.entries(calls(signedIn, named(clientId)))) {
        const answer = await call()
        // What cannot be an id is said to be none, where ids are read with everything else.
        const isNoId = name === 'login' && !/^.{1,50}$/.test(clientId)
        expect([name, ...outcome(answer)]).toEqual([name, ...(isNoId ? [400, 'CIAM_E01_05_001'] : REFUSED)])
      }
      const { refreshToken } = signedIn
      expect((await api.post('/auth/refresh', undefined, cookie(refreshToken))).status).toBe(200)
    },
  )

  test('of another app than the token’s is refused', async () => {
    const signedIn = await api.signIn()
    const { userinfo, refresh, nativeRefresh, logout } = calls(signedIn, named('mobile-app'))
    for (const call of [userinfo, refresh, nativeRefresh, logout]) expect(outcome(await call())).toEqual(REFUSED)
    const own = calls(signedIn, named('storefront-web-app'))
    expect((await own.userinfo()).status).toBe(200)
    expect((await own.logout()).status).toBe(200)
  })

  test('left out, the token’s app counts', async () => {
    const { accessToken, refreshToken } = await api.signIn()
    const bare = (path: string, headers: Record<string, string>, method = 'POST') =>
      api.send(method, path, { headers }).then(({ status }) => status)
    expect(await bare('/auth/userinfo', bearer(accessToken), 'GET')).toBe(200)
    expect(await bare('/auth/refresh', cookie(refreshToken))).toBe(200)
    const again = await api.signIn()
    expect(await bare('/auth/logout', cookie(again.refreshToken))).toBe(200)
  })
})

describe('an app that is disabled after it got its tokens', () => {
  test('they are good for nothing from that moment, and good again when it is back', async () => {
    const signedIn = await api.signIn()
    await disable('storefront-web-app')
    const unnamed = (path: string, headers: Record<string, string>, method = 'POST') =>
      api.send(method, path, { headers })
    const { accessToken, refreshToken } = signedIn
    expect(outcome(await unnamed('/auth/userinfo', bearer(accessToken), 'GET'))).toEqual(REFUSED)
    expect(outcome(await unnamed('/auth/refresh', cookie(refreshToken)))).toEqual(REFUSED)
    expect(outcome(await unnamed('/auth/logout', bearer(accessToken)))).toEqual(REFUSED)
    const asked = calls(signedIn, named('mobile-app'))
    expect((await asked.verify()).body).toEqual({ active: false })
    expect((await asked.introspect()).body).toEqual({ active: false })

    await api.rows(`UPDATE client_apps SET status = 'ACTIVE'`)
    expect((await asked.verify()).body.active).toBe(true)
    expect((await unnamed('/auth/userinfo', bearer(accessToken), 'GET')).status).toBe(200)
  })

  test('a gateway that names no app learns it with the next question, and of nobody else', async () => {
    const [gone, mobile] = [
      await api.signIn(),
      await api.post('/auth/login', { username: 'simpleuser', password: 'password' }, named('mobile-app')),
    ]
    const headers = { 'x-api-key': api.secrets['edge-gateway'] ?? '', 'content-type': 'application/json' }
    const verify = async (token: string) =>
      (await api.send('POST', '/auth/token/verify', { headers, body: JSON.stringify({ token }) })).body.active
    const both = async () => [await verify(gone.accessToken), await verify(mobile.body.access_token)]
    expect(await both()).toEqual([true, true])
    await disable('storefront-web-app')
    for (const _ of [1, 2]) expect(await both()).toEqual([false, true])
    await api.rows(`UPDATE client_apps SET status = 'ACTIVE'`)
    for (const _ of [1, 2]) expect(await both()).toEqual([true, true])
  })

  test('another app’s tokens stay as they are', async () => {
    const signedIn = await api.signIn()
    await disable('mobile-app')
    const asked = calls(signedIn, {})
    expect((await asked.verify()).body.active).toBe(true)
    expect((await asked.introspect()).body.active).toBe(true)
    expect((await asked.userinfo()).status).toBe(200)
  })
})

test('a server app cannot be named without its secret to revoke what is its own', async () => {
  const login = await api.post('/auth/login', { username: 'simpleuser', password: 'password' }, named('web-banking'))
  const token = login.body.access_token
  for (const [body, headers] of [
    [{ token, client_id: 'web-banking' }, {}],
    [{ token }, named('web-banking')],
    [{ token, client_id: 'no-such-app' }, {}],
  ] as const) {
    expect(outcome(await api.form('/auth/token/revoke', body, headers))).toEqual(REFUSED)
  }
  const secret = basic('web-banking', api.secrets['web-banking'] ?? '')
  expect((await api.form('/auth/token/revoke', { token }, secret)).status).toBe(200)
  expect((await api.get('/auth/userinfo', { ...bearer(token), ...named('web-banking') })).status).toBe(401)
})

test('opaque access tokens serve everywhere a JWT does', async () => {
  const login = await api.post('/auth/login', { username: 'simpleuser', password: 'password' }, named('web-banking'))
  const signedIn = { accessToken: login.body.access_token, refreshToken: login.refreshToken ?? '' }
  expect(signedIn.accessToken).toMatch(/^at_[\w-]{43}$/)
  const own = calls(signedIn, named('web-banking'))
  expect((await own.userinfo()).body.preferred_username).toBe('simpleuser')
  expect((await own.verify()).body.active).toBe(true)
  const { introspect } = calls(signedIn, {})
  expect((await introspect()).body).toMatchObject({ active: true, client_id: 'web-banking', token_type: 'Bearer' })

  const refreshed = await own.nativeRefresh()
  expect(refreshed.body.access_token).toMatch(/^at_[\w-]{43}$/)
  expect(refreshed.body.access_token).not.toBe(signedIn.accessToken)
  // The answer was lost, and is asked for once more.
  expect((await own.nativeRefresh()).body.access_token).toBe(refreshed.body.access_token)
  expect((await own.verify()).body).toEqual({ active: false })
  expect((await own.userinfo()).status).toBe(401)
  const after = { accessToken: refreshed.body.access_token, refreshToken: refreshed.body.refresh_token }
  const next = calls(after, named('web-banking'))
  expect((await next.verify()).body.active).toBe(true)
  expect((await next.logout()).status).toBe(200)
  expect((await next.verify()).body).toEqual({ active: false })
})
