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
  if (ADDRESSES.test(key)) return maskAddress(value.split('/')[0]!)
  if (SECRETS.test(key) || value.includes('@')) return '••••'
  return value.replace(ADDRESS_IN_TEXT, address => maskAddress(address.split('/')[0]!))
}

// Not what stands behind a slash: `Chrome/155.0.0.0` is a version. A time of day has too few colons.
const ADDRESS_IN_TEXT =
  /(?<![\w./:])(?:\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)|(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,6}:(?:[\da-f]{1,4}(?::[\da-f]{1,4})*)?)(?:\/\d{1,3})?/gi
