import { type SQL, sql } from 'drizzle-orm'

/**
 * Whose place a new access or ID token takes: the one that `siblings` has just rotated, or, where it was revoked by
 * itself before, that one. A family stays one chain.
 */
export const predecessor = (type: SQL, sessionId: SQL): SQL => sql`
  coalesce((SELECT s.token_id FROM siblings s WHERE s.token_type = ${type}),
           (SELECT g.token_id FROM tokens g WHERE g.session_id = ${sessionId} AND g.token_type = ${type}
            ORDER BY g.created_at DESC, g.token_id DESC LIMIT 1))`
