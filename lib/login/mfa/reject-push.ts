import type { Context } from '#lib/context.ts'
import { failStep } from '../fail-step.ts'
import { journeyEvent, type OpenJourney } from '../require-step.ts'

/** Ends a push, and the journey with it: by a wrong number, which counts as a failure, or by the button that denies. */
export async function rejectPush(
  ctx: Context,
  journey: OpenJourney,
  rejection: { reason: 'WRONG_NUMBER'; selectedNumber: number } | { reason: 'DENIED' },
): Promise<void> {
  const isWrong = rejection.reason === 'WRONG_NUMBER'
  await failStep(ctx, journey, {
    close: 'REJECTED',
    outcome: 'FAILED',
    ...(isWrong && {
      mfa: 'failed' as const,
      // Kept as long as it fits the column; what does not is wrong all the same.
      result: {
        verification_result: 'INCORRECT',
        selected_number: Math.abs(rejection.selectedNumber) < 2 ** 31 ? rejection.selectedNumber : null,
      },
    }),
    events: [
      {
        ...journeyEvent(journey),
        eventType: 'MFA_PUSH_REJECTED',
        severity: 'WARN',
        eventData: { method: 'push', attempt_number: journey.attempt_number, reason: rejection.reason },
      },
    ],
  })
}
