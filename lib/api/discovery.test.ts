import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookie, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

describe('discovery', () => {
  test('names endpoints that answer, and keys that check the tokens', async () => {
    const { body } = await api.get('/.well-known/openid-configuration')
    expect(body.issuer).toBe('http://localhost:3000')
    const keys = (await api.get('/.well-known/jwks.json')).body as JSONWebKeySet
    expect(JSON.stringify(keys)).not.toContain('"d"')
    const { accessToken, idToken } = await api.signIn()
    const expected = { issuer: body.issuer, algorithms: body.id_token_signing_alg_values_supported }
    const access = await jwtVerify(accessToken, createLocalJWKSet(keys), {
      ...expected,
      audience: body.issuer,
      typ: 'at+jwt',
    })
    const id = await jwtVerify(idToken, createLocalJWKSet(keys), {
      ...expected,
      audience: 'storefront-web-app',
      typ: 'JWT',
    })
    expect(access.payload.sub).toBe(id.payload.sub)
  })

  test('health says what answers', async () => {
    const { status, body } = await api.get('/health')
    expect([status, body.status, body.checks]).toEqual([200, 'ok', { database: 'ok', directory: 'ok' }])
    expect(body.audit_horizon > new Date().toISOString().slice(0, 10)).toBe(true)
  })

  test('the OpenAPI document lists every endpoint there is, and no other', async () => {
    const { body } = await api.get('/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    const described = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map(method => `${method} ${path}`),
    )
    expect(described.sort()).toEqual([
      'delete /api/v1/auth/devices/{id}',
      'delete /api/v1/auth/sessions/{id}',
      'get /.well-known/jwks.json',
      'get /.well-known/openid-configuration',
      'get /api/v1/admin/sessions',
      'get /api/v1/admin/sessions/{id}/timeline',
      'get /api/v1/auth/devices',
      'get /api/v1/auth/esign/documents/{id}',
      'get /api/v1/auth/mfa/transactions/{id}/otp',
      'get /api/v1/auth/sessions',
      'get /api/v1/auth/userinfo',
      'get /api/v1/cross-app/user-accounts',
      'get /api/v1/health',
      'patch /api/v1/auth/devices/{id}',
      'post /api/v1/admin/sessions/revoke',
      'post /api/v1/auth/device/bind',
      'post /api/v1/auth/esign/accept',
      'post /api/v1/auth/esign/decline',
      'post /api/v1/auth/login',
      'post /api/v1/auth/logout',
      'post /api/v1/auth/mfa/initiate',
      'post /api/v1/auth/mfa/otp/verify',
      'post /api/v1/auth/mfa/transactions/{id}',
      'post /api/v1/auth/mfa/transactions/{id}/approve',
      'post /api/v1/auth/mfa/transactions/{id}/deny',
      'post /api/v1/auth/refresh',
      'post /api/v1/auth/step-up',
      'post /api/v1/auth/step-up/evaluate',
      'post /api/v1/auth/token/introspect',
      'post /api/v1/auth/token/refresh',
      'post /api/v1/auth/token/revoke',
      'post /api/v1/auth/token/verify',
      'post /api/v1/cross-app/generate-session',
      'post /api/v1/cross-app/revoke-session',
      'post /api/v1/cross-app/validate-permission',
      'post /api/v1/cross-app/validate-session',
    ])
  })

  test('a path nobody answers', async () => {
    const { status, body } = await api.get('/nothing/here')
    expect([status, body.title]).toEqual([404, 'Not found'])
  })
})

test('RS256 works as well as Ed25519, and repeats a refresh byte for byte', async () => {
  const rsa = await startTestApi({ TOKEN_ALG: 'RS256' })
  try {
    const { refreshToken } = await rsa.signIn()
    const [first, second] = await Promise.all(
      [1, 2].map(() => rsa.post('/auth/refresh', undefined, cookie(refreshToken))),
    )
    expect(first?.body.access_token).toBe(second?.body.access_token)
    const keys = (await rsa.get('/.well-known/jwks.json')).body as JSONWebKeySet
    const { protectedHeader } = await jwtVerify(first?.body.access_token, createLocalJWKSet(keys))
    expect(protectedHeader.alg).toBe('RS256')
  } finally {
    await rsa.close()
  }
})
