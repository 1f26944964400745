import { z } from '@hono/zod-openapi'
import { KEY_SET_TTL_SECONDS } from '#lib/crypto/rules.ts'
import { json } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { jsonOf, problems } from './shapes.ts'

// Public and the same for everybody: a cache may keep these a while.
const publicJson = (body: unknown) =>
  json(200, body, {
    'cache-control': `public, max-age=${KEY_SET_TTL_SECONDS}`,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })

export function mountDiscovery(api: Api): void {
  const { env, keys } = api.parts
  const base = `${env.publicUrl}/api/v1`
  endpoint(
    api,
    {
      method: 'get',
      path: '/.well-known/openid-configuration',
      tags: ['Discovery'],
      ownClientCheck: true,
      summary: 'Where everything is (OpenID Connect Discovery)',
      responses: { 200: jsonOf('The metadata.', z.record(z.string(), z.unknown())), ...problems() },
    },
    async () =>
      publicJson({
        issuer: env.publicUrl,
        jwks_uri: `${env.publicUrl}/.well-known/jwks.json`,
        userinfo_endpoint: `${base}/auth/userinfo`,
        introspection_endpoint: `${base}/auth/token/introspect`,
        introspection_endpoint_auth_methods_supported: ['client_secret_basic'],
        revocation_endpoint: `${base}/auth/token/revoke`,
        revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
        end_session_endpoint: `${base}/auth/logout`,
        response_types_supported: ['none'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: [...new Set((await keys.jwks()).keys.map(key => key.alg))],
        acr_values_supported: ['aal1', 'aal2'],
        claims_supported: ['sub', 'name', 'preferred_username', 'email', 'acr', 'amr', 'auth_time', 'sid'],
        service_documentation: `${env.publicUrl}/docs`,
      }),
  )

  endpoint(
    api,
    {
      method: 'get',
      path: '/.well-known/jwks.json',
      tags: ['Discovery'],
      ownClientCheck: true,
      summary: 'The public keys that check our tokens (RFC 7517)',
      responses: {
        200: jsonOf('The key set.', z.object({ keys: z.array(z.record(z.string(), z.unknown())) })),
        ...problems(),
      },
    },
    async () => publicJson(await keys.jwks()),
  )
}
