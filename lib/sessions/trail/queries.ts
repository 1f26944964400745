import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import type { Severity } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'

/** Events are counted to here and no further. */
export const COUNT_CAP = 10_000

export type AuditRow = {
  audit_id: string
  event_type: string
  event_category: string
  severity: Severity
  auth_type: 'INITIAL' | 'STEP_UP' | null
  context_id: string | null
  transaction_id: string | null
  session_id: string | null
  correlation_id: string | null
  ip_address: string | null
  user_agent: string | null
  event_data: Record<string, unknown>
  /** ISO 8601, UTC, with microseconds: the place in the order. */
  at: string
}

/** Where a page begins: after this event, going back in time. */
export type TrailPosition = { at: string; auditId: string }

export type TrailQuestion = {
  sessionId: string
  limit: number
  before?: TrailPosition | null
  /** Only these severities; all where it is left out. */
  severities?: readonly Severity[] | null
}

/**
 * The audit trail of a session: its own events and those of the journeys that opened it and stepped it up (the
 * step-up seed, "Complete Audit Trail"), by (created_at, audit_id), newest first.
 */
export async function listAuditEvents(ctx: Context, question: TrailQuestion): Promise<AuditRow[]> {
  return selectTrail(ctx.db, {
    session_id: question.sessionId,
    before_at: question.before?.at ?? 'infinity',
    before_id: question.before?.auditId ?? LAST_ID,
    severities: question.severities ? [...question.severities] : null,
    limit: question.limit,
  })
}

/** How many events the trail has, at most COUNT_CAP + 1. */
export async function countAuditEvents(ctx: Context, sessionId: string): Promise<number> {
  const [row] = await countTrail(ctx.db, { session_id: sessionId, cap: COUNT_CAP + 1 })
  return row?.count ?? 0
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const session = sql`${sql.placeholder('session_id')}::uuid`
const position = sql`created_at <= ${sql.placeholder('before_at')}::timestamptz
  AND (created_at, audit_id) < (${sql.placeholder('before_at')}::timestamptz, ${sql.placeholder('before_id')}::uuid)
  AND (${sql.placeholder('severities')}::text[] IS NULL OR severity = ANY (${sql.placeholder('severities')}::text[]))`
const columns =
  sql.raw(`audit_id, event_type, event_category, severity, auth_type, context_id, transaction_id, session_id,
  correlation_id, ip_address, user_agent, event_data, created_at`)
const newest = sql`ORDER BY created_at DESC, audit_id DESC LIMIT ${sql.placeholder('limit')}::int`

// The seed's one OR of two conditions would read every partition from end to end. Each half on its own walks an index.
const journeys = sql`SELECT context_id FROM sessions WHERE session_id = ${session}
  UNION SELECT context_id FROM auth_contexts WHERE session_id = ${session}`

const selectTrail = statement<AuditRow>(
  'session_trail',
  () => sql`
  SELECT audit_id, event_type, event_category, severity, auth_type, context_id, transaction_id, session_id,
         correlation_id, host(ip_address) AS ip_address, user_agent, event_data,
         to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
  FROM (
    (SELECT ${columns} FROM audit_logs WHERE session_id = ${session} AND ${position} ${newest})
    UNION ALL
    (SELECT ${columns} FROM audit_logs
     WHERE context_id IN (${journeys}) AND session_id IS DISTINCT FROM ${session} AND ${position} ${newest})
  ) trail ${newest}`,
)

const countTrail = statement<{ count: number }>(
  'session_trail_count',
  () => sql`
  SELECT count(*)::int AS count FROM (
    SELECT 1 FROM audit_logs WHERE session_id = ${session}
    UNION ALL
    SELECT 1 FROM audit_logs WHERE context_id IN (${journeys}) AND session_id IS DISTINCT FROM ${session}
    LIMIT ${sql.placeholder('cap')}::int
  ) trail`,
)
