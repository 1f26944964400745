import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'

/** One authentication of a session. Instants are ISO 8601, UTC. */
export type Authentication = {
  context_id: string
  auth_type: 'INITIAL' | 'STEP_UP'
  /** Null while it goes on. */
  auth_outcome: string | null
  /** Null where the risk service gave no verdict. */
  risk_score: number | null
  recommendation: string | null
  auth_started_at: string
  auth_completed_at: string | null
}

/**
 * The authentications of one session, oldest first: the sign-in that opened it and its step-ups. None for an unknown id.
 * By the view that a filter on the session reaches the indexes of, so that nothing is computed for any other.
 */
export const listTimeline = statement<Authentication>(
  'session_timeline',
  value => sql`
  SELECT context_id, auth_type, auth_outcome, risk_score, recommendation,
         ${iso('auth_time')} AS auth_started_at, ${iso('auth_completed_at')} AS auth_completed_at
  FROM v_session_auth_timeline WHERE session_id = ${value('session_id')}::uuid
  ORDER BY auth_sequence`,
)

function iso(column: string) {
  return sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
}
