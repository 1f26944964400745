import { Agent, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const CREDENTIALS = JSON.stringify({ username: 'simpleuser', password: 'password' })
const APP = { 'x-client-id': 'storefront-web-app' }
const INVALID = [400, 'CIAM_E01_05_001']

describe('the content type', () => {
  const login = (contentType: string) =>
    api.send('POST', '/auth/login', { headers: { ...APP, 'content-type': contentType }, body: CREDENTIALS })

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON ;charset=UTF-8',
    'application/problem+json',
    'text/plain;charset=UTF-8',
  ])('%s is JSON', async contentType => expect((await login(contentType)).status).toBe(201))

  test('none is JSON too', async () => {
    // A Blob without a type is what fetch sends without one.
    const answer = await api.send('POST', '/auth/login', { headers: APP, body: new Blob([CREDENTIALS]) })
    expect(answer.status).toBe(201)
  })

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'json',
    'application/json, text/plain',
  ])('%s is refused, and it says what it should be', async contentType => {
    const { status, body } = await login(contentType)
    expect([status, body.error_code, body.field]).toEqual([...INVALID, 'content-type'])
    expect(body.detail).toContain('application/json')
  })

  test('of a form', async () => {
    const headers = basic('back-office', api.secrets['back-office'] ?? '')
    const introspect = (contentType: string, body: string) =>
      api.send('POST', '/auth/token/introspect', { headers: { ...headers, 'content-type': contentType }, body })
    const form = 'application/x-www-form-urlencoded'
    expect((await introspect(`${form};charset=UTF-8`, 'token=x')).body).toEqual({ active: false })
    const json = await introspect('application/json', '{"token":"x"}')
    expect([json.status, json.body.field]).toEqual([400, 'content-type'])
    const twice = await introspect(form, 'token=x&token=y')
    expect([twice.status, twice.body.field]).toEqual([400, 'body'])
  })
})

describe('the size', () => {
  const TOO_LONG = 'x'.repeat(64 * 1024 + 1)

  test('of 64 kB is read, one byte more is not', async () => {
    const padded = (bytes: number) => CREDENTIALS.padEnd(bytes, ' ')
    const post = (body: string) =>
      api.send('POST', '/auth/login', { headers: { ...APP, 'content-type': 'application/json' }, body })
    expect((await post(padded(64 * 1024))).status).toBe(201)
    const { status, body } = await post(padded(64 * 1024 + 1))
    expect([status, body.error_code, body.field]).toEqual([...INVALID, 'body'])
  })

  test.each(['announced', 'not announced'])('%s and too large is refused; the connection goes on', async how => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const headers: Record<string, string> = how === 'announced' ? { 'content-length': String(TOO_LONG.length) } : {}
    try {
      expect(await post(agent, TOO_LONG, headers)).toMatchObject({ status: 400, field: 'body' })
      expect(await post(agent, CREDENTIALS, {})).toMatchObject({ status: 201 })
    } finally {
      agent.destroy()
    }
  })

  // Without a content-length, node sends what is written in pieces.
  function post(agent: Agent, body: string, headers: Record<string, string>) {
    const { hostname, port } = new URL(api.url)
    return new Promise<{ status: number | undefined; field: string | undefined }>((resolve, reject) => {
      const sent = request(
        { agent, hostname, port, method: 'POST', path: '/api/v1/auth/login', headers: { ...APP, ...headers } },
        async response => {
          let text = ''
          for await (const piece of response) text += piece
          resolve({ status: response.statusCode, field: JSON.parse(text).field })
        },
      )
      sent.on('error', reject)
      sent.write(body.slice(0, 10))
      sent.end(body.slice(10))
    })
  }
})
