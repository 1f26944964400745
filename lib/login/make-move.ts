import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { advanceJourney, type Move, type Moved } from './advance-journey.ts'
import type { Journey } from './queries.ts'

/** Makes a move, or throws why it cannot be made: a lock stood in the way, or somebody else closed the step first. */
export async function makeMove(ctx: Context, journey: Journey, move: Move): Promise<Moved> {
  const moved = await advanceJourney(ctx, journey, move)
  const ids = { contextId: journey.context_id, transactionId: journey.transaction_id }
  if (moved.refused) throw new Failure(moved.refused === 'MFA' ? 'mfa_locked' : 'password_locked', ids)
  if (!moved.advanced) throw new Failure('journey_processed', ids)
  return moved
}
