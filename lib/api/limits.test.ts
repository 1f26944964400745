import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookie, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({
    LIMIT_SIGN_INS_PER_USERNAME: '3',
    LIMIT_SIGN_INS_PER_ADDRESS: '8',
    LIMIT_REFRESHES_PER_SESSION: '2',
    LIMIT_SIGN_INS_PER_APP: '40',
    TRUSTED_PROXIES: '127.0.0.1',
  })
})
afterAll(() => api.close())

const login = (username: string, address: string) =>
  api.post('/auth/login', { username, password: 'password' }, { 'x-forwarded-for': address })

const expectRefused = (answer: Awaited<ReturnType<typeof login>>) => {
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60)
}

test('sign-ins per typed name, however it is spelt', async () => {
  for (const username of ['simpleuser', ' SimpleUser', 'SIMPLEUSER ']) {
    expect((await login(username, '203.0.113.1')).status).not.toBe(429)
  }
  expectRefused(await login('simpleuser', '203.0.113.2'))
})

test('sign-ins per address, and the address is the one the proxy names', async () => {
  for (let n = 0; n < 8; n++) expect((await login(`somebody-${n}`, '203.0.113.9')).status).toBe(401)
  expectRefused(await login('somebody-else', '203.0.113.9'))
  expect((await login('somebody-else', '203.0.113.10')).status).toBe(401)
})

test('refreshes per session', async () => {
  const { refreshToken } = await login('agent', '203.0.113.21')
  const first = await api.post('/auth/refresh', undefined, cookie(refreshToken ?? ''))
  const second = await api.post('/auth/refresh', undefined, cookie(first.refreshToken ?? ''))
  expect([first.status, second.status]).toEqual([200, 200])
  expectRefused(await api.post('/auth/refresh', undefined, cookie(second.refreshToken ?? '')))
})

const limitOf = ({ headers }: { headers: Headers }) =>
  ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'].map(name => headers.get(name)).map(Number)

test('an answer tells what is left of the limit nearest to its end', async () => {
  const first = limitOf(await login('locked', '203.0.113.31'))
  expect(first.slice(0, 2)).toEqual([3, 2])
  expect(first[2]).toBeGreaterThan(50)
  expect(first[2]).toBeLessThanOrEqual(60)
  for (let n = 0; n < 6; n++) await login(`somebody-${n}`, '203.0.113.32')
  expect(limitOf(await login('nobody', '203.0.113.32')).slice(0, 2)).toEqual([8, 1])
})

test('a refusal says the same as its Retry-After', async () => {
  let answer = await login('brute', '203.0.113.41')
  for (let n = 0; n < 3; n++) answer = await login('brute', '203.0.113.41')
  expectRefused(answer)
  const [limit, remaining, reset] = limitOf(answer)
  expect([limit, remaining]).toEqual([3, 0])
  expect(reset).toBe(Number(answer.headers.get('retry-after')))
  expect(answer.body.detail).toBeUndefined()
})

test('what has no limit says nothing of one', async () => {
  expect((await api.get('/health')).headers.has('ratelimit-limit')).toBe(false)
})

test('an IPv6 client has one limit for its whole network', async () => {
  for (let n = 0; n < 8; n++) expect((await login(`v6-${n}`, `2001:db8:0:1::${n}`)).status).toBe(401)
  expectRefused(await login('v6-more', '2001:DB8:0:1:ffff::1'))
  expect((await login('v6-more', '2001:db8:0:2::1')).status).toBe(401)
})

test('sign-ins per client app, the last of all: another app goes on', async () => {
  const signIn = (n: number, app: string) =>
    api.post(
      '/auth/login',
      { username: `app-${n}`, password: 'no' },
      { 'x-client-id': app, 'x-forwarded-for': `198.51.100.${n}` },
    )
  const answers = await Promise.all(Array.from({ length: 41 }, (_, n) => signIn(n, 'mobile-app')))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
  expect((await signIn(50, 'storefront-web-app')).status).toBe(401)
}, 30_000)
