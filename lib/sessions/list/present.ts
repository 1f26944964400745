import { roleMay } from '#lib/agents/rules.ts'
import type { Actor } from '#lib/context.ts'
import { maskAddress, maskUsername } from '#lib/mask.ts'
import { shortPlace } from '#lib/short-place.ts'
import type { SessionStatus } from '../schema.ts'
import type { SessionRow } from './describe-sessions.ts'

/** A row of the list as it reaches the browser. Instants are ISO 8601, UTC. */
export type SessionItem = {
  sessionId: string
  /** Masked, like `address`, for who may not read personal data. */
  username: string
  cupid: string
  guid: string
  status: SessionStatus
  app: string
  appVersion: string
  /** Latest score and the highest so far, 0 to 100. */
  risk: number | null
  highestRisk: number | null
  /** "Chrome 155 · Windows" */
  device: string | null
  /** "Columbus, Ohio, United States", as far as known, and the same as "Columbus, US". */
  place: string | null
  shortPlace: string | null
  address: string
  stepUps: number
  tokens: { active: number; access: boolean; refresh: boolean }
  signedInAt: string
  lastActivityAt: string
  expiresAt: string
  revoked: { at: string; by: string | null; reason: string | null } | null
}

export function presentSession(row: SessionRow, actor: Actor): SessionItem {
  const masked = actor.kind === 'agent' && !roleMay(actor.role, 'pii:read')
  return {
    sessionId: row.session_id,
    username: masked ? maskUsername(row.username) : row.username,
    cupid: row.cupid,
    guid: row.guid,
    status: row.status,
    app: row.app_id,
    appVersion: row.app_version,
    risk: row.risk_score,
    highestRisk: row.highest_risk_score,
    device: presentDevice(row),
    place: row.ip_location,
    shortPlace: row.ip_location && shortPlace(row.ip_location),
    address: masked ? maskAddress(row.ip_address) : row.ip_address,
    stepUps: row.step_ups,
    tokens: { active: row.active_tokens, access: row.has_access_token, refresh: row.has_refresh_token },
    signedInAt: row.created_at,
    lastActivityAt: row.last_activity_at,
    expiresAt: row.expires_at,
    revoked: row.revoked_at ? { at: row.revoked_at, by: row.revoked_by, reason: row.revocation_reason } : null,
  }
}

function presentDevice({ browser, browser_version: version, operating_system: system }: SessionRow): string | null {
  const named = browser && version ? `${browser} ${version.split('.')[0]}` : browser
  return [named, system].filter(Boolean).join(' · ') || null
}
