import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookie, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({
    LIMIT_SIGN_INS_PER_USERNAME: '3',
    LIMIT_SIGN_INS_PER_ADDRESS: '8',
    LIMIT_REFRESHES_PER_SESSION: '2',
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
