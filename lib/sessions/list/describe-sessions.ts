import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '#lib/context.ts'
import type { SessionStatus } from '../schema.ts'
import { latestEvaluation } from './match-sessions.ts'
import type { Sort } from './rules.ts'

/** One session as the list needs it. Instants are ISO 8601, UTC. */
export type SessionRow = {
  session_id: string
  cupid: string
  username: string
  guid: string
  app_id: string
  app_version: string
  /** An active session whose time is over is told as EXPIRED, before the job has come round to it. */
  status: SessionStatus
  ip_address: string
  created_at: string
  last_activity_at: string
  expires_at: string
  revoked_at: string | null
  /** The agent's username where it is known, else what the table says: a cupid, a client app, SYSTEM. */
  revoked_by: string | null
  revocation_reason: string | null
  /** Set when the risk service denied a step-up. */
  flagged_at: string | null
  flag_reason: string | null
  /** Of the latest evaluation, and the highest there was; null where there is none. */
  risk_score: number | null
  highest_risk_score: number | null
  browser: string | null
  browser_version: string | null
  operating_system: string | null
  ip_location: string | null
  step_ups: number
  active_tokens: number
  has_access_token: boolean
  has_refresh_token: boolean
  /** The column sorted by, to the microsecond, for the next page's cursor. */
  at: string
}

/** The facts of sessions that `matched` selects as (session_id, at), in the order of `sort`: look-ups for these rows only. */
export async function describeSessions(ctx: Context, matched: SQL, sort: Sort): Promise<SessionRow[]> {
  const order = sort.startsWith('-') ? sql`DESC` : sql`ASC`
  const { rows } = await ctx.db.execute<SessionRow>(sql`
    WITH page AS MATERIALIZED (${matched})
    SELECT s.session_id, s.cupid, c.username, c.guid, c.app_id, c.app_version,
           CASE WHEN s.status = 'ACTIVE' AND s.expires_at <= now() THEN 'EXPIRED' ELSE s.status END AS status,
           host(s.ip_address) AS ip_address, ${iso('s.created_at')}, ${iso('s.last_activity_at')},
           ${iso('s.expires_at')}, ${iso('s.revoked_at')}, coalesce(r.username, s.revoked_by) AS revoked_by,
           s.revocation_reason, ${iso('s.flagged_at')}, s.flag_reason,
           coalesce(u.risk_score, i.risk_score) AS risk_score, h.risk_score AS highest_risk_score,
           coalesce(u.browser, i.browser) AS browser, coalesce(u.browser_version, i.browser_version) AS browser_version,
           coalesce(u.operating_system, i.operating_system) AS operating_system,
           coalesce(u.ip_location, i.ip_location) AS ip_location,
           (SELECT count(*)::int FROM auth_contexts a WHERE a.session_id = s.session_id) AS step_ups,
           t.active_tokens, t.has_access_token, t.has_refresh_token,
           to_char(page.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00') AS at
    FROM page JOIN sessions s ON s.session_id = page.session_id JOIN auth_contexts c ON c.context_id = s.context_id
    ${latestEvaluation}
    CROSS JOIN LATERAL (
      SELECT max(e.risk_score) AS risk_score FROM (
        SELECT risk_score FROM drs_evaluations d WHERE d.context_id = s.context_id
        UNION ALL SELECT risk_score FROM drs_evaluations d WHERE d.session_id = s.session_id) e
    ) h
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS active_tokens, coalesce(bool_or(token_type = 'ACCESS'), false) AS has_access_token,
             coalesce(bool_or(token_type = 'REFRESH'), false) AS has_refresh_token
      FROM tokens WHERE tokens.session_id = s.session_id AND tokens.status = 'ACTIVE'
    ) t
    LEFT JOIN LATERAL (
      SELECT username FROM agent_sessions g WHERE g.cupid = s.revoked_by ORDER BY g.created_at DESC LIMIT 1
    ) r ON true
    ORDER BY page.at ${order}, s.session_id ${order}`)
  return rows
}

const iso = (column: `s.${string}`) =>
  sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${column.slice(2)}`)
