import { v7 as uuidv7 } from 'uuid'
import type { AuditEvent } from '#lib/audit/schema.ts'
import { type Context, transact } from '#lib/context.ts'
import { FAILURES, Failure, type FailureName } from '#lib/failure.ts'
import { applyFailurePolicy } from '#lib/step-up/apply-failure-policy.ts'
import type { Move } from './advance-journey.ts'
import { stepRow } from './describe-step.ts'
import { makeMove } from './make-move.ts'
import { journeyEvent, type OpenJourney } from './require-step.ts'

export type FailedStep = Pick<Move, 'close' | 'result' | 'expects' | 'mfa' | 'outcome'> & {
  events: AuditEvent[]
  /** Why, where the journey ends: for the record of a step-up. */
  failure?: FailureName
  /** Opens the choice of a method again, as long as this failure does not lock. */
  again?: boolean
}

/**
 * Closes a step that its user failed or refused. Gives the id of the step that is open instead, null when the journey
 * ended; throws `mfa_locked` when this failure was the one too many. A step-up that ends so has failed, by policy.
 */
export async function failStep(ctx: Context, journey: OpenJourney, failed: FailedStep): Promise<string | null> {
  const { again, failure = 'transaction_expired', ...move } = failed
  const next = again ? uuidv7() : null
  const ended = move.outcome ? stepUpFailed(journey, failure) : []
  const write = async (ctx: Context) => {
    const moved = await makeMove(ctx, journey, {
      ...move,
      ...(next && { next: chooseAgain(journey, next) }),
      events: [...move.events, ...ended],
      lockedEvents: [
        { ...journeyEvent(journey), eventType: 'MFA_LOCKED', severity: 'WARN', eventData: lockFacts(ctx) },
        ...(move.outcome ? [] : stepUpFailed(journey, 'mfa_locked')),
      ],
    })
    const isOver = move.outcome === 'FAILED' || moved.locked
    if (isOver && journey.auth_type === 'STEP_UP') await applyFailurePolicy(ctx, journey)
    return moved
  }
  const { locked } = await (journey.auth_type === 'STEP_UP' ? transact(ctx, write) : write(ctx))
  if (locked) throw new Failure('mfa_locked', { contextId: journey.context_id, transactionId: journey.transaction_id })
  return next
}

const chooseAgain = (journey: OpenJourney, transactionId: string) => ({
  ...stepRow({ transactionId, type: 'MFA_INITIATE', phones: [], mobileApproveStatus: 'NOT_REGISTERED' }),
  mfa_options: journey.mfa_options,
  mobile_approve_status: journey.mobile_approve_status,
})

const lockFacts = (ctx: Context) => ({ factor: 'MFA', lock_seconds: ctx.parts.env.MFA_LOCK_SECONDS })

const stepUpFailed = (journey: OpenJourney, failure: FailureName): AuditEvent[] =>
  journey.auth_type === 'STEP_UP'
    ? [
        {
          ...journeyEvent(journey),
          transactionId: null,
          eventType: 'STEP_UP_FAILED',
          severity: 'WARN',
          eventData: {
            outcome: 'FAILED',
            mfa_method: journey.mfa_method,
            attempts: journey.attempts,
            error_code: FAILURES[failure].errorCode,
          },
        },
      ]
    : []
