import type { DirectoryUser } from '#lib/directory/directory.ts'
import type { TokenSet } from '#lib/tokens/issue-tokens.ts'
import { mfaOptions, type NewStep } from './describe-step.ts'

/** What a step of a journey answers: the session, or the step that is asked for next. */
export type LoginAnswer = { contextId: string } & (
  | {
      step: 'SESSION'
      tokens: TokenSet
      deviceBound: boolean
      /** Of a step-up: no new session, and no new refresh token. */
      stepUp?: { action: Record<string, unknown> }
      /** ISO 8601, when this very call accepted a document. */
      esignAcceptedAt?: string
    }
  | {
      step: 'MFA'
      transactionId: string
      otpMethods: { value: string; mfa_option_id: number }[]
      mobileApproveStatus: DirectoryUser['mobileApproveStatus']
    }
  | { step: 'ESIGN'; transactionId: string; documentId: string; version: number | null }
  | { step: 'DEVICE_BIND'; transactionId: string }
)

/** A step that a user chooses or answers, as the caller is told of it. */
export function presentStep(contextId: string, step: NewStep): LoginAnswer {
  const { transactionId } = step
  switch (step.type) {
    case 'MFA_INITIATE':
      return {
        step: 'MFA',
        contextId,
        transactionId,
        otpMethods: mfaOptions(step.phones).map(({ phone_last_four, mfa_option_id }) => ({
          value: phone_last_four,
          mfa_option_id,
        })),
        mobileApproveStatus: step.mobileApproveStatus,
      }
    case 'ESIGN_PRESENT':
      return { step: 'ESIGN', contextId, transactionId, ...step.document }
    case 'DEVICE_BIND':
      return { step: 'DEVICE_BIND', contextId, transactionId }
    default:
      throw new Error(`${step.type} is not a step that is answered with`)
  }
}
