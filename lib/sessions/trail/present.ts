import type { Severity } from '#lib/audit/schema.ts'
import { maskAddress, maskUsername } from '#lib/mask.ts'
import type { AuditRow } from './queries.ts'

/** An audit event as the browser gets it. */
export type TrailEvent = {
  auditId: string
  eventType: string
  category: string
  severity: Severity
  authType: 'INITIAL' | 'STEP_UP' | null
  contextId: string | null
  transactionId: string | null
  correlationId: string | null
  address: string | null
  userAgent: string | null
  data: Record<string, unknown>
  /** ISO 8601, UTC, with microseconds. */
  at: string
}

export type TrailPage = { events: TrailEvent[]; nextCursor: string | null }

/** What is told of an event. With `masked`, no name, address or number in its data stays readable. */
export const presentEvent = (row: AuditRow, masked: boolean): TrailEvent => ({
  auditId: row.audit_id,
  eventType: row.event_type,
  category: row.event_category,
  severity: row.severity,
  authType: row.auth_type,
  contextId: row.context_id,
  transactionId: row.transaction_id,
  correlationId: row.correlation_id,
  address: row.ip_address && (masked ? maskAddress(row.ip_address) : row.ip_address),
  userAgent: row.user_agent,
  data: (masked ? maskData(row.event_data) : row.event_data) as Record<string, unknown>,
  at: row.at,
})

// Keys as our own events name them, and those a client app may put into an action's details.
const NAMES = /^(user_?name|login|name|full_?name|display_?name)$/i
const ADDRESSES = /^(ip|ip_?address|address|acceptance_ip|network)$/i
const SECRETS = /(e_?mail|phone|mobile|account|iban|payee|recipient|card)/i

/** A value with what tells a person apart taken out, as far down as it goes. */
export function maskData(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map(item => maskData(item, key))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskData(inner, name)]))
  }
  if (typeof value === 'number') return SECRETS.test(key) ? '••••' : value
  if (typeof value !== 'string') return value
  if (NAMES.test(key)) return maskUsername(value)
  if (ADDRESSES.test(key) || looksLikeAddress(value)) return maskAddress(value.split('/')[0]!)
  return SECRETS.test(key) || value.includes('@') ? '••••' : value
}

const looksLikeAddress = (text: string) =>
  /^\d{1,3}(\.\d{1,3}){3}(\/\d+)?$/.test(text) || /^[\da-f]{0,4}(:[\da-f]{0,4}){2,7}(\/\d+)?$/i.test(text)
