/** A JSON answer. Nothing of this API may be kept by a cache: nearly every answer speaks of a token. */
export function json(status: number, body: unknown, headers?: Record<string, string>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })
}

export const refreshCookie = (refreshToken: string, maxAgeSeconds: number): string =>
  `refresh_token=${refreshToken}; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=${maxAgeSeconds}`

export const CLEARED_COOKIE = refreshCookie('', 0)
