import type { SessionRow } from '../list/describe-sessions.ts'

/** A session as a back-office system sees it: nothing is masked. Instants are ISO 8601, UTC. */
export const presentForBackOffice = (row: SessionRow) => ({
  session_id: row.session_id,
  cupid: row.cupid,
  guid: row.guid,
  username: row.username,
  app_id: row.app_id,
  app_version: row.app_version,
  status: row.status,
  ip_address: row.ip_address,
  ip_location: row.ip_location,
  browser: row.browser,
  browser_version: row.browser_version,
  operating_system: row.operating_system,
  risk_score: row.risk_score,
  highest_risk_score: row.highest_risk_score,
  step_up_count: row.step_ups,
  active_token_count: row.active_tokens,
  created_at: row.created_at,
  last_activity_at: row.last_activity_at,
  expires_at: row.expires_at,
  revoked_at: row.revoked_at,
  revoked_by: row.revoked_by,
  revocation_reason: row.revocation_reason,
  flagged_at: row.flagged_at,
  flag_reason: row.flag_reason,
})
