import type { Env } from '#lib/env.ts'
import type { Taken } from '#lib/limits.ts'

/** What every answer carries, whatever it says; made once. An answer's own headers go before these. */
export const commonHeaders = (env: Pick<Env, 'publicUrl'>): Record<string, string> => ({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  vary: 'Origin',
  ...(env.publicUrl.startsWith('https://') && {
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
  }),
})

/** How much is left of the limit nearest to its end, of those an answer took from. */
export function limitHeaders(taken: Taken[]): Record<string, string> {
  const [nearest] = taken.toSorted((a, b) => a.remaining - b.remaining || b.resetSeconds - a.resetSeconds)
  if (!nearest) return {}
  return {
    'ratelimit-limit': String(nearest.limit),
    'ratelimit-remaining': String(nearest.remaining),
    'ratelimit-reset': String(nearest.resetSeconds),
  }
}
