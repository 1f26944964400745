import { type ClientApp, findClientApp, findClientAppBySecret } from '#lib/clients/queries.ts'
import type { ClientKind } from '#lib/clients/schema.ts'
import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import type { ApiRequest } from './endpoint.ts'
import type { HeaderReader } from './incoming.ts'

/** The secret a client app came with: `x-api-key`, or HTTP Basic (RFC 6749 §2.3.1). */
export function presentedSecret(request: Pick<ApiRequest<unknown>, 'header'>): {
  id: string | null
  secret: string | null
} {
  const key = request.header('x-api-key')
  if (key) return { id: request.header('x-client-id'), secret: key }
  const [scheme, encoded = ''] = request.header('authorization')?.split(' ') ?? []
  if (scheme?.toLowerCase() !== 'basic') return { id: null, secret: null }
  const pair = Buffer.from(encoded, 'base64').toString()
  const colon = pair.indexOf(':')
  return { id: decode(pair.slice(0, colon)), secret: decode(pair.slice(colon + 1)) }
}

/** The client app that its secret proves. Throws `client_refused` for a wrong secret, id, kind, or a missing scope. */
export async function requireClientApp(
  request: ApiRequest<unknown>,
  allowed: { kinds: ClientKind[]; scope?: string },
): Promise<ClientApp> {
  const { id, secret } = presentedSecret(request)
  const app = secret ? await findClientAppBySecret(request.ctx.db, secret) : null
  if (!app || (id && id !== app.client_id)) throw new Failure('client_refused')
  if (!allowed.kinds.includes(app.kind)) throw new Failure('client_refused')
  if (allowed.scope && !app.scopes.includes(allowed.scope)) throw new Failure('client_refused')
  return app
}

/** As much of a request as says which client app it is for; remembers the answer, so that asking twice costs nothing. */
export type NamingRequest = {
  ctx: Pick<Context, 'db'>
  header: HeaderReader
  namedClient?: Promise<ClientApp | null>
}

/** The client app of the header `x-client-id`; null without one. Throws `client_refused` unless it is registered and active. */
export async function requireNamedClient(request: NamingRequest): Promise<ClientApp | null> {
  const clientId = request.header('x-client-id')
  if (clientId === null) return null
  request.namedClient ??= findClientApp(request.ctx.db, clientId)
  const app = await request.namedClient
  if (!app) throw new Failure('client_refused')
  return app
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function decode(half: string): string {
  try {
    return decodeURIComponent(half)
  } catch {
    return half
  }
}
