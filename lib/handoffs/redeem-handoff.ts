import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { auditRows, insertEvents } from '#lib/audit/record.ts'
import type { Context } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { takeOne } from '#lib/limits.ts'
import { findHandoff, findOwner } from './queries.ts'
import { refuseHandoff, unknownHandoff } from './refuse-handoff.ts'
import { handoffEvent, judgeRedemption } from './rules.ts'

export type RedeemedHandoff = { user: DirectoryUser; accountId: string | null }

/**
 * Redeems a handoff for the client app that `ctx` acts for, exactly once. Throws `not_found` for everything else; what it
 * was stands in the audit log. The directory is asked first: where it cannot answer, nothing is spent.
 */
export async function redeemHandoff(ctx: Context, sessionToken: string): Promise<RedeemedHandoff> {
  const targetApp = ctx.actor.id
  await takeOne(ctx, 'validationsPerApp', targetApp)
  const hash = sha256(sessionToken)
  const [handoff] = await findHandoff(ctx.db, { hash })
  if (!handoff) throw unknownHandoff()
  const refusal = judgeRedemption(handoff, targetApp)
  if (refusal) return refuseHandoff(ctx, handoff, refusal)

  const user = await findOwner(ctx, handoff)
  if (!user) return refuseHandoff(ctx, handoff, 'user_not_active')
  const accountId = handoff.account_id
  if (accountId && !user.accounts.some(({ id }) => id === accountId)) {
    return refuseHandoff(ctx, handoff, 'account_not_owned')
  }
  const [redeemed] = await redeemOnce(ctx.db, {
    hash,
    session_id: handoff.session_id,
    target_app: targetApp,
    events: auditRows(ctx, [handoffEvent('HANDOFF_REDEEMED', handoff)]),
  })
  if (redeemed) return { user, accountId }
  // Somebody was faster: another redemption, a revocation, the end of the session, or the clock.
  const [found] = await findHandoff(ctx.db, { hash })
  const lost = found && judgeRedemption(found, targetApp)
  return refuseHandoff(ctx, handoff, lost ?? 'already_used')
}

/** Of all who come at once one gets the row. The session's row is held first: its end is either seen or waits. */
const redeemOnce = statement<{ id: string }>(
  'handoff_redeem',
  value => sql`
  WITH live AS (
    SELECT session_id FROM sessions
    WHERE session_id = ${value('session_id')}::uuid AND status = 'ACTIVE' AND expires_at > now()
    FOR SHARE
  ), redeemed AS (
    UPDATE cross_app_sessions h SET used_at = now() FROM live
    WHERE h.session_id = live.session_id AND h.token_hash = ${value('hash')} AND h.target_app = ${value('target_app')}
      AND h.used_at IS NULL AND h.revoked_at IS NULL AND h.expires_at > now()
    RETURNING h.id
  ), logged AS (${insertEvents(value('events'), sql`redeemed`)})
  SELECT id FROM redeemed`,
)
