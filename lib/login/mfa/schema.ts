import { z } from 'zod'

export const MFA_METHODS = ['sms', 'voice', 'push'] as const
export type MfaMethod = (typeof MFA_METHODS)[number]

const step = { context_id: z.uuid(), transaction_id: z.uuid() }

/** `method` is any text here: one we do not know has an error code of its own. */
export const InitiateMfa = z.object({
  ...step,
  method: z.string().max(20),
  mfa_option_id: z.int().optional(),
})
export type InitiateMfa = z.infer<typeof InitiateMfa>

export const VerifyOtp = z.object({ ...step, code: z.string().max(20) })
export type VerifyOtp = z.infer<typeof VerifyOtp>

export const PollMfa = z.object({ context_id: z.uuid() })
export const ApprovePush = z.object({ context_id: z.uuid(), selected_number: z.int() })
export const DenyPush = z.object({ context_id: z.uuid() })
