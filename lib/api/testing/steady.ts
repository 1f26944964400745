const BASE_MS = Date.UTC(2026, 0, 15, 9)
const MINUTE_MS = 60_000

/**
 * Makes what differs from run to run the same: ids are numbered as they come, tokens are cut to their kind and number,
 * moments are whole minutes from the one it is asked at. So a page that is written twice is the same twice.
 */
export type Steady = {
  value(value: unknown): unknown
  text(text: string): string
  /** `value` reads as `shown`: a code, a number on a phone. */
  name(value: string | number, shown: string | number): void
  /** What follows was answered at this moment. */
  at(ms: number): void
}

export function makeSteady(): Steady {
  let nowMs = Date.now()
  const seen = new Map<string, string>()
  const counts = new Map<string, number>()
  const named = new Map<unknown, string | number>()
  const numbered = (found: string, kind: string, show: (n: number) => string) => {
    const known = seen.get(found)
    if (known) return known
    const n = (counts.get(kind) ?? 0) + 1
    counts.set(kind, n)
    const shown = show(n)
    seen.set(found, shown)
    return shown
  }
  const text = (given: string): string => {
    const replaced = given
      .replaceAll(JWT, jwt => numbered(jwt, kindOf(jwt), n => `eyJ…${kindOf(jwt)}-${n}`))
      .replaceAll(OPAQUE, (token, prefix: string) => numbered(token, prefix, n => `${prefix}_…${n}`))
      .replaceAll(UUID, id => numbered(id, 'uuid', n => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`))
      .replaceAll(MOMENT, moment => {
        const minutes = Math.round((Date.parse(moment) - nowMs) / MINUTE_MS)
        return new Date(BASE_MS + minutes * MINUTE_MS).toISOString()
      })
      .replaceAll(MAX_AGE, (_, seconds: string) => `Max-Age=${wholeMinutes(Number(seconds))}`)
    return replaced
  }
  const value = (given: unknown): unknown => {
    const shown = named.get(given)
    if (shown !== undefined) return shown
    if (typeof given === 'string') return text(given)
    if (Array.isArray(given)) return given.map(value)
    if (typeof given !== 'object' || given === null) return given
    return Object.fromEntries(
      Object.entries(given).map(([key, inner]) => [key, key === 'expires_in' ? wholeMinutes(inner) : value(inner)]),
    )
  }
  return {
    value,
    text,
    name: (from, shown) => void named.set(from, shown),
    at(ms) {
      nowMs = ms
    },
  }
}

const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g
const OPAQUE = /\b(rt|at|ho|key)_[\w-]{20,}/g
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi
const MOMENT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g

const MAX_AGE = /Max-Age=(\d+)/g

// A second may pass between two answers.
const wholeMinutes = (seconds: number) => Math.round(seconds / 60) * 60

const kindOf = (jwt: string) =>
  Buffer.from(jwt.split('.')[0] ?? '', 'base64url')
    .toString()
    .includes('at+jwt')
    ? 'access'
    : 'id'
