import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'

/** A live session with all that a step-up is judged by. */
export type Standing = {
  session_id: string
  cupid: string
  guid: string
  username: string
  app_id: string
  app_version: string
  /** Whom wrong passwords of this user count against. */
  password_subject: string
  /** The latest successful authentication: the sign-in, or the last step-up. Nulls where it is not to be found. */
  stepped_up: boolean | null
  age_seconds: number | null
  ip_address: string | null
  device_fingerprint: string | null
  user_agent: string | null
  /** Of the latest evaluation, whatever came of it. */
  last_score: number | null
  /** The risk service has denied a step-up since that authentication. */
  denied_since: boolean
  /** The request's address is on the deny list. */
  address_denied: boolean
  action_token_seen: boolean
  /** What stands in the way: repeated failures. */
  locked: 'PASSWORD' | 'MFA' | null
}

export const loadStanding = statement<Standing>(
  'step_up_standing',
  value => sql`
  SELECT s.session_id, s.cupid, c.guid, c.username, c.app_id, c.app_version, ${value('subject')}::text AS password_subject,
         last.auth_type = 'STEP_UP' AS stepped_up, extract(epoch FROM now() - last.completed_at)::float8 AS age_seconds,
         host(last.ip_address) AS ip_address, last.device_fingerprint, last.user_agent,
         (SELECT e.risk_score FROM (
            SELECT risk_score, created_at FROM drs_evaluations WHERE context_id = s.context_id
            UNION ALL
            (SELECT risk_score, created_at FROM drs_evaluations WHERE session_id = s.session_id
             ORDER BY created_at DESC LIMIT 1)) e
          ORDER BY e.created_at DESC LIMIT 1) AS last_score,
         coalesce(s.flagged_at > last.completed_at, s.flagged_at IS NOT NULL) AS denied_since,
         EXISTS (SELECT 1 FROM deny_list WHERE address_range >>= ${value('ip_address')}::inet
                   AND (expires_at IS NULL OR expires_at > now())) AS address_denied,
         EXISTS (SELECT 1 FROM drs_evaluations WHERE action_token_hash = ${value('action_token_hash')}) AS action_token_seen,
         (SELECT factor FROM authentication_failures
          WHERE locked_until > now() AND ((subject = ${value('subject')} AND factor = 'PASSWORD')
                                       OR (subject = s.cupid AND factor = 'MFA'))
          ORDER BY factor DESC LIMIT 1) AS locked
  FROM sessions s
  JOIN auth_contexts c ON c.context_id = s.context_id
  LEFT JOIN LATERAL (
    SELECT a.auth_type, a.completed_at, a.ip_address, a.device_fingerprint, e.user_agent
    FROM (
      SELECT context_id, auth_type, completed_at, ip_address, device_fingerprint FROM auth_contexts
      WHERE context_id = s.context_id AND auth_outcome = 'SUCCESS'
      UNION ALL
      SELECT context_id, auth_type, completed_at, ip_address, device_fingerprint FROM auth_contexts
      WHERE session_id = s.session_id AND auth_outcome = 'SUCCESS'
    ) a
    LEFT JOIN drs_evaluations e ON e.context_id = a.context_id
    ORDER BY a.completed_at DESC LIMIT 1
  ) last ON true
  WHERE s.session_id = ${value('session_id')}::uuid AND s.status = 'ACTIVE' AND s.expires_at > now()`,
)
