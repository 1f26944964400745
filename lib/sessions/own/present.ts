import { describeDevice } from '#lib/devices/rules.ts'
import { keptClaims } from '#lib/tokens/rules.ts'
import type { OwnSessionRow } from './queries.ts'

/** A session as its user may see it. Instants are ISO 8601, UTC. */
export type OwnSession = {
  session_id: string
  app_id: string
  app_name: string
  /** "Chrome on Windows" */
  device: string | null
  ip_address: string
  /** "Columbus, Ohio, United States", as far as known. */
  place: string | null
  created_at: string
  last_activity_at: string
  expires_at: string
  /** Whether it is the one that asks. */
  current: boolean
  /** How strongly the user proved themselves last; null where no token says. */
  acr: string | null
}

export const presentOwnSession = (row: OwnSessionRow, currentId: string): OwnSession => ({
  session_id: row.session_id,
  app_id: row.app_id,
  app_name: row.app_name ?? row.app_id,
  device: describeDevice(row.user_agent).name,
  ip_address: row.ip_address,
  place: row.ip_location,
  created_at: row.created_at,
  last_activity_at: row.last_activity_at,
  expires_at: row.expires_at,
  current: row.session_id === currentId,
  acr: acrOf(row.access_value) ?? acrOf(row.id_value),
})

// An opaque access token keeps no claims: then the ID token issued with it says it.
function acrOf(tokenValue: string | null): string | null {
  const acr = tokenValue && keptClaims(tokenValue)?.acr
  return typeof acr === 'string' ? acr : null
}
