import { z } from 'zod'

export const SESSION_STATUSES = ['ACTIVE', 'EXPIRED', 'REVOKED', 'LOGGED_OUT'] as const
export type SessionStatus = (typeof SESSION_STATUSES)[number]

/** Why an agent ends a session. The words are what the console shows; free text says more. */
export const REVOCATION_REASONS = {
  customer_request: 'Customer asked for it',
  lost_device: 'Device lost or stolen',
  suspected_fraud: 'Suspected fraud',
  account_takeover: 'Account takeover',
  policy: 'Policy or compliance',
  other: 'Other',
} as const
export type RevocationReason = keyof typeof REVOCATION_REASONS

export const RevokeSession = z.object({
  sessionId: z.uuid(),
  reason: z.string().trim().min(3).max(500),
})
export type RevokeSession = z.infer<typeof RevokeSession>
