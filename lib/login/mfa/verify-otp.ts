import { timingSafeEqual } from 'node:crypto'
import type { Context } from '#lib/context.ts'
import { FAILURES, Failure } from '#lib/failure.ts'
import { failStep } from '../fail-step.ts'
import { passStep } from '../pass-step.ts'
import type { LoginAnswer } from '../present.ts'
import { journeyEvent, type OpenJourney, requireStep, type StepRef } from '../require-step.ts'
import { codeHash } from './rules.ts'

/**
 * Checks a code. One guess a code: a wrong one closes its step and opens the choice of a method again, whose id the
 * failure carries; the fifth in a row, over all challenges, locks the factor.
 */
export async function verifyOtp(ctx: Context, ref: StepRef, code: string): Promise<LoginAnswer> {
  const journey = await requireStep(ctx, ref, 'verify_otp')
  const { mfa_method: method, attempt_number } = journey
  const facts = { method, attempt_number }
  if (method && method !== 'push' && isRight(ctx, journey, code)) {
    return passStep(ctx, journey, {
      method,
      result: { verification_result: 'CORRECT' },
      events: [{ ...journeyEvent(journey), eventType: 'MFA_VERIFY_SUCCESS', eventData: facts }],
    })
  }
  const again = await failStep(ctx, journey, {
    close: 'CONSUMED',
    result: { verification_result: 'INCORRECT' },
    mfa: 'failed',
    again: true,
    events: [
      {
        ...journeyEvent(journey),
        eventType: 'MFA_VERIFY_FAILED',
        severity: 'WARN',
        eventData: { ...facts, error_code: FAILURES.wrong_otp.errorCode },
      },
    ],
  })
  throw new Failure('wrong_otp', { contextId: journey.context_id, ...(again && { transactionId: again }) })
}

function isRight(ctx: Context, journey: OpenJourney, code: string): boolean {
  const expected = Buffer.from(journey.code_hash ?? '')
  const given = Buffer.from(codeHash(ctx.parts.secretKey, journey.transaction_id, code))
  return expected.length === given.length && timingSafeEqual(expected, given)
}
