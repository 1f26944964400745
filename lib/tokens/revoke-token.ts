import { and, eq, sql } from 'drizzle-orm'
import { tokens } from '#db/schema/tokens.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { endSession } from '#lib/sessions/end-session.ts'
import { findLiveToken, type LiveToken } from './queries.ts'

/**
 * Revokes a token at the wish of the client app it was issued to (RFC 7009). A refresh token takes its session with it.
 * A token that is unknown, dead, or another app's is left as it is: the caller is answered the same (§2.2).
 */
export async function revokeToken(ctx: Context, token: string, clientId: string): Promise<void> {
  const [live] = await findLiveToken(ctx.db, { hash: sha256(token) })
  if (live?.client_id !== clientId) return
  await transact(ctx, async ctx => {
    const revoked = live.token_type === 'REFRESH' ? await endWithSession(ctx, live) : await revokeOne(ctx, live)
    if (!revoked) return
    await record(ctx, {
      eventType: 'TOKEN_REVOKED',
      cupid: live.cupid,
      sessionId: live.session_id,
      eventData: { token_id: live.token_id, token_type: live.token_type, tokens_revoked: revoked },
    })
  })
}

async function endWithSession(ctx: Context, live: LiveToken) {
  const ended = await endSession(ctx, { sessionId: live.session_id, status: 'LOGGED_OUT' })
  return ended?.tokensRevoked ?? 0
}

async function revokeOne(ctx: Context, live: LiveToken) {
  const rows = await ctx.db
    .update(tokens)
    .set({ status: 'REVOKED', revokedAt: sql`now()` })
    .where(and(eq(tokens.tokenId, live.token_id), eq(tokens.status, 'ACTIVE')))
    .returning({ tokenId: tokens.tokenId })
  return rows.length
}
