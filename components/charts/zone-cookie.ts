/** Names the zone of the browser that was here last, for the first paint. */
export const ZONE_COOKIE = 'gatewarden-zone'

/** A zone named in a cookie, if it is one. */
export function zoneOr(fallback: string, named: string | undefined): string {
  try {
    return named ? new Intl.DateTimeFormat('en', { timeZone: named }).resolvedOptions().timeZone : fallback
  } catch {
    return fallback
  }
}
