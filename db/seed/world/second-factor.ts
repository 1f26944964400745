import { STEPS } from '#lib/login/steps.ts'
import { closeStep, type Journey, openStep, proceed, tell } from './journey.ts'
import type { TransactionRow } from './world.ts'

export type Method = 'sms' | 'voice' | 'push'

/** One code or one push, and what came of it. */
export type Try = { method: Method; result: 'right' | 'wrong' | 'unanswered'; seconds: number }

/** Plays the tries in turn, each with its transactions. Returns the try that was right; null when none was. */
export function proveSecondFactor(journey: Journey, tries: Try[]): (Try & { attempts: number }) | null {
  let choice = askForMethod(journey)
  if (journey.context.authType === 'INITIAL') {
    tell(journey, { eventType: 'LOGIN_MFA_REQUIRED', transactionId: choice.transactionId })
  }
  for (const [index, attempt] of tries.entries()) {
    proceed(journey, journey.world.random.between(2, 6))
    closeStep(journey, choice)
    const challenge = sendChallenge(journey, attempt.method)
    if (attempt.result === 'unanswered') return null
    proceed(journey, attempt.seconds)
    answer(journey, challenge, attempt, index + 1)
    if (attempt.result === 'right') return { ...attempt, attempts: index + 1 }
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

function sendChallenge(journey: Journey, method: Method) {
  if (method === 'push') {
    const displayNumber = journey.world.random.int(10, 99)
    const push = { transactionType: 'MFA_PUSH_VERIFY', phase: 'MFA', mfaMethod: method, displayNumber }
    const step = openStep(journey, push, STEPS.MFA_PUSH_VERIFY.ttlSeconds)
    tell(journey, { eventType: 'MFA_PUSH_SENT', transactionId: step.transactionId, eventData: { method } })
    return step
  }
  const code = { transactionType: 'MFA_VERIFY', phase: 'MFA', mfaMethod: method, mfaOptionId: 1 }
  const step = openStep(journey, code, STEPS.MFA_VERIFY.ttlSeconds)
  const sentTo = { method, mfa_option_id: 1, phone_last_four: journey.person.phones[0]?.slice(-4) }
  tell(journey, { eventType: 'MFA_CHALLENGE_SENT', transactionId: step.transactionId, eventData: sentTo })
  return step
}

function answer(journey: Journey, step: TransactionRow, { method, result }: Try, attemptNumber: number) {
  const right = result === 'right'
  const isPush = method === 'push'
  closeStep(journey, step, {
    verificationResult: right ? 'CORRECT' : 'INCORRECT',
    attemptNumber,
    ...(isPush && { selectedNumber: right ? step.displayNumber : ((step.displayNumber ?? 0) % 90) + 10 }),
    ...(isPush && !right && { transactionStatus: 'REJECTED' }),
  })
  const { transactionId } = step
  const eventData = { method, attempt_number: attemptNumber }
  if (right) {
    return tell(journey, { eventType: isPush ? 'MFA_PUSH_APPROVED' : 'MFA_VERIFY_SUCCESS', transactionId, eventData })
  }
  tell(journey, {
    eventType: isPush ? 'MFA_PUSH_REJECTED' : 'MFA_VERIFY_FAILED',
    severity: 'WARN',
    transactionId,
    eventData: isPush ? eventData : { ...eventData, error_code: WRONG_CODE },
  })
}

/** A wrong OTP, in the published contract. */
const WRONG_CODE = 'CIAM_E01_01_017'
