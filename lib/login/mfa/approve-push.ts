import type { Context } from '#lib/context.ts'
import type { LiveToken } from '#lib/tokens/queries.ts'
import { makeMove } from '../make-move.ts'
import { journeyEvent } from '../require-step.ts'
import { rejectPush } from './reject-push.ts'
import { requirePush } from './require-push.ts'

/**
 * The user's phone approves a push with the number typed into it (SP 800-63B-4 §3.1.3). The step stays PENDING until
 * whoever signs in asks for it. False for a wrong number: it rejects the push, and counts as a failed second factor.
 */
export async function approvePush(
  ctx: Context,
  phone: LiveToken,
  ref: { contextId: string; transactionId: string },
  selectedNumber: number,
): Promise<boolean> {
  const journey = await requirePush(ctx, phone, ref, 'approve_push')
  if (selectedNumber !== journey.display_number) {
    await rejectPush(ctx, journey, { reason: 'WRONG_NUMBER', selectedNumber })
    return false
  }
  await makeMove(ctx, journey, {
    close: null,
    result: { verification_result: 'CORRECT', selected_number: selectedNumber },
    events: [
      {
        ...journeyEvent(journey),
        eventType: 'MFA_PUSH_APPROVED',
        eventData: { method: 'push', attempt_number: journey.attempt_number, approved_by_session: phone.session_id },
      },
    ],
  })
  return true
}
