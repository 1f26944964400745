import { z } from 'zod'

// What the demo's page and its routes say to each other.

export type PhoneQuestion = z.infer<typeof PhoneQuestion>
export const PhoneQuestion = z.object({ username: z.string().trim().min(1).max(100) })

export type RowsQuestion = z.infer<typeof RowsQuestion>
export const RowsQuestion = z.object({ context_id: z.uuid() })

export type VisitTicketing = z.infer<typeof VisitTicketing>
export const VisitTicketing = z.object({ session_token: z.string().min(1).max(512) })

/** Of a push, whether it still waits for its user; of a code, whether it is still worth anything. */
export type MessageState = 'WAITING' | 'APPROVED' | 'DENIED' | 'OVER'

/** Something that a phone received. Instants are ISO 8601, UTC. */
export type PhoneMessage = {
  id: string
  channel: 'sms' | 'voice' | 'push'
  /** The last four digits of the number it came to; of a push, nothing. */
  number: string | null
  body: string
  /** The code by itself; of a push, nothing. */
  code: string | null
  contextId: string
  transactionId: string
  state: MessageState
  at: string
}

/** The phone of a user of the directory; `owner` is null for a name it does not know. Newest message first. */
export type Phone = {
  owner: { name: string; numbers: string[]; push: 'ENABLED' | 'DISABLED' | 'NOT_REGISTERED' } | null
  messages: PhoneMessage[]
}

export const TABLES = [
  'auth_contexts',
  'drs_evaluations',
  'auth_transactions',
  'otp_challenges',
  'esign_acceptances',
  'trusted_devices',
  'sessions',
  'tokens',
  'cross_app_sessions',
  'audit_logs',
] as const
export type TableName = (typeof TABLES)[number]

/** A row that a journey left, without a hash, a code or a token in it. */
export type JourneyRow = {
  table: TableName
  id: string
  /** What kind of thing it is: a type of step, of token, of event. */
  kind: string
  /** Where it stands: PENDING, ACTIVE, WARN … */
  state: string
  /** Its columns that tell the story, by name; those without a value are left out. */
  columns: Record<string, string | number | boolean>
  at: string
}

/** A call that a back end made to the API, as far as a browser may see it. */
export type Exchange = { method: string; path: string; sent?: unknown; status: number; ms: number; answer: unknown }
