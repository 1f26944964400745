import type { Context } from '#lib/context.ts'
import { passStep } from '../pass-step.ts'
import type { LoginAnswer } from '../present.ts'
import { journeyEvent, requireStep, type StepRef } from '../require-step.ts'

export type PendingMfa = {
  step: 'PENDING'
  transactionId: string
  /** ISO 8601, UTC. */
  expiresAt: string
  /** Whether the code or the push has left: FAILED when its carrier would not take it. */
  deliveryStatus: 'QUEUED' | 'SENT' | 'FAILED' | null
}

/** How a challenge stands. Whoever asks first after a push was approved goes on with the journey, once. */
export async function pollMfa(ctx: Context, ref: StepRef): Promise<LoginAnswer | PendingMfa> {
  const journey = await requireStep(ctx, ref, 'poll_mfa')
  if (journey.verification_result !== 'CORRECT') {
    const { transaction_id, expires_at, delivery_status } = journey
    return { step: 'PENDING', transactionId: transaction_id, expiresAt: expires_at, deliveryStatus: delivery_status }
  }
  return passStep(ctx, journey, {
    method: 'push',
    expects: 'CORRECT',
    events: [
      {
        ...journeyEvent(journey),
        eventType: 'MFA_VERIFY_SUCCESS',
        eventData: { method: 'push', attempt_number: journey.attempt_number },
      },
    ],
  })
}
