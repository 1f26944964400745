import { and, eq, sql } from 'drizzle-orm'
import { sessions } from '#db/schema/sessions.ts'
import { tokens } from '#db/schema/tokens.ts'
import type { Context } from '#lib/context.ts'
import { endHandoffs } from '#lib/handoffs/end-handoffs.ts'

export type SessionEnd =
  | { sessionId: string; status: 'LOGGED_OUT' }
  | { sessionId: string; status: 'REVOKED'; revokedBy: string; reason: string }

export type EndedSession = { sessionId: string; cupid: string; contextId: string; tokensRevoked: number }

/**
 * Ends an active session, every active token and every open handoff of it. Null when it was not active. Call it inside `transact`: the
 * session's row lock is what a refresh waits for, and the tokens are read after it, so that none slips through.
 */
export async function endSession(ctx: Context, end: SessionEnd): Promise<EndedSession | null> {
  // The clock, not the transaction's start: what was done while this waited for the row was done before.
  const revocation =
    end.status === 'REVOKED'
      ? { revokedAt: sql`clock_timestamp()`, revokedBy: end.revokedBy, revocationReason: end.reason }
      : {}
  const [session] = await ctx.db
    .update(sessions)
    .set({ status: end.status, ...revocation })
    .where(and(eq(sessions.sessionId, end.sessionId), eq(sessions.status, 'ACTIVE')))
    .returning({ cupid: sessions.cupid, contextId: sessions.contextId })
  if (!session) return null
  const revoked = await ctx.db
    .update(tokens)
    .set({ status: 'REVOKED', revokedAt: sql`clock_timestamp()` })
    .where(and(eq(tokens.sessionId, end.sessionId), eq(tokens.status, 'ACTIVE')))
    .returning({ tokenId: tokens.tokenId })
  await endHandoffs(ctx, end.sessionId)
  return { sessionId: end.sessionId, ...session, tokensRevoked: revoked.length }
}
