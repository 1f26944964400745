import { z } from '@hono/zod-openapi'
import { getCookie } from 'hono/cookie'
import { Failure } from '#lib/failure.ts'
import { logOut } from '#lib/tokens/log-out.ts'
import { type Refreshed as RefreshedTokens, refreshTokens } from '#lib/tokens/refresh-tokens.ts'
import { RefreshBody } from '#lib/tokens/schema.ts'
import { CLEARED_COOKIE, json, refreshCookie } from './answer.ts'
import { bearerToken } from './bearer.ts'
import { requireNamedClient } from './client-app.ts'
import { type Api, type ApiRequest, endpoint } from './endpoint.ts'
import { ClientHeaders, jsonOf, problems, Refreshed, SET_COOKIE } from './shapes.ts'

const ROTATION =
  'A refresh token is good for one successor. Whoever presents it again within ten seconds gets the same tokens; later, ' +
  'the session ends, because somebody else may hold it.'

const REFUSALS = [
  'refresh_token_unknown',
  'refresh_token_spent',
  'session_unreadable',
  'session_inactive',
  'session_expired',
  'user_mismatch',
  'client_refused',
  'too_many_requests',
] as const

export function mountRefresh(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/refresh',
      tags: ['Tokens'],
      ownClientCheck: true,
      summary: 'Refresh with the cookie',
      description: `For browsers: the refresh token is the cookie \`refresh_token\`. ${ROTATION}`,
      headers: ClientHeaders,
      responses: {
        200: jsonOf('New tokens, and the new cookie.', Refreshed, SET_COOKIE),
        ...problems('refresh_token_missing', ...REFUSALS),
      },
    },
    async request => {
      const refreshToken = getCookie(request.c, 'refresh_token')
      if (!refreshToken) {
        await requireNamedClient(request)
        throw new Failure('refresh_token_missing')
      }
      const refreshed = await refresh(request, refreshToken)
      const cookie = refreshCookie(refreshed.refreshToken, refreshed.refreshExpiresInSeconds)
      return json(200, present(refreshed), { 'set-cookie': cookie })
    },
  )

  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/token/refresh',
      tags: ['Tokens'],
      ownClientCheck: true,
      summary: 'Refresh with the token in the body',
      description: `For native apps. ${ROTATION}`,
      body: RefreshBody,
      headers: ClientHeaders,
      responses: { 200: jsonOf('New tokens.', Refreshed), ...problems('request_invalid', ...REFUSALS) },
    },
    async request => {
      const refreshed = await refresh(request, request.body.refresh_token)
      return json(200, { ...present(refreshed), refresh_token: refreshed.refreshToken })
    },
  )

  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/logout',
      tags: ['Tokens'],
      summary: 'Log out',
      description: 'Ends the session of the bearer token or the cookie. Doing so twice is no error.',
      headers: ClientHeaders,
      security: [{ bearer: [] }],
      responses: {
        200: jsonOf('The session has ended.', z.object({ success: z.literal(true), message: z.string() }), SET_COOKIE),
        ...problems('access_token_missing', 'client_refused'),
      },
    },
    async request => {
      const presented = [bearerToken(request), getCookie(request.c, 'refresh_token')].filter(
        token => !!token,
      ) as string[]
      if (presented.length === 0) throw new Failure('access_token_missing')
      await logOut(request.ctx, { presented, clientId: request.header('x-client-id') })
      return json(200, { success: true, message: 'Logged out' }, { 'set-cookie': CLEARED_COOKIE })
    },
  )
}

const refresh = (request: ApiRequest<unknown>, refreshToken: string) =>
  refreshTokens(request.ctx, {
    refreshToken,
    accessToken: bearerToken(request),
    clientId: request.header('x-client-id'),
    deviceFingerprint: request.header('x-device-fingerprint')?.slice(0, 512) ?? null,
  })

const present = (refreshed: RefreshedTokens) => ({
  success: true,
  access_token: refreshed.accessToken,
  id_token: refreshed.idToken,
  token_type: 'Bearer',
  expires_in: refreshed.expiresInSeconds,
})
