import { getRequestListener } from '@hono/node-server'

/** What an endpoint answers; `endpoint` makes the Response of it, once. */
export type Answer = { status: number; headers: Record<string, string>; body: string | null }

/** A JSON answer. Nothing of this API may be kept by a cache: nearly every answer speaks of a token. */
export const json = (status: number, body: unknown, headers?: Record<string, string>): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
})

export const refreshCookie = (refreshToken: string, maxAgeSeconds: number): string =>
  `refresh_token=${refreshToken}; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=${maxAgeSeconds}`

export const CLEARED_COOKIE = refreshCookie('', 0)

const AnswerResponse = adapterResponse()

export const toResponse = ({ status, headers, body }: Answer): Response => new AnswerResponse(body, { status, headers })

// The adapter's own Response writes a string to the socket as it is; the platform's makes a stream of it, which costs
// a token look-up a third of its rate. The adapter puts it into the globals, where Next must not find it.
function adapterResponse(): typeof Response {
  const { Request: PlatformRequest, Response: PlatformResponse } = globalThis
  getRequestListener(() => new PlatformResponse())
  const { Response: AdapterResponse } = globalThis
  Object.assign(globalThis, { Request: PlatformRequest, Response: PlatformResponse })
  return AdapterResponse
}
