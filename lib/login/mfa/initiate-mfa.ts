import { v7 as uuidv7 } from 'uuid'
import { type Context, transact } from '#lib/context.ts'
import { challengeJob } from '#lib/delivery/queue-challenge.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { Failure } from '#lib/failure.ts'
import type { Move } from '../advance-journey.ts'
import { mfaOptions, type NewStep, stepRow } from '../describe-step.ts'
import { makeMove } from '../make-move.ts'
import { journeyEvent, type OpenJourney, requireStep, type StepRef } from '../require-step.ts'
import { requireUser } from '../require-user.ts'
import { countSends, lockSends, type Sends } from './queries.ts'
import {
  codeHash,
  destinationHash,
  destinationPrefix,
  newCode,
  newDisplayNumber,
  PUSH_WINDOW_SECONDS,
  SEND_WINDOW_SECONDS,
} from './rules.ts'
import { MFA_METHODS, type MfaMethod } from './schema.ts'

type MfaOption = ReturnType<typeof mfaOptions>[number]

export type InitiatedMfa = {
  method: MfaMethod
  transactionId: string
  /** ISO 8601, UTC. */
  expiresAt: string
  /** What the user types on the phone. */
  displayNumber: number | null
}

/**
 * Sends a code or a push. Asked for while one is under way, it sends another and the one before is worth nothing; the
 * row of failures goes on (SP 800-63B-4 §3.2.2). The job that delivers it is added in the same transaction.
 */
export async function initiateMfa(
  ctx: Context,
  ref: StepRef,
  input: { method: string; mfa_option_id?: number | undefined },
): Promise<InitiatedMfa> {
  const journey = await requireStep(ctx, ref, 'initiate_mfa')
  const method = requireMethod(journey, input.method)
  const option = method === 'push' ? null : requireOption(journey, input.mfa_option_id ?? 1)
  const user = await requireUser(ctx, journey)
  const phone = option ? phoneOf(journey, user, option) : null
  if (!phone) requirePush(journey, user.mobileApproveStatus)
  const challenge = await describeChallenge(ctx, journey, method, phone)
  const { next_expires_at } = await transact(ctx, async ctx => {
    await requireMaySend(ctx, journey, phone?.number ?? null)
    return makeMove(ctx, journey, challenge.move)
  })
  const { transactionId, displayNumber } = challenge
  return { method, transactionId, expiresAt: next_expires_at ?? '', displayNumber }
}

function requireMethod(journey: OpenJourney, method: string): MfaMethod {
  const known = MFA_METHODS.find(candidate => candidate === method)
  if (!known) throw invalidMethod(journey, 'method', `method: one of ${MFA_METHODS.join(', ')}`)
  if (known === 'push') requirePush(journey, journey.mobile_approve_status)
  return known
}

function requirePush(journey: OpenJourney, status: string | null): void {
  if (status !== 'ENABLED') throw invalidMethod(journey, 'method', 'method: this user cannot approve pushes')
}

function requireOption(journey: OpenJourney, optionId: number): MfaOption {
  const offered = journey.mfa_options?.find(option => option.mfa_option_id === optionId)
  if (!offered) throw invalidMethod(journey, 'mfa_option_id', 'mfa_option_id: not one of those offered')
  return offered
}

/** The number behind an option, as the directory has it now; one that changed meanwhile is no option any more. */
function phoneOf(journey: OpenJourney, user: DirectoryUser, { mfa_option_id: optionId, phone_last_four }: MfaOption) {
  const now = mfaOptions(user.phones)[optionId - 1]
  const number = user.phones[optionId - 1]
  if (!number || now?.phone_last_four !== phone_last_four) {
    throw invalidMethod(journey, 'mfa_option_id', 'mfa_option_id: this number is not the user’s any more')
  }
  return { number, optionId, lastFour: phone_last_four }
}

const invalidMethod = (journey: OpenJourney, field: string, message: string) =>
  new Failure('mfa_method_invalid', {
    field,
    message,
    contextId: journey.context_id,
    transactionId: journey.transaction_id,
  })

type Phone = ReturnType<typeof phoneOf>

async function describeChallenge(ctx: Context, journey: OpenJourney, method: MfaMethod, phone: Phone | null) {
  const { delivery, secretKey } = ctx.parts
  if (!delivery.channels.has(method)) {
    throw new Failure('dependency_unavailable', {
      message: `Nothing delivers ${method} here`,
      contextId: journey.context_id,
      transactionId: journey.transaction_id,
    })
  }
  const transactionId = uuidv7()
  const code = phone ? newCode() : null
  const displayNumber = phone ? null : newDisplayNumber()
  const attemptNumber = journey.attempts + 1
  const step: NewStep =
    method === 'push'
      ? { transactionId, type: 'MFA_PUSH_VERIFY', displayNumber: displayNumber ?? 0, attemptNumber }
      : { transactionId, type: 'MFA_VERIFY', method, optionId: phone?.optionId ?? 1, attemptNumber }
  const { context_id: contextId, cupid } = journey
  const move: Move = {
    close: 'CONSUMED',
    next: stepRow(step),
    challenge: {
      channel: method,
      code_hash: code && codeHash(secretKey, transactionId, code),
      destination_hash: phone && destinationHash(secretKey, phone.number),
      destination_prefix: phone && destinationPrefix(phone.number),
    },
    job: {
      task: 'deliver_challenge',
      key: `challenge:${transactionId}`,
      payload: await challengeJob(secretKey, {
        transactionId,
        contextId,
        cupid,
        channel: method,
        to: phone?.number ?? null,
        code,
        appName: journey.app.name,
        correlationId: ctx.correlationId,
      }),
    },
    events: [
      {
        ...journeyEvent(journey),
        transactionId,
        eventType: method === 'push' ? 'MFA_PUSH_SENT' : 'MFA_CHALLENGE_SENT',
        eventData: {
          method,
          ...(phone && { mfa_option_id: phone.optionId, phone_last_four: phone.lastFour }),
        },
      },
    ],
  }
  return { transactionId, displayNumber, move }
}

/** Limits on what is sent to one user, one number, all numbers of a prefix; and on pushes nobody answered. */
async function requireMaySend(ctx: Context, journey: OpenJourney, number: string | null): Promise<void> {
  const { env, secretKey } = ctx.parts
  const destination = number && destinationHash(secretKey, number)
  await lockSends(ctx.db, { cupid: journey.cupid, destination_hash: destination })
  const sends = await countSends(ctx.db, {
    cupid: journey.cupid,
    destination_hash: destination,
    destination_prefix: number && destinationPrefix(number),
    window: SEND_WINDOW_SECONDS,
    push_window: PUSH_WINDOW_SECONDS,
  })
  const limits: Record<Sends['by'], number> = {
    user: env.LIMIT_OTP_PER_USER,
    number: env.LIMIT_OTP_PER_NUMBER,
    prefix: env.LIMIT_OTP_PER_PREFIX,
    push: env.LIMIT_PUSHES_SINCE_SUCCESS,
  }
  const reached = sends.filter(({ by, sent }) => (by === 'push') === (number === null) && sent >= limits[by])
  if (reached.length === 0) return
  throw new Failure('too_many_requests', {
    message: number ? 'Too many codes were sent' : 'Too many pushes were sent',
    retryAfterSeconds: Math.max(1, ...reached.map(({ wait_seconds }) => wait_seconds)),
    contextId: journey.context_id,
    transactionId: journey.transaction_id,
  })
}
