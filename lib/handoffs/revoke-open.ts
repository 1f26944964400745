import { and, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { crossAppSessions } from '#db/schema/cross-app-sessions.ts'
import { record } from '#lib/audit/record.ts'
import type { Context } from '#lib/context.ts'
import { handoffEvent, type Revocation } from './rules.ts'

/**
 * Revokes what is open of the handoffs that `which` names, redeemed or not, and records each. What is over already is
 * left as it is. Call it inside `transact`.
 */
export async function revokeOpen(ctx: Context, which: SQL | undefined, reason: Revocation): Promise<void> {
  const revoked = await ctx.db
    .update(crossAppSessions)
    .set({ revokedAt: sql`now()` })
    .where(and(which, isNull(crossAppSessions.revokedAt), gt(crossAppSessions.expiresAt, sql`now()`)))
    .returning({
      handoff_id: crossAppSessions.id,
      session_id: crossAppSessions.sessionId,
      cupid: crossAppSessions.cupid,
      source_app: crossAppSessions.sourceApp,
      target_app: crossAppSessions.targetApp,
    })
  if (revoked.length === 0) return
  await record(ctx, ...revoked.map(handoff => handoffEvent('HANDOFF_REVOKED', handoff, reason)))
}
