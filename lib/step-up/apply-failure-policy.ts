import { record } from '#lib/audit/record.ts'
import type { Context } from '#lib/context.ts'
import type { Journey } from '#lib/login/queries.ts'
import { loadPolicy } from '#lib/policies/queries.ts'
import { endSession } from '#lib/sessions/end-session.ts'

/** What becomes of a session whose step-up failed. Call it in the transaction that ends the journey. */
export async function applyFailurePolicy(
  ctx: Context,
  { session_id: sessionId, context_id: contextId }: Pick<Journey, 'session_id' | 'context_id'>,
): Promise<void> {
  const { onFailure } = await loadPolicy(ctx.db, 'step_up')
  if (onFailure !== 'revoke_session' || !sessionId) return
  const reason = 'step_up_failed'
  const ended = await endSession(ctx, { sessionId, status: 'REVOKED', revokedBy: 'SYSTEM', reason })
  if (!ended) return
  await record(ctx, {
    eventType: 'SESSION_REVOKED',
    severity: 'WARN',
    sessionId,
    cupid: ended.cupid,
    contextId,
    authType: 'STEP_UP',
    eventData: { reason, revoked_by: 'SYSTEM', tokens_revoked: ended.tokensRevoked },
  })
}
