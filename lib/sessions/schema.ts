import { z } from 'zod'

export const SESSION_STATUSES = ['ACTIVE', 'EXPIRED', 'REVOKED', 'LOGGED_OUT'] as const
export type SessionStatus = (typeof SESSION_STATUSES)[number]

export const RevokeSession = z.object({
  sessionId: z.uuid(),
  reason: z.string().trim().min(3).max(500),
})
export type RevokeSession = z.infer<typeof RevokeSession>
