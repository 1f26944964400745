import { sha256 } from '#lib/crypto/hash.ts'
import { Failure } from '#lib/failure.ts'
import { findLiveToken, type LiveToken } from '#lib/tokens/queries.ts'
import type { ApiRequest } from './endpoint.ts'

/** The token of `Authorization: Bearer`; null without one. */
export function bearerToken(request: Pick<ApiRequest<unknown>, 'header'>): string | null {
  const [scheme, token] = request.header('authorization')?.split(' ') ?? []
  return scheme?.toLowerCase() === 'bearer' && token ? token : null
}

/**
 * The live access token a request carries, looked up at each use: what was revoked is dead at once, and so is what a
 * disabled client app was given. A client app that names itself must be the token's own.
 */
export async function requireAccessToken(request: ApiRequest<unknown>): Promise<LiveToken> {
  const token = bearerToken(request)
  if (!token) throw new Failure('access_token_missing')
  const [live] = await findLiveToken(request.ctx.db, { hash: sha256(token) })
  if (live?.token_type !== 'ACCESS') throw new Failure('access_token_unknown')
  const named = request.header('x-client-id')
  if (!live.app_active || (named !== null && named !== live.client_id)) throw new Failure('client_refused')
  return live
}
