import { Failure } from '#lib/failure.ts'
import type { HeaderReader } from './incoming.ts'

const EXPOSED = 'x-correlation-id, retry-after, www-authenticate, ratelimit-limit, ratelimit-remaining, ratelimit-reset'
const ACCEPTED =
  'authorization, content-type, x-client-id, x-app-version, x-correlation-id, x-device-fingerprint, x-session-token'
const PREFLIGHT_KEPT_SECONDS = 600

/** What lets pages of an allowed origin read an answer. Never `*`: the cookie comes along. */
export const corsHeaders = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': EXPOSED,
})

/** What a browser asks for beside those before it sends a request that a plain page could not. */
export const preflightHeaders = (methods: string[]): Record<string, string> => ({
  'access-control-allow-methods': methods.join(', '),
  'access-control-allow-headers': ACCEPTED,
  'access-control-max-age': String(PREFLIGHT_KEPT_SECONDS),
})

/**
 * Refuses what a browser sends for a page that is neither ours nor of an allowed origin, before anything happens: the
 * cookie may be riding along. Whoever is no browser sends neither header and has no cookie jar to be misled.
 */
export function requireKnownPage(header: HeaderReader, isAllowedOrigin: boolean): void {
  const site = header('sec-fetch-site')
  if (isAllowedOrigin || site === 'same-origin' || site === 'none') return
  const origin = header('origin')
  if (!origin && !site) return
  // A browser too old to say whose page it is: at the address that it asks for, it is ours.
  if (origin && !site && hostOf(origin) === header('host')) return
  throw new Failure('origin_refused')
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)
