import { z } from '@hono/zod-openapi'
import type { Database } from '#db/client.ts'
import { findClientApp } from '#lib/clients/queries.ts'
import type { Context } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { Failure } from '#lib/failure.ts'
import {
  findHeldIdToken,
  findLiveToken,
  type LiveToken,
  verifyAccessToken,
  verifyWithApps,
} from '#lib/tokens/queries.ts'
import { revokeToken } from '#lib/tokens/revoke-token.ts'
import { keptClaims, userScopes } from '#lib/tokens/rules.ts'
import { TokenForm, VerifyToken } from '#lib/tokens/schema.ts'
import { type Answer, json } from './answer.ts'
import { presentedSecret, requireClientApp, requireNamedClient } from './client-app.ts'
import { type Api, type ApiRequest, endpoint } from './endpoint.ts'
import { Introspection, jsonOf, problems } from './shapes.ts'

export function mountTokens(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/token/verify',
      tags: ['Tokens'],
      summary: 'Ask whether an access token is good',
      description: 'For gateways. Revoked is revoked at once. `scopes`: all of them must be the token’s.',
      body: VerifyToken,
      ownClientCheck: true,
      security: [{ apiKey: [] }],
      responses: {
        200: jsonOf(
          'Good or not; nothing more is told.',
          z.object({ active: z.boolean(), expires_in: z.int().optional() }),
        ),
        ...problems('request_invalid', 'client_refused'),
      },
    },
    verify,
  )

  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/token/introspect',
      tags: ['Tokens'],
      summary: 'Introspect a token (RFC 7662)',
      body: TokenForm,
      form: true,
      security: [{ apiKey: [] }, { basic: [] }],
      responses: {
        200: jsonOf('Of a token that is not active, only that.', Introspection),
        ...problems('request_invalid', 'client_refused'),
      },
    },
    async request => {
      await requireClientApp(request, { kinds: ['gateway', 'server'] })
      const [live] = await findLiveToken(request.ctx.db, { hash: sha256(request.body.token) })
      const known = live?.app_active && live.token_type !== 'ID'
      return json(200, known ? await presentToken(request.ctx, live) : { active: false })
    },
  )

  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/token/revoke',
      tags: ['Tokens'],
      summary: 'Revoke a token (RFC 7009)',
      description: 'A refresh token takes its session with it. Answers 200 for a token nobody knows.',
      body: TokenForm.extend({
        client_id: z
          .string()
          .max(50)
          .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
          .optional(),
      }),
      form: true,
      security: [{ basic: [] }, {}],
      responses: { 200: { description: 'Revoked, or never was.' }, ...problems('request_invalid', 'client_refused') },
    },
    async request => {
      const clientId = await revokingClient(request)
      await revokeToken(request.as({ kind: 'client_app', id: clientId }), request.body.token, clientId)
      return { status: 200, headers: { 'cache-control': 'no-store' }, body: null }
    },
  )
}

async function verify(request: ApiRequest<VerifyToken>): Promise<Answer> {
  const key = request.header('x-api-key')
  if (!key) throw new Failure('client_refused')
  const { token, scopes } = request.body
  const tokenHash = sha256(token)
  const found = await lookUp(request, sha256(key), tokenHash)
  if (!found?.caller || !found.named) throw new Failure('client_refused')
  if (found.expires_in === null) return json(200, { active: false })
  if (scopes?.length) {
    const [live] = await findLiveToken(request.ctx.db, { hash: tokenHash })
    const granted = userScopes(live?.scopes ?? [])
    if (!scopes.every(scope => granted.includes(scope))) return json(200, { active: false })
  }
  return json(200, { active: true, expires_in: found.expires_in })
}

let someDisabled = false

// Whose the token is need not be asked while no app is disabled, which the short question tells by the way: what was
// true a moment ago only decides which of the two is asked first.
async function lookUp({ ctx, header }: ApiRequest<unknown>, keyHash: string, tokenHash: string) {
  const values = { key_hash: keyHash, token_hash: tokenHash, named: header('x-client-id') }
  if (values.named === null && !someDisabled) {
    const [found] = await verifyAccessToken(ctx.db, values)
    if (!found?.some_disabled) return found
  }
  const [found] = await verifyWithApps(ctx.db, values)
  someDisabled = found?.some_disabled ?? false
  return found
}

// A confidential app proves itself; a public one can only say who it is, and can end its own tokens alone.
async function revokingClient(request: ApiRequest<{ client_id?: string | undefined }>): Promise<string> {
  if (presentedSecret(request).secret) {
    const app = await requireClientApp(request, { kinds: ['browser', 'mobile', 'server', 'gateway'] })
    return app.client_id
  }
  const clientId = request.body.client_id
  const app = (await requireNamedClient(request)) ?? (clientId && (await findClientApp(request.ctx.db, clientId)))
  if (!app || app.kind === 'server' || app.kind === 'gateway') throw new Failure('client_refused')
  return app.client_id
}

async function presentToken({ db, parts: { env } }: Context, live: LiveToken) {
  const claims = keptClaims(live.token_value)
  const proof = claims ?? (live.token_type === 'ACCESS' ? await heldProof(db, live) : null)
  return {
    active: true,
    scope: userScopes(live.scopes).join(' '),
    client_id: live.client_id,
    username: live.username,
    token_type: live.token_type === 'ACCESS' ? 'Bearer' : 'refresh_token',
    exp: live.expires_at,
    iat: claims?.iat ?? live.issued_at,
    sub: live.cupid,
    aud: env.tokenAudience,
    iss: env.publicUrl,
    jti: live.token_id,
    sid: live.session_id,
    ...(proof && { acr: proof.acr, amr: proof.amr, auth_time: proof.auth_time }),
  }
}

// An opaque token says nothing itself; the ID token issued beside it does (RFC 9470 §6.2).
async function heldProof(db: Database, live: LiveToken) {
  const [held] = await findHeldIdToken(db, { session_id: live.session_id })
  return held ? keptClaims(held.token_value) : null
}
