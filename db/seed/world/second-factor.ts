import { FAILURES } from '#lib/failure.ts'
import { STEPS } from '#lib/login/steps.ts'
import { CLIENT_APPS } from '../client-apps.ts'
import { userRequest } from './audit.ts'
import { closeStep, finish, type Journey, openStep, proceed, tell } from './journey.ts'
import type { Person } from './people.ts'
import { later, SECOND } from './time.ts'
import type { TransactionRow, World } from './world.ts'

export type Method = 'sms' | 'voice' | 'push'

/** One code or one push, and what came of it. */
export type Try = { method: Method; result: 'right' | 'wrong' | 'unanswered'; seconds: number }

/**
 * Plays the tries in turn, each with its transactions. Returns the try that was right; null when none was. A push that is
 * rejected ends the journey; after a wrong code there is another choice of a method.
 */
export function proveSecondFactor(journey: Journey, tries: Try[]): (Try & { attempts: number }) | null {
  let choice = askForMethod(journey)
  if (journey.context.authType === 'INITIAL') {
    tell(journey, { eventType: 'LOGIN_MFA_REQUIRED', transactionId: choice.transactionId })
  }
  for (const [index, attempt] of tries.entries()) {
    proceed(journey, journey.world.random.between(2, 6))
    closeStep(journey, choice)
    const challenge = sendChallenge(journey, attempt.method, index + 1)
    if (attempt.result === 'unanswered') return null
    proceed(journey, attempt.seconds)
    answer(journey, challenge, attempt)
    if (attempt.result === 'right') return { ...attempt, attempts: index + 1 }
    if (attempt.method === 'push') {
      finish(journey, 'FAILED')
      return null
    }
    choice = askForMethod(journey)
  }
  return null
}

function askForMethod(journey: Journey) {
  const mfaOptions = journey.person.phones.map((phone, index) => ({
    phone_last_four: phone.slice(-4),
    mfa_option_id: index + 1,
  }))
  const { mobileApproveStatus } = journey.person
  const step = { transactionType: 'MFA_INITIATE', phase: 'MFA', mfaOptions, mobileApproveStatus }
  return openStep(journey, step, STEPS.MFA_INITIATE.ttlSeconds)
}

function sendChallenge(journey: Journey, method: Method, attemptNumber: number) {
  if (method === 'push') {
    const displayNumber = journey.world.random.int(10, 99)
    const push = { transactionType: 'MFA_PUSH_VERIFY', phase: 'MFA', mfaMethod: method, displayNumber, attemptNumber }
    const step = openStep(journey, push, STEPS.MFA_PUSH_VERIFY.ttlSeconds)
    tell(journey, { eventType: 'MFA_PUSH_SENT', transactionId: step.transactionId, eventData: { method } })
    return step
  }
  const code = { transactionType: 'MFA_VERIFY', phase: 'MFA', mfaMethod: method, mfaOptionId: 1, attemptNumber }
  const step = openStep(journey, code, STEPS.MFA_VERIFY.ttlSeconds)
  const sentTo = { method, mfa_option_id: 1, phone_last_four: journey.person.phones[0]?.slice(-4) }
  tell(journey, { eventType: 'MFA_CHALLENGE_SENT', transactionId: step.transactionId, eventData: sentTo })
  return step
}

function answer(journey: Journey, step: TransactionRow, { method, result }: Try) {
  const right = result === 'right'
  const isPush = method === 'push'
  closeStep(journey, step, {
    verificationResult: right ? 'CORRECT' : 'INCORRECT',
    ...(isPush && { selectedNumber: right ? step.displayNumber : ((step.displayNumber ?? 0) % 90) + 10 }),
    ...(isPush && !right && { transactionStatus: 'REJECTED' }),
  })
  const { transactionId } = step
  const eventData = { method, attempt_number: step.attemptNumber }
  if (isPush) tellOfPhone(journey, step, right)
  if (right) tell(journey, { eventType: 'MFA_VERIFY_SUCCESS', transactionId, eventData })
  else if (!isPush) {
    const failed = { ...eventData, error_code: FAILURES.wrong_otp.errorCode }
    tell(journey, { eventType: 'MFA_VERIFY_FAILED', severity: 'WARN', transactionId, eventData: failed })
  }
}

/** What the user's phone says to a push: a request of its own, in the user's name, a moment before the poll finds it. */
function tellOfPhone(journey: Journey, { transactionId, attemptNumber }: TransactionRow, approves: boolean) {
  const { world, person, origin, request } = journey
  const phone = { ...origin, device: person.phone }
  const eventData = { method: 'push', attempt_number: attemptNumber }
  const approvedBy = phoneSession(world, person, request.at)
  journey.request = userRequest(world, later(request.at, -SECOND / 2), CLIENT_APPS.mobile, phone, person.cupid)
  tell(
    journey,
    approves
      ? {
          eventType: 'MFA_PUSH_APPROVED',
          transactionId,
          eventData: { ...eventData, ...(approvedBy && { approved_by_session: approvedBy }) },
        }
      : {
          eventType: 'MFA_PUSH_REJECTED',
          severity: 'WARN',
          transactionId,
          eventData: { ...eventData, reason: 'WRONG_NUMBER' },
        },
  )
  journey.request = request
}

// People are told one app after the other: of whoever uses theirs later in the telling, the session is not known yet.
const phoneSession = (world: World, { cupid, phone }: Person, at: Date) =>
  world.rows.sessions.findLast(
    row =>
      row.cupid === cupid && row.deviceFingerprint === phone.fingerprint && row.createdAt < at && row.expiresAt > at,
  )?.sessionId
