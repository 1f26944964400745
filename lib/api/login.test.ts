import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimsOf, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const login = (username: string, password = 'password', extra: object = {}, headers = {}) =>
  api.post('/auth/login', { username, password, ...extra }, headers)

const countOf = async (table: string, contextId: string) => {
  const [row] = await api.rows(`SELECT count(*)::int AS n FROM ${table} WHERE context_id = $1`, [contextId])
  return row.n
}

const trailOf = (contextId: string) =>
  api.rows('SELECT * FROM audit_logs WHERE context_id = $1 ORDER BY created_at, audit_id', [contextId])

describe('a user who needs no further step', () => {
  test('gets tokens and a cookie, to the letter', async () => {
    const answer = await login('simpleuser')
    expect(answer.status).toBe(201)
    expect(Object.keys(answer.body).sort()).toEqual(
      [
        'access_token',
        'context_id',
        'device_bound',
        'expires_in',
        'id_token',
        'response_type_code',
        'token_type',
      ].sort(),
    )
    expect(answer.body).toMatchObject({ response_type_code: 'SUCCESS', token_type: 'Bearer', expires_in: 900 })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^refresh_token=rt_[\w-]{43}; HttpOnly; Secure; SameSite=Strict; Path=\/; Max-Age=2592000$/,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('leaves 1 context SUCCESS, 1 evaluation, 1 session, 3 tokens, and its audit trail in order', async () => {
    const { contextId, sessionId } = await api.signIn()
    const [context] = await api.rows('SELECT * FROM auth_contexts WHERE context_id = $1', [contextId])
    expect(context).toMatchObject({
      auth_outcome: 'SUCCESS',
      auth_type: 'INITIAL',
      session_id: null,
      cupid: 'CUPID-DEMO-SIMPLE',
      username: 'simpleuser',
      app_id: 'storefront-web-app',
      app_version: '0.0.0',
      requires_additional_steps: false,
      ip_address: '127.0.0.1',
    })
    expect(await countOf('drs_evaluations', contextId)).toBe(1)
    expect(await countOf('sessions', contextId)).toBe(1)
    expect(await countOf('auth_transactions', contextId)).toBe(0)
    const tokens = await api.rows('SELECT token_type, status, parent_token_id FROM tokens WHERE session_id = $1', [
      sessionId,
    ])
    expect(tokens.map(token => token.token_type).sort()).toEqual(['ACCESS', 'ID', 'REFRESH'])
    expect(tokens.every(token => token.status === 'ACTIVE' && token.parent_token_id === null)).toBe(true)
    const trail = await trailOf(contextId)
    expect(trail.map(event => [event.event_type, event.session_id !== null])).toEqual([
      ['LOGIN_INITIATED', false],
      ['DRS_EVALUATION', false],
      ['SESSION_CREATED', true],
      ['LOGIN_SUCCESS', true],
    ])
    expect(trail.every(event => event.auth_type === 'INITIAL' && event.cupid === 'CUPID-DEMO-SIMPLE')).toBe(true)
  })

  test('nothing that works as a credential is kept', async () => {
    const { accessToken, idToken, refreshToken, sessionId } = await api.signIn()
    const rows = await api.rows('SELECT token_value, token_value_hash FROM tokens WHERE session_id = $1', [sessionId])
    const kept = JSON.stringify(rows)
    for (const token of [accessToken, idToken, refreshToken]) {
      expect(kept).not.toContain(token)
      expect(kept).not.toContain(token.split('.')[2] ?? token)
    }
    expect(rows.every(row => /^[0-9a-f]{64}$/.test(row.token_value_hash))).toBe(true)
  })

  test('the access token is an RFC 9068 JWT, the ID token speaks of the user', async () => {
    const { accessToken, idToken, sessionId } = await api.signIn()
    const header = JSON.parse(Buffer.from(accessToken.split('.')[0] ?? '', 'base64url').toString())
    expect(header).toMatchObject({ typ: 'at+jwt', alg: 'EdDSA' })
    expect(claimsOf(accessToken)).toMatchObject({
      iss: 'http://localhost:3000',
      sub: 'CUPID-DEMO-SIMPLE',
      client_id: 'storefront-web-app',
      sid: sessionId,
      acr: 'aal1',
      amr: ['pwd'],
      scope: 'openid profile accounts:read',
    })
    expect(claimsOf(idToken)).toMatchObject({
      aud: 'storefront-web-app',
      preferred_username: 'simpleuser',
      sid: sessionId,
    })
  })

  test('an app of opaque tokens gets one', async () => {
    const answer = await login('simpleuser', 'password', {}, { 'x-client-id': 'web-banking' })
    expect(answer.body.access_token).toMatch(/^at_[\w-]{43}$/)
  })
})

describe('what is asked for next', () => {
  test('MFA, with the last four of each number', async () => {
    const answer = await login('mfauser')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ response_type_code: 'MFA_REQUIRED', mobile_approve_status: 'ENABLED' })
    expect(answer.body.otp_methods.map((method: { mfa_option_id: number }) => method.mfa_option_id)).toEqual([1, 2])
    const [step] = await api.rows('SELECT * FROM auth_transactions WHERE transaction_id = $1', [
      answer.body.transaction_id,
    ])
    expect(step).toMatchObject({
      transaction_type: 'MFA_INITIATE',
      transaction_status: 'PENDING',
      sequence_number: 1,
      phase: 'MFA',
    })
    expect(await countOf('sessions', answer.body.context_id)).toBe(0)
    expect((await trailOf(answer.body.context_id)).map(event => event.event_type)).toEqual([
      'LOGIN_INITIATED',
      'DRS_EVALUATION',
      'LOGIN_MFA_REQUIRED',
    ])
  })

  test('a document to sign', async () => {
    const { status, body } = await login('complianceuser')
    expect([status, body.response_type_code]).toEqual([200, 'ESIGN_REQUIRED'])
    expect(body.esign_url).toContain(body.esign_document_id)
  })

  test('to bind the device, where there is a fingerprint and the app offers it', async () => {
    const fingerprint = { 'x-device-fingerprint': 'a-new-browser' }
    expect((await login('simpleuser', 'password', {}, fingerprint)).body.response_type_code).toBe(
      'DEVICE_BIND_REQUIRED',
    )
    const onMobile = await login('simpleuser', 'password', {}, { ...fingerprint, 'x-client-id': 'mobile-app' })
    expect(onMobile.status).toBe(201)
  })

  test('nothing, for an MFA user on a trusted device', async () => {
    await api.rows(`INSERT INTO trusted_devices (guid, cupid, app_id, device_fingerprint, device_fingerprint_hash, last_used_at)
      VALUES ('G', 'CUPID-DEMO-TRUSTED', 'storefront-web-app', 'mine', encode(sha256('mine'), 'hex'), now() - interval '1 day')`)
    const answer = await login('trusteduser', 'password', {}, { 'x-device-fingerprint': 'mine' })
    expect([answer.status, answer.body.device_bound]).toEqual([201, true])
    const [device] = await api.rows(
      `SELECT last_used_at > now() - interval '1 minute' AS moved FROM trusted_devices WHERE device_fingerprint = 'mine'`,
    )
    expect(device.moved).toBe(true)
    expect(
      (await login('trusteduser', 'password', {}, { 'x-device-fingerprint': 'another' })).body.response_type_code,
    ).toBe('MFA_REQUIRED')
  })
})

describe('refusals', () => {
  test.each([
    ['disableduser', 'CIAM_E01_01_003'],
    ['blockeduser', 'CIAM_E01_01_004'],
    ['mfalockeduser', 'CIAM_E01_01_005'],
    ['deceaseduser', 'CIAM_E01_01_006'],
    ['restricteduser', 'CIAM_E01_01_008'],
    ['lockeduser', 'CIAM_E01_01_002'],
  ])('%s is told %s, and only with the right password', async (username, code) => {
    const right = await login(username)
    expect([right.status, right.body.error_code]).toEqual([423, code])
    const wrong = await login(username, 'not it')
    expect([wrong.status, wrong.body.error_code]).toEqual([401, 'CIAM_E01_01_001'])
    expect(await countOf('auth_contexts', right.body.context_id)).toBe(0)
  })

  test('unknown user and wrong password are the same answer, and both are audited', async () => {
    const unknown = await login('nobody-of-that-name')
    const wrong = await login('otponlyuser', 'not it')
    const shape = ({ status, body }: typeof wrong) => ({ status, ...body, correlation_id: '', context_id: '' })
    expect(shape(unknown)).toEqual(shape(wrong))
    expect(unknown.headers.get('content-type')).toBe('application/problem+json')
    const [event] = await trailOf(wrong.body.context_id)
    expect(event).toMatchObject({
      event_type: 'LOGIN_FAILED',
      severity: 'WARN',
      cupid: 'CUPID-DEMO-OTPONLY',
      session_id: null,
    })
    expect(event.event_data).toMatchObject({ error_code: 'CIAM_E01_01_001', username: 'otponlyuser' })
    expect((await trailOf(unknown.body.context_id))[0]).toMatchObject({ event_type: 'LOGIN_FAILED', cupid: null })
  })

  test('a masked username', async () => {
    const { status, body } = await login('simp***er')
    expect([status, body.error_code]).toEqual([401, 'CIAM_E01_01_016'])
  })

  test('a client app that is unknown, disabled or missing', async () => {
    await api.rows(`UPDATE client_apps SET status = 'DISABLED' WHERE client_id = 'ticketing'`)
    for (const id of ['no-such-app', 'ticketing', 'edge-gateway']) {
      const { status, body } = await login('simpleuser', 'password', {}, { 'x-client-id': id })
      expect([id, status, body.error_code]).toEqual([id, 401, 'CIAM_E04_00_010'])
    }
  })

  test.each([
    ['no JSON', '{"username": ', ''],
    ['no password', { username: 'simpleuser' }, 'password'],
    ['an empty password', { username: 'simpleuser', password: '' }, 'password'],
    ['a number for a name', { username: 1, password: 'x' }, 'username'],
    ['a NUL in the name', { username: 'simple\0user', password: 'x' }, 'username'],
    ['a name too long', { username: 'a'.repeat(101), password: 'x' }, 'username'],
    ['a context id that is none', { username: 'a', password: 'x', context_id: '1' }, 'context_id'],
    ['an app version that is none', { username: 'a', password: 'x', app_version: '1' }, 'app_version'],
  ])('%s', async (_, body, field) => {
    const answer = await api.post('/auth/login', body)
    expect([answer.status, answer.body.error_code]).toEqual([400, 'CIAM_E01_05_001'])
    expect(answer.body.field ?? '').toBe(field)
  })

  test('a body of more than 64 kB', async () => {
    const answer = await api.post('/auth/login', { username: 'simpleuser', password: 'x'.repeat(70_000) })
    expect([answer.status, answer.body.error_code]).toEqual([400, 'CIAM_E01_05_001'])
  })

  test('an address on the deny list, whatever the password', async () => {
    await api.rows(`INSERT INTO deny_list (address_range, reason, author) VALUES ('127.0.0.0/8', 'test', 'test')`)
    const { status, body } = await login('simpleuser')
    await api.rows('DELETE FROM deny_list')
    expect([status, body.error_code]).toEqual([403, 'CIAM_E01_01_010'])
    expect((await trailOf(body.context_id)).map(event => event.event_type)).toEqual(['LOGIN_DENIED'])
  })
})

describe('headers', () => {
  test('the correlation id is echoed and stored', async () => {
    const id = '0d3c2f3e-6d1a-4d25-9d7c-0a7f6a2b9c11'
    const answer = await login(
      'simpleuser',
      'password',
      {},
      { 'x-correlation-id': id, 'x-app-version': '2.3.4-beta.1' },
    )
    expect(answer.headers.get('x-correlation-id')).toBe(id)
    const [context] = await api.rows('SELECT * FROM auth_contexts WHERE context_id = $1', [answer.body.context_id])
    expect(context).toMatchObject({ correlation_id: id, app_version: '2.3.4-beta.1' })
    expect((await trailOf(answer.body.context_id)).every(event => event.correlation_id === id)).toBe(true)
  })

  test('a forwarded address is not believed from just anybody', async () => {
    const answer = await login('simpleuser', 'password', {}, { 'x-forwarded-for': '203.0.113.9' })
    const [context] = await api.rows('SELECT ip_address FROM auth_contexts WHERE context_id = $1', [
      answer.body.context_id,
    ])
    expect(context.ip_address).toBe('127.0.0.1')
  })

  test('app_id in the body counts where there is no header', async () => {
    const answer = await api.form('/auth/login', {})
    expect(answer.status).toBe(400)
    const response = await fetch(`${api.url}/api/v1/auth/login`, {
      method: 'POST',
      body: JSON.stringify({
        username: 'simpleuser',
        password: 'password',
        app_id: 'mobile-app',
        app_version: '3.0.0',
      }),
    })
    const body = (await response.json()) as { context_id: string }
    const [context] = await api.rows('SELECT app_id, app_version FROM auth_contexts WHERE context_id = $1', [
      body.context_id,
    ])
    expect(context).toEqual({ app_id: 'mobile-app', app_version: '3.0.0' })
  })
})
