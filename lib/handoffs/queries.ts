import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import type { Context } from '#lib/context.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'

/** A handoff with the state of it and of the session it came from, by the database's clock. */
export type FoundHandoff = {
  handoff_id: number
  session_id: string
  session_live: boolean
  cupid: string
  username: string
  /** The app it came from may still be used. */
  source_active: boolean
  account_id: string | null
  source_app: string
  target_app: string
  used: boolean
  revoked: boolean
  expired: boolean
}

export const findHandoff = statement<FoundHandoff>(
  'handoff_found',
  value => sql`
  SELECT h.id::float8 AS handoff_id, h.session_id, s.status = 'ACTIVE' AND s.expires_at > now() AS session_live,
         h.cupid, c.username, a.status = 'ACTIVE' AS source_active, h.account_id, h.source_app, h.target_app,
         h.used_at IS NOT NULL AS used, h.revoked_at IS NOT NULL AS revoked, h.expires_at <= now() AS expired
  FROM cross_app_sessions h
  JOIN sessions s ON s.session_id = h.session_id
  JOIN auth_contexts c ON c.context_id = s.context_id
  JOIN client_apps a ON a.client_id = h.source_app
  WHERE h.token_hash = ${value('hash')}`,
)

/**
 * Whose handoff it is, as the directory has them now; null when they are gone, somebody else by that name, or not
 * active any more. Throws `dependency_unavailable` when the directory cannot answer.
 */
export async function findOwner(
  ctx: Context,
  handoff: Pick<FoundHandoff, 'username' | 'cupid'>,
): Promise<DirectoryUser | null> {
  const user = await ctx.parts.directory.find(handoff.username)
  return user?.cupid === handoff.cupid && user.state === 'ACTIVE' ? user : null
}
