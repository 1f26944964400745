import { requirePermission } from '#lib/agents/require-permission.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { endSession } from './end-session.ts'
import { getLastAccessTokenExpiry, sessionExists } from './queries.ts'
import { RevokeSession } from './schema.ts'

/** What a revocation leaves the agent with. */
export type RevocationReceipt = {
  sessionId: string
  tokensRevoked: number
  /** ISO 8601, UTC. */
  revokedAt: string
  /** Until when a self-contained access token could still be believed by who does not ask us; null when none could. */
  believedUntil: string | null
}

/** Ends one session for good. Throws `session_not_active` when it was not active, `not_found` for an unknown id. */
export async function revokeSession(ctx: Context, input: unknown): Promise<RevocationReceipt> {
  requirePermission(ctx, 'sessions:revoke')
  const { sessionId, reason } = parse(RevokeSession, input)
  return transact(ctx, async ctx => {
    const ended = await endSession(ctx, { sessionId, status: 'REVOKED', revokedBy: ctx.actor.id, reason })
    if (!ended) throw new Failure((await sessionExists(ctx, sessionId)) ? 'session_not_active' : 'not_found')
    await record(ctx, {
      eventType: 'SESSION_REVOKED',
      severity: 'WARN',
      sessionId,
      cupid: ended.cupid,
      contextId: ended.contextId,
      eventData: { reason, revoked_by: ctx.actor.id, tokens_revoked: ended.tokensRevoked },
    })
    const believedUntil = await getLastAccessTokenExpiry(ctx, sessionId)
    return { sessionId, tokensRevoked: ended.tokensRevoked, revokedAt: new Date().toISOString(), believedUntil }
  })
}
