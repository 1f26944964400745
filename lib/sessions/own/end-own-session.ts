import { z } from 'zod'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { endSession } from '../end-session.ts'
import { isOwnSession } from './queries.ts'

const EndOwnSession = z.object({ sessionId: z.uuid() })

/**
 * Ends a session at the wish of its user, who may be signed in elsewhere. Throws `not_found` for an id that is unknown
 * or another user's; one that has ended already revokes nothing and is no error.
 */
export async function endOwnSession(
  ctx: Context,
  input: unknown,
): Promise<{ sessionId: string; tokensRevoked: number }> {
  if (ctx.actor.kind !== 'user') throw new Failure('permission_missing')
  const { sessionId } = parse(EndOwnSession, input)
  const cupid = ctx.actor.id
  return transact(ctx, async ctx => {
    if (!(await isOwnSession(ctx, sessionId, cupid))) throw new Failure('not_found')
    const reason = 'user_request'
    const ended = await endSession(ctx, { sessionId, status: 'REVOKED', revokedBy: cupid, reason })
    if (!ended) return { sessionId, tokensRevoked: 0 }
    await record(ctx, {
      eventType: 'SESSION_REVOKED',
      sessionId,
      cupid,
      contextId: ended.contextId,
      eventData: { reason, revoked_by: cupid, tokens_revoked: ended.tokensRevoked },
    })
    return { sessionId, tokensRevoked: ended.tokensRevoked }
  })
}
