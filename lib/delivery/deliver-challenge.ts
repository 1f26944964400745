import { z } from 'zod'
import { auditRows } from '#lib/audit/record.ts'
import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import { describeError } from '#lib/describe-error.ts'
import type { Message } from './delivery.ts'
import { DELIVERY_PROBLEMS, DeliveryProblem, problemBehind } from './delivery-problem.ts'
import { findWaitingChallenge, markFailed, markSent, tryLater, type WaitingChallenge } from './queries.ts'
import type { ChallengeJob } from './queue-challenge.ts'
import { nextTry } from './rules.ts'
import { openMessage } from './seal-message.ts'

const ChallengeJobSchema = z.object({ transaction_id: z.uuid(), sealed: z.string() })

export type Delivered = { delivery: 'SENT' | 'LATER' | 'FAILED' | 'NOT_WAITED_FOR' }

/**
 * The job `deliver_challenge`: brings one challenge to its user, at least once. What a carrier may take later is queued
 * again while the code is still of use; what it never will is FAILED, at once. A worker that dies between the carrier's
 * answer and ours sends it a second time.
 */
export async function deliverChallenge(ctx: Context, input: unknown): Promise<Delivered> {
  const job = ChallengeJobSchema.parse(input)
  const [waiting] = await findWaitingChallenge(ctx.db, { transaction_id: job.transaction_id })
  if (!waiting) return { delivery: 'NOT_WAITED_FOR' }
  const message = await open(ctx, job)
  if (!message) return giveUp(ctx, job, waiting, new DeliveryProblem('UNREADABLE'))
  try {
    await ctx.parts.delivery.send(message)
  } catch (error) {
    return settle({ ...ctx, correlationId: message.correlationId }, job, waiting, error)
  }
  await markSent(ctx.db, { transaction_id: job.transaction_id })
  return { delivery: 'SENT' }
}

/** Null where it was sealed under another key, or belongs to another challenge. */
async function open(ctx: Context, job: ChallengeJob): Promise<Message | null> {
  const message = await openMessage(ctx.parts.secretKey, job.sealed).catch(() => null)
  return message?.transactionId === job.transaction_id ? message : null
}

async function settle(ctx: Context, job: ChallengeJob, waiting: WaitingChallenge, error: unknown): Promise<Delivered> {
  const problem = problemBehind(error)
  if (problem.problem === 'INTERNAL_ERROR') ctx.log.error(describeError(error), 'a carrier of ours failed')
  const delay = nextTry(waiting.attempts + 1, waiting.seconds_left, problem.retryAfterSeconds)
  if (!DELIVERY_PROBLEMS[problem.problem].retry || delay === null) return giveUp(ctx, job, waiting, problem)
  ctx.log.warn(described(job, waiting, problem, { retryInSeconds: delay }), 'challenge not delivered yet')
  await tryLater(ctx.db, {
    transaction_id: job.transaction_id,
    payload: JSON.stringify(job),
    delay_seconds: delay,
  })
  return { delivery: 'LATER' }
}

async function giveUp(
  ctx: Context,
  job: ChallengeJob,
  waiting: WaitingChallenge,
  problem: DeliveryProblem,
): Promise<Delivered> {
  ctx.log.error(described(job, waiting, problem), 'challenge not delivered')
  await markFailed(ctx.db, {
    transaction_id: job.transaction_id,
    events: auditRows(ctx, [failedEvent(job, waiting, problem)]),
  })
  return { delivery: 'FAILED' }
}

/**
 * The union of events has no name for a delivery that failed. It is the sending's own event, as ERROR, with
 * `delivery: FAILED`; never MFA_VERIFY_FAILED, which counts as a failure of the user's.
 */
const failedEvent = (job: ChallengeJob, waiting: WaitingChallenge, problem: DeliveryProblem): AuditEvent => ({
  eventType: waiting.channel === 'push' ? 'MFA_PUSH_SENT' : 'MFA_CHALLENGE_SENT',
  severity: 'ERROR',
  cupid: waiting.cupid,
  contextId: waiting.context_id,
  transactionId: job.transaction_id,
  sessionId: waiting.session_id,
  authType: waiting.auth_type,
  eventData: {
    delivery: 'FAILED',
    method: waiting.channel,
    reason: problem.problem,
    attempts: waiting.attempts + 1,
    ...(problem.status && { status: problem.status }),
    ...(problem.vendorCode && { vendor_code: problem.vendorCode }),
  },
})

const described = (job: ChallengeJob, waiting: WaitingChallenge, problem: DeliveryProblem, more = {}) => ({
  transactionId: job.transaction_id,
  channel: waiting.channel,
  attempt: waiting.attempts + 1,
  problem: problem.problem,
  status: problem.status,
  vendorCode: problem.vendorCode,
  ...more,
})
