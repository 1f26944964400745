import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { describeApi } from '../describe-api.ts'
import { startTestApi, type TestApi } from '../testing/test-api.ts'
import { ApiProblem, createClient, dataOf } from './client.ts'
import { writeSchema } from './write-schema.ts'

const sourceOf = (file: string) => readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8')

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const open = (more: Partial<Parameters<typeof createClient>[0]> = {}) =>
  createClient({ baseUrl: api.url, clientId: 'storefront-web-app', ...more })
const password = { username: 'simpleuser', password: 'password' }

test('the types that are kept are those of the document', () => {
  expect(sourceOf('./schema.d.ts') === writeSchema(describeApi(parseEnv({}))), 'run: npm run api:client').toBe(true)
})

test('what a browser loads of it is openapi-fetch and nothing of ours', () => {
  const imports = [...sourceOf('./client.ts').matchAll(/^import (type )?.* from '(.*)'$/gm)]
  expect(imports.filter(([, type]) => !type).map(([, , from]) => from)).toEqual(['openapi-fetch'])
})

describe('calls', () => {
  test('sign in, and the answer is one of four by its code', async () => {
    const { data, error, response } = await open().POST('/api/v1/auth/login', { body: password })
    expect([response.status, error]).toEqual([201, undefined])
    if (data?.response_type_code !== 'SUCCESS') throw new Error('not signed in')
    expectTypeOf(data.expires_in).toEqualTypeOf<number>()
    expect(data.expires_in).toBe(900)
    const claims = await dataOf(open({ accessToken: data.access_token }).GET('/api/v1/auth/userinfo'))
    expect(claims.preferred_username).toBe('simpleuser')
  })

  test('the token is asked for at each request', async () => {
    const { accessToken } = await api.signIn()
    let mine: string | null = null
    const client = open({ accessToken: () => mine })
    const refused = await client.GET('/api/v1/auth/userinfo')
    expect(refused.error).toMatchObject({ status: 401, error_code: 'CIAM_E04_00_006' })
    mine = accessToken
    expect((await client.GET('/api/v1/auth/userinfo')).response.status).toBe(200)
  })

  test('each request says who asks, from what, and bears an id that comes back', async () => {
    const seen: Request[] = []
    const client = open({
      appVersion: '2.1.0',
      deviceFingerprint: () => 'a-browser',
      fetch: request => {
        seen.push(request.clone())
        return fetch(request)
      },
    })
    const { response } = await client.GET('/api/v1/health')
    const sent = seen[0]!
    expect(Object.fromEntries(sent.headers)).toMatchObject({
      'x-client-id': 'storefront-web-app',
      'x-app-version': '2.1.0',
      'x-device-fingerprint': 'a-browser',
    })
    expect(sent.credentials).toBe('include')
    expect(response.headers.get('x-correlation-id')).toBe(sent.headers.get('x-correlation-id'))
  })

  test('a header of one call goes before the client’s own', async () => {
    const client = open({ accessToken: 'not a token' })
    const headers = { authorization: `Bearer ${(await api.signIn()).accessToken}` }
    expect((await client.GET('/api/v1/auth/userinfo', { headers })).response.status).toBe(200)
  })
})

describe('problems', () => {
  test('are typed by what the endpoint may answer', async () => {
    const { error } = await open().POST('/api/v1/auth/login', { body: { ...password, password: 'wrong' } })
    if (error?.status !== 401) throw new Error('not refused')
    expectTypeOf(error.error_code).toExtend<'CIAM_E01_01_001' | 'CIAM_E01_01_016' | 'CIAM_E04_00_010'>()
    expect(error.error_code).toBe('CIAM_E01_01_001')
  })

  test('are thrown where data is asked for', async () => {
    const call = dataOf(open({ clientId: 'nobody' }).POST('/api/v1/auth/login', { body: password }))
    const problem = await call.then(
      () => null,
      error => error,
    )
    expect(problem).toBeInstanceOf(ApiProblem)
    expect(problem).toMatchObject({ status: 401, message: 'Missing or wrong API key', retryAfterSeconds: null })
    expect(problem.problem.correlation_id).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('of a proxy on the way are problems too', async () => {
    const answer = () =>
      Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'retry-after': '7' } }))
    const call = dataOf(open({ fetch: answer }).GET('/api/v1/health'))
    await expect(call).rejects.toMatchObject({ status: 502, message: 'The server answered 502', retryAfterSeconds: 7 })
  })
})
