import { afterAll, beforeAll, expect, test } from 'vitest'
import { ldapEnv } from '#lib/directory/testing/ldap-env.ts'
import { type Slapd, startSlapd } from '#lib/directory/testing/slapd.ts'
import { startTestApi, type TestApi } from './testing/test-api.ts'

let slapd: Slapd
let api: TestApi
beforeAll(async () => {
  slapd = await startSlapd()
  const settings = Object.entries(ldapEnv(slapd)).map(([name, value]) => [name, String(value)])
  api = await startTestApi(Object.fromEntries(settings))
})
afterAll(async () => {
  await api.close()
  await slapd.stop()
})

const login = (password = 'password') => api.post('/auth/login', { username: 'simpleuser', password })

test('users of a real LDAP server sign in, and are refused as anywhere', async () => {
  const right = await login()
  expect([right.status, right.body.response_type_code]).toEqual([201, 'SUCCESS'])
  expect((await login('not it')).body.error_code).toBe('CIAM_E01_01_001')
  const mfa = await api.post('/auth/login', { username: 'mfauser', password: 'password' })
  expect(mfa.body.otp_methods).toHaveLength(2)
  const disabled = await api.post('/auth/login', { username: 'disableduser', password: 'password' })
  expect(disabled.body.error_code).toBe('CIAM_E01_01_003')
})

test.each(['gone', 'hanging'] as const)(
  'a directory that is %s is 503 within 2 s, and nobody’s failed attempt',
  async how => {
    await login()
    const [before] = await api.rows('SELECT count(*)::int AS n FROM authentication_failures')
    const [contexts] = await api.rows('SELECT count(*)::int AS n FROM auth_contexts')
    await (how === 'gone' ? slapd.halt() : slapd.pause())
    const started = performance.now()
    const answer = await login()
    const took = performance.now() - started
    expect([answer.status, answer.body.error_code]).toEqual([503, 'CIAM_E05_00_002'])
    expect(took).toBeLessThan(2000)
    expect((await api.get('/health')).body).toMatchObject({
      status: 'degraded',
      checks: { database: 'ok', directory: 'down' },
    })
    expect(await api.rows('SELECT count(*)::int AS n FROM authentication_failures')).toEqual([before])
    expect(await api.rows('SELECT count(*)::int AS n FROM auth_contexts')).toEqual([contexts])
    await (how === 'gone' ? slapd.start() : slapd.resume())
    await expect.poll(async () => (await login()).status, { timeout: 10_000, interval: 300 }).toBe(201)
  },
)
