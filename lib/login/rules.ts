import type { AccountState } from '#lib/directory/directory.ts'
import type { FailureName } from '#lib/failure.ts'
import type { Recommendation } from '#lib/risk/risk-service.ts'

/** What comes after good credentials. */
export type NextStep = 'DENY' | 'MFA' | 'ESIGN' | 'DEVICE_BIND' | 'SESSION'

export type Facts = {
  recommendation: Recommendation
  directoryAsksMfa: boolean
  deviceTrusted: boolean
  pendingDocuments: string[]
  /** The client app offers it, and there is a fingerprint to bind. */
  bindOffered: boolean
}

/** The decision table of signing in: the first row that holds. */
export function decideNextStep(facts: Facts): NextStep {
  if (facts.recommendation === 'DENY') return 'DENY'
  if (needsMfa(facts)) return 'MFA'
  if (facts.pendingDocuments.length > 0) return 'ESIGN'
  if (facts.bindOffered && !facts.deviceTrusted) return 'DEVICE_BIND'
  return 'SESSION'
}

const needsMfa = ({ recommendation, directoryAsksMfa, deviceTrusted }: Facts) => {
  const lowRisk = recommendation === 'ALLOW' || recommendation === 'TRUST'
  return (recommendation === 'CHALLENGE' || directoryAsksMfa) && !(deviceTrusted && lowRisk)
}

/** Account states that end a sign-in; told only after the right password. */
export const STATE_FAILURES: Record<Exclude<AccountState, 'ACTIVE'>, FailureName> = {
  LOCKED: 'password_locked',
  DISABLED: 'account_disabled',
  ENTERPRISE_BLOCKED: 'enterprise_block',
  MFA_LOCKED: 'mfa_locked',
  DECEASED: 'account_deceased',
  RESTRICTED: 'account_restricted',
}

/**
 * A failed sign-in answers no earlier than this after it came, so that unknown, wrong and locked cannot be told apart by
 * the clock (ASVS 6.3.8). Above what a directory needs to check a password.
 */
export const FAILURE_FLOOR_MS = 250
