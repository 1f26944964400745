import { and, eq, sql } from 'drizzle-orm'
import { sessions } from '#db/schema/sessions.ts'
import { statement } from '#db/statement.ts'
import type { Context } from '#lib/context.ts'

/** Instants are ISO 8601, UTC. The values of the tokens are what is kept of them. */
export type OwnSessionRow = {
  session_id: string
  app_id: string
  app_name: string | null
  user_agent: string | null
  ip_address: string
  ip_location: string | null
  created_at: string
  last_activity_at: string
  expires_at: string
  access_value: string | null
  id_value: string | null
}

/** The sessions a user has open, last used first. */
export const listOwnSessions = statement<OwnSessionRow>(
  'own_sessions',
  value => sql`
  SELECT s.session_id, c.app_id, a.name AS app_name, s.user_agent, host(s.ip_address) AS ip_address, d.ip_location,
         ${iso('s.created_at')}, ${iso('s.last_activity_at')}, ${iso('s.expires_at')},
         access.token_value AS access_value, id.token_value AS id_value
  FROM (
    SELECT * FROM sessions WHERE cupid = ${value('cupid')} AND status = 'ACTIVE' AND expires_at > now()
    ORDER BY last_activity_at DESC, session_id LIMIT 200
  ) s
  JOIN auth_contexts c ON c.context_id = s.context_id
  LEFT JOIN client_apps a ON a.client_id = c.app_id
  LEFT JOIN tokens access ON access.session_id = s.session_id AND access.token_type = 'ACCESS' AND access.status = 'ACTIVE'
  LEFT JOIN tokens id ON id.session_id = s.session_id AND id.token_type = 'ID' AND id.status = 'ACTIVE'
  LEFT JOIN LATERAL (
    SELECT ip_location FROM drs_evaluations e WHERE e.context_id = s.context_id ORDER BY e.created_at DESC LIMIT 1
  ) d ON true
  ORDER BY s.last_activity_at DESC, s.session_id`,
)

/** Whether the session is this user's, whatever its status. Whose it is never changes. */
export async function isOwnSession(ctx: Context, sessionId: string, cupid: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ sessionId: sessions.sessionId })
    .from(sessions)
    .where(and(eq(sessions.sessionId, sessionId), eq(sessions.cupid, cupid)))
    .limit(1)
  return row !== undefined
}

function iso(column: `s.${string}`) {
  return sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${column.slice(2)}`)
}
