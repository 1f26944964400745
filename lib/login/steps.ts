import type { FailureName } from '#lib/failure.ts'

/** The steps that wait for a user, each a row of `auth_transactions`. */
export type StepType = 'MFA_INITIATE' | 'MFA_VERIFY' | 'MFA_PUSH_VERIFY' | 'ESIGN_PRESENT' | 'DEVICE_BIND'

/** What a caller can do to a step. */
export type StepAction =
  | 'initiate_mfa'
  | 'verify_otp'
  | 'poll_mfa'
  | 'approve_push'
  | 'deny_push'
  | 'accept_document'
  | 'decline_document'
  | 'bind_device'

/** Where an action may lead: another step, the same one still waiting, or the journey's end. */
type Next = StepType | 'SAME' | 'SUCCESS' | 'FAILED'

// Or FAILED, as everywhere: the directory may say meanwhile that the account is no longer to be let in.
const SENT = ['MFA_VERIFY', 'MFA_PUSH_VERIFY', 'FAILED'] as const
const AFTER_MFA = ['ESIGN_PRESENT', 'DEVICE_BIND', 'SUCCESS', 'FAILED'] as const

/**
 * The state table of a journey. A step is PENDING until one of its actions closes it (CONSUMED, or REJECTED by its
 * user) or its time runs out (EXPIRED); each action is done once, and nothing leads where the table does not.
 * `phase` and `ttlSeconds` are the step's own.
 */
export const STEPS = {
  MFA_INITIATE: {
    phase: 'MFA',
    ttlSeconds: 300,
    allows: { initiate_mfa: SENT },
  },
  MFA_VERIFY: {
    phase: 'MFA',
    ttlSeconds: 300,
    allows: {
      // Another code, or another method: the one before is worth nothing from then on.
      initiate_mfa: SENT,
      verify_otp: ['MFA_INITIATE', ...AFTER_MFA],
      poll_mfa: ['SAME'],
    },
  },
  MFA_PUSH_VERIFY: {
    phase: 'MFA',
    ttlSeconds: 120,
    allows: {
      initiate_mfa: SENT,
      poll_mfa: ['SAME', ...AFTER_MFA],
      approve_push: ['SAME', 'FAILED'],
      deny_push: ['FAILED'],
    },
  },
  ESIGN_PRESENT: {
    phase: 'ESIGN',
    ttlSeconds: 600,
    allows: {
      accept_document: ['ESIGN_PRESENT', 'DEVICE_BIND', 'SUCCESS', 'FAILED'],
      decline_document: ['FAILED'],
    },
  },
  DEVICE_BIND: { phase: 'DEVICE_BIND', ttlSeconds: 300, allows: { bind_device: ['SUCCESS', 'FAILED'] } },
} as const satisfies Record<
  StepType,
  { phase: string; ttlSeconds: number; allows: Partial<Record<StepAction, readonly Next[]>> }
>

export const allows = (step: StepType, action: StepAction): boolean => action in STEPS[step].allows

/** What an action answers when the step that waits is another one. */
export const WRONG_STEP: Record<StepAction, FailureName> = {
  initiate_mfa: 'transaction_not_found',
  verify_otp: 'transaction_not_found',
  poll_mfa: 'transaction_not_found',
  approve_push: 'transaction_not_found',
  deny_push: 'transaction_not_found',
  accept_document: 'esign_not_pending',
  decline_document: 'esign_not_pending',
  bind_device: 'transaction_not_found',
}

/** The same, where the step deserves a word of its own: a code cannot answer a push. */
export const wrongStep = (step: StepType, action: StepAction): FailureName =>
  step === 'MFA_PUSH_VERIFY' && action === 'verify_otp' ? 'push_not_approved' : WRONG_STEP[action]
