import type { StepUpPolicy } from '#lib/policies/schema.ts'
import type { Action } from './schema.ts'

/** Why an action needs a step-up, in the order they are told. */
export const STEP_UP_REASONS = [
  'HIGH_VALUE',
  'SENSITIVE_CHANGE',
  'PRIVILEGED_OPERATION',
  'STALE_AUTHENTICATION',
  'RISK',
] as const
export type StepUpReason = (typeof STEP_UP_REASONS)[number]

/** What a successful step-up proves: a second factor (`acr` of its tokens, RFC 9470 §4). */
export const STEP_UP_ACR = 'aal2'

/** What an action is judged by. */
export type StepUpFacts = {
  action: Pick<Action, 'type' | 'value' | 'currency'>
  /** Seconds since the latest successful authentication of the session; null when there is none to be found. */
  ageSeconds: number | null
  /** That authentication was a step-up, not the sign-in. */
  steppedUp: boolean
  /** How this request compares with that authentication, and what the risk rules say of it. */
  risk: {
    /** The score of the request, 0 to 100. */
    score: number
    /** The score of the session's latest evaluation. */
    lastScore: number
    otherCountry: boolean
    otherDevice: boolean
    /** The request's address is on the deny list. */
    addressDenied: boolean
    /** The risk service has denied a step-up of this session since. */
    deniedSince: boolean
  }
}

type Rule = (facts: StepUpFacts, policy: StepUpPolicy) => boolean

/**
 * The rules: what asks for a step-up, and what one that has just succeeded settles, so that the action it was made for
 * is let through afterwards. `always` is asked of a fresh step-up too: it came from somewhere else than this request.
 */
const RULES: Record<StepUpReason, { unlessSteppedUp?: Rule; always?: Rule }> = {
  HIGH_VALUE: {
    unlessSteppedUp: ({ action }, policy) => (action.value ?? 0) > thresholdOf(action.currency, policy),
  },
  SENSITIVE_CHANGE: { unlessSteppedUp: ({ action }, policy) => isOneOf(policy.sensitiveChanges, action.type) },
  PRIVILEGED_OPERATION: { unlessSteppedUp: ({ action }, policy) => isOneOf(policy.privilegedOperations, action.type) },
  STALE_AUTHENTICATION: {
    always: ({ ageSeconds }, policy) => ageSeconds === null || ageSeconds > policy.maxAgeSeconds,
  },
  RISK: {
    unlessSteppedUp: ({ risk }, policy) => risk.score >= policy.riskScore,
    always: ({ risk }, policy) =>
      risk.otherCountry ||
      (risk.otherDevice && Math.max(risk.score, risk.lastScore) >= policy.riskScore) ||
      risk.addressDenied ||
      risk.deniedSince,
  },
}

/** The reasons that hold, none where the action may go on as it is. */
export function stepUpReasons(facts: StepUpFacts, policy: StepUpPolicy): StepUpReason[] {
  const { steppedUp, ageSeconds } = facts
  const isFresh = steppedUp && ageSeconds !== null && ageSeconds <= policy.maxAgeSeconds
  return STEP_UP_REASONS.filter(reason => {
    const { always, unlessSteppedUp } = RULES[reason]
    return always?.(facts, policy) || (!isFresh && unlessSteppedUp?.(facts, policy))
  })
}

const thresholdOf = (currency: string | null | undefined, { highValue, highValueIn }: StepUpPolicy) =>
  highValueIn[currency?.toUpperCase() ?? ''] ?? highValue

const isOneOf = (types: string[], type: string) => types.some(known => wordsOf(known) === wordsOf(type))

// CHANGE_EMAIL, change-email and email.change are one: a client app must not pass by writing it another way.
const wordsOf = (type: string) =>
  type
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ')
