import { eq } from 'drizzle-orm'
import { crossAppSessions } from '#db/schema/cross-app-sessions.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import type { FoundHandoff } from './queries.ts'
import { revokeOpen } from './revoke-open.ts'
import { handoffEvent, type Refusal } from './rules.ts'

/**
 * Refuses a redemption, audited with its reason. One that was redeemed before is revoked in the same transaction: two
 * hold its token, and nobody can tell which of them is the thief. Whatever the reason, the caller is told the same.
 */
export async function refuseHandoff(ctx: Context, handoff: FoundHandoff, reason: Refusal): Promise<never> {
  await transact(ctx, async ctx => {
    await record(ctx, handoffEvent('HANDOFF_REFUSED', handoff, reason))
    if (reason === 'already_used') await revokeOpen(ctx, eq(crossAppSessions.id, handoff.handoff_id), reason)
  })
  throw unknownHandoff()
}

export const unknownHandoff = () =>
  new Failure('not_found', { message: 'No handoff waits for this app under this session token' })
