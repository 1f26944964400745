import { and, eq } from 'drizzle-orm'
import { clientApps } from '#db/schema/client-apps.ts'
import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import type { LiveToken } from '#lib/tokens/queries.ts'
import { type OpenJourney, requireStep } from '../require-step.ts'
import type { StepAction } from '../steps.ts'

/**
 * The push that waits for this phone: its access token is of the same user, from a client app that may approve pushes.
 * Throws `client_refused` for another app and `user_mismatch` for another user.
 */
export async function requirePush(
  ctx: Context,
  phone: LiveToken,
  ref: { contextId: string; transactionId: string },
  action: Extract<StepAction, 'approve_push' | 'deny_push'>,
): Promise<OpenJourney> {
  const [app] = await ctx.db
    .select({ mayApprovePush: clientApps.mayApprovePush })
    .from(clientApps)
    .where(and(eq(clientApps.clientId, phone.client_id), eq(clientApps.status, 'ACTIVE')))
  if (!app?.mayApprovePush) throw new Failure('client_refused', ref)
  const journey = await requireStep(ctx, { ...ref, clientId: null }, action)
  if (journey.cupid !== phone.cupid) throw new Failure('user_mismatch', ref)
  if (journey.verification_result !== null) throw new Failure('journey_processed', ref)
  return journey
}
