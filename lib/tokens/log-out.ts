import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { Failure } from '#lib/failure.ts'
import { endSession } from '#lib/sessions/end-session.ts'

export type LogOutInput = {
  /** An access token, a refresh token, or both. */
  presented: string[]
  /** The client app that asks, if it says so: it must be the session's. */
  clientId: string | null
}

/** Ends the session that any of these tokens belongs to. Doing so again, or with a token nobody knows, is no error. */
export async function logOut(ctx: Context, { presented, clientId }: LogOutInput): Promise<void> {
  const [found] = await findSessionOfToken(ctx.db, { hashes: presented.map(sha256) })
  if (!found) return
  if (!found.app_active || (clientId !== null && clientId !== found.client_id)) throw new Failure('client_refused')
  await transact({ ...ctx, actor: { kind: 'user', id: found.cupid } }, async ctx => {
    const ended = await endSession(ctx, { sessionId: found.session_id, status: 'LOGGED_OUT' })
    if (!ended) return
    await record(ctx, {
      eventType: 'LOGOUT',
      sessionId: ended.sessionId,
      cupid: ended.cupid,
      contextId: ended.contextId,
      eventData: { tokens_revoked: ended.tokensRevoked },
    })
  })
}

const findSessionOfToken = statement<{ session_id: string; cupid: string; client_id: string; app_active: boolean }>(
  'logout_session',
  value => sql`
  SELECT s.session_id, s.cupid, c.app_id AS client_id, coalesce(a.status = 'ACTIVE', false) AS app_active
  FROM tokens t JOIN sessions s ON s.session_id = t.session_id
  JOIN auth_contexts c ON c.context_id = s.context_id
  LEFT JOIN client_apps a ON a.client_id = c.app_id
  WHERE t.token_value_hash = ANY (${value('hashes')}::text[]) AND t.status = 'ACTIVE' AND s.status = 'ACTIVE' LIMIT 1`,
)
