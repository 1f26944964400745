import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { endSession } from '#lib/sessions/end-session.ts'

/** Ends the session that any of these tokens belongs to. Doing so again, or with a token nobody knows, is no error. */
export async function logOut(ctx: Context, presented: string[]): Promise<void> {
  const [found] = await findSessionOfToken(ctx.db, { hashes: presented.map(sha256) })
  if (!found) return
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

const findSessionOfToken = statement<{ session_id: string; cupid: string }>(
  'logout_session',
  value => sql`
  SELECT s.session_id, s.cupid FROM tokens t JOIN sessions s ON s.session_id = t.session_id
  WHERE t.token_value_hash = ANY (${value('hashes')}::text[]) AND t.status = 'ACTIVE' AND s.status = 'ACTIVE' LIMIT 1`,
)
