import { v7 as uuidv7 } from 'uuid'
import type { AuditEvent } from '#lib/audit/schema.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { STEPS } from './steps.ts'

/** A document as it is presented. `version` is null where the directory names one that nobody published. */
export type PresentedDocument = { documentId: string; version: number | null }

/** A step about to be opened. */
export type NewStep = { transactionId: string } & (
  | { type: 'MFA_INITIATE'; phones: string[]; mobileApproveStatus: DirectoryUser['mobileApproveStatus'] }
  | { type: 'MFA_VERIFY'; method: 'sms' | 'voice'; optionId: number; attemptNumber: number }
  | { type: 'MFA_PUSH_VERIFY'; displayNumber: number; attemptNumber: number }
  | { type: 'ESIGN_PRESENT'; document: PresentedDocument }
  | { type: 'DEVICE_BIND' }
)

export const chooseMethod = (user: Pick<DirectoryUser, 'phones' | 'mobileApproveStatus'>): NewStep => ({
  transactionId: uuidv7(),
  type: 'MFA_INITIATE',
  phones: user.phones,
  mobileApproveStatus: user.mobileApproveStatus,
})

/** At most six numbers may be offered; their order is their `mfa_option_id`. */
export const mfaOptions = (phones: string[]) =>
  phones.slice(0, 6).map((phone, index) => ({ phone_last_four: phone.slice(-4), mfa_option_id: index + 1 }))

/** The step as the row of `auth_transactions` that the statements write, in JSON. */
export function stepRow(step: NewStep) {
  const { phase, ttlSeconds } = STEPS[step.type]
  const common = { transaction_id: step.transactionId, transaction_type: step.type, phase, ttl_seconds: ttlSeconds }
  switch (step.type) {
    case 'MFA_INITIATE':
      return { ...common, mfa_options: mfaOptions(step.phones), mobile_approve_status: step.mobileApproveStatus }
    case 'MFA_VERIFY':
      return {
        ...common,
        mfa_method: step.method,
        mfa_option_id: step.optionId,
        attempt_number: step.attemptNumber,
      }
    case 'MFA_PUSH_VERIFY':
      return { ...common, mfa_method: 'push', display_number: step.displayNumber, attempt_number: step.attemptNumber }
    case 'ESIGN_PRESENT':
      return {
        ...common,
        esign_document_id: step.document.documentId,
        esign_version: step.document.version,
        esign_action: 'PRESENTED',
      }
    case 'DEVICE_BIND':
      return { ...common, device_bind_decision: 'OFFERED' }
  }
}

/** What opening a step is recorded as. */
export const openedEvent = (step: NewStep, event: Omit<AuditEvent, 'eventType'>): AuditEvent =>
  step.type === 'ESIGN_PRESENT'
    ? {
        ...event,
        eventType: 'ESIGN_PRESENTED',
        eventData: { document_id: step.document.documentId, version: step.document.version },
      }
    : { ...event, eventType: step.type === 'DEVICE_BIND' ? 'DEVICE_BIND_OFFERED' : 'LOGIN_MFA_REQUIRED' }
