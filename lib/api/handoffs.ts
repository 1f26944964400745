import { z } from '@hono/zod-openapi'
import { createHandoff } from '#lib/handoffs/create-handoff.ts'
import { redeemHandoff } from '#lib/handoffs/redeem-handoff.ts'
import { requireRedeemed } from '#lib/handoffs/require-redeemed.ts'
import { revokeHandoff } from '#lib/handoffs/revoke-handoff.ts'
import { isEntitled } from '#lib/handoffs/rules.ts'
import { CheckPermission, CreateHandoff, PresentHandoff } from '#lib/handoffs/schema.ts'
import { json } from './answer.ts'
import { bearerToken, requireAccessToken } from './bearer.ts'
import { requireClientApp } from './client-app.ts'
import { type Api, type ApiRequest, endpoint } from './endpoint.ts'
import { jsonOf, problems } from './shapes.ts'

const HandoffUser = z
  .object({
    user_id: z.string().openapi({ description: 'The user’s id everywhere in the product.' }),
    email: z.string().nullable(),
    name: z.string(),
    account_id: z.string().nullable().openapi({ description: 'The account chosen at the source, if one was.' }),
  })
  .openapi('HandoffUser')

const SessionTokenHeader = z.object({
  'x-session-token': z.string().openapi({ description: 'The session token that this app has redeemed.' }),
})

const APP_SECRET: Record<string, string[]>[] = [{ basic: [] }, { apiKey: [] }]

export function mountHandoffs(api: Api): void {
  mountCreate(api)
  mountValidate(api)
  mountAccounts(api)
  mountPermission(api)
  mountRevoke(api)
}

function mountCreate(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/cross-app/generate-session',
      tags: ['Handoffs'],
      summary: 'Hand a signed-in user over to another app',
      description:
        'Makes a session token that the target app redeems once, within 15 minutes and no longer than the session lasts. ' +
        'The app of the access token must hand over to the target; `account_id` must be one of the user’s own accounts.',
      body: CreateHandoff,
      security: [{ bearer: [] }],
      responses: {
        201: jsonOf(
          'Shown this once.',
          z.object({
            session_token: z.string().openapi({ description: '256 random bits, prefixed.', example: 'ho_…' }),
            expires_at: z.iso.datetime(),
          }),
        ),
        ...problems('request_invalid', 'access_token_missing', 'access_token_unknown', 'too_many_requests'),
      },
    },
    async request => {
      const live = await requireAccessToken(request)
      const ctx = request.as({ kind: 'user', id: live.cupid })
      const { sessionToken, expiresAt } = await createHandoff(ctx, live, request.body)
      return json(201, { session_token: sessionToken, expires_at: expiresAt })
    },
  )
}

function mountValidate(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/cross-app/validate-session',
      tags: ['Handoffs'],
      summary: 'Redeem a session token',
      description:
        'For the target app, exactly once: of all who redeem one token one is answered 200. A token that comes back is ' +
        'refused and revoked. Every refusal is the same 404.',
      body: PresentHandoff,
      security: APP_SECRET,
      responses: {
        200: jsonOf('Who arrives, as the directory has them now.', HandoffUser),
        ...problems('request_invalid', 'client_refused', 'not_found', 'too_many_requests'),
      },
    },
    async request => {
      const ctx = await asTargetApp(request)
      const { user, accountId } = await redeemHandoff(ctx, request.body.session_token)
      return json(200, { user_id: user.cupid, email: user.email, name: user.name, account_id: accountId })
    },
  )
}

function mountAccounts(api: Api): void {
  endpoint(
    api,
    {
      method: 'get',
      path: '/api/v1/cross-app/user-accounts',
      tags: ['Handoffs'],
      summary: 'The accounts of a user who was handed over',
      description: 'For the target app, with the token it has redeemed, until that expires or the user’s session ends.',
      headers: SessionTokenHeader,
      security: APP_SECRET,
      responses: {
        200: jsonOf(
          'As the directory has them now, in its order.',
          z.object({ accounts: z.array(z.object({ account_id: z.string(), name: z.string() })) }),
        ),
        ...problems('client_refused', 'session_inactive', 'too_many_requests'),
      },
    },
    async request => {
      const user = await requireRedeemed(...(await presented(request)), 'accountsPerToken')
      return json(200, { accounts: user.accounts.map(({ id, name }) => ({ account_id: id, name })) })
    },
  )
}

function mountPermission(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/cross-app/validate-permission',
      tags: ['Handoffs'],
      summary: 'Ask whether a user who was handed over may do something',
      description:
        'By the directory’s entitlements, to the letter: `payments:write:ACC-1001` allows `payments:write` on the resource ' +
        '`ACC-1001` and nothing else; `accounts:read` allows it at large, where no resource is asked for, and on no single ' +
        'one. There is no wildcard.',
      body: CheckPermission,
      headers: SessionTokenHeader,
      security: APP_SECRET,
      responses: {
        200: jsonOf(
          'Allowed or not; what was asked is repeated.',
          z.object({ allowed: z.boolean(), permission: z.string(), resource_id: z.string().optional() }),
        ),
        ...problems('request_invalid', 'client_refused', 'session_inactive', 'too_many_requests'),
      },
    },
    async request => {
      const user = await requireRedeemed(...(await presented(request)), 'permissionsPerToken')
      const { permission, resource_id: resource } = request.body
      const allowed = isEntitled(user.entitlements, permission, resource ?? null)
      return json(200, { allowed, permission, ...(resource && { resource_id: resource }) })
    },
  )
}

function mountRevoke(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/cross-app/revoke-session',
      tags: ['Handoffs'],
      summary: 'Revoke a session token',
      description:
        'For the target app by its secret, or for the user by an access token. Doing so again, or with a token nobody knows ' +
        'or somebody else’s, revokes nothing and is no error.',
      body: PresentHandoff,
      security: [...APP_SECRET, { bearer: [] }],
      responses: {
        200: jsonOf('It is not good any more, or never was.', z.object({ success: z.literal(true) })),
        ...problems('request_invalid', 'client_refused', 'access_token_unknown'),
      },
    },
    async request => {
      const ctx = bearerToken(request) ? await asOwner(request) : await asTargetApp(request)
      await revokeHandoff(ctx, request.body.session_token)
      return json(200, { success: true })
    },
  )
}

async function asTargetApp(request: ApiRequest<unknown>) {
  const app = await requireClientApp(request, { kinds: ['server', 'gateway'] })
  return request.as({ kind: 'client_app', id: app.client_id })
}

async function asOwner(request: ApiRequest<unknown>) {
  const live = await requireAccessToken(request)
  return request.as({ kind: 'user', id: live.cupid })
}

const presented = async (request: ApiRequest<unknown>) =>
  [await asTargetApp(request), request.header('x-session-token')] as const
