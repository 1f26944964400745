import { type Placeholder, type SQL, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { statement } from '#db/statement.ts'
import type { Context } from '#lib/context.ts'
import { type AuditEvent, EVENT_CATEGORIES } from './schema.ts'

/** Who tells, and from where. */
type Teller = Pick<Context, 'actor' | 'correlationId' | 'ipAddress' | 'userAgent'>

/** Appends events to the audit log, in the transaction of `ctx`: where the change rolls back, its event does too. */
export async function record(ctx: Teller & Pick<Context, 'db'>, ...events: AuditEvent[]): Promise<void> {
  await append(ctx.db, { events: auditRows(ctx, events) })
}

/** The events as the JSON that `insertEvents` takes, for statements that write them beside their change. */
export function auditRows(ctx: Teller, events: AuditEvent[]): string {
  return JSON.stringify(
    events.map(event => ({
      audit_id: uuidv7(),
      event_type: event.eventType,
      event_category: EVENT_CATEGORIES[event.eventType],
      severity: event.severity ?? 'INFO',
      cupid: event.cupid ?? null,
      context_id: event.contextId ?? null,
      transaction_id: event.transactionId ?? null,
      session_id: event.sessionId ?? null,
      correlation_id: ctx.correlationId,
      ip_address: ctx.ipAddress,
      user_agent: ctx.userAgent,
      event_data: { ...event.eventData, actor: { kind: ctx.actor.kind, id: ctx.actor.id } },
      auth_type: event.authType ?? null,
    })),
  )
}

/**
 * `INSERT INTO audit_logs` of the rows in `events`, as often as `from` has rows: once, or not at all.
 * The clock, not the transaction's start: events of one transaction keep their order.
 */
export const insertEvents = (events: Placeholder | SQL, from: SQL): SQL => sql`
  INSERT INTO audit_logs (audit_id, event_type, event_category, severity, cupid, context_id, transaction_id, session_id,
                          correlation_id, ip_address, user_agent, event_data, auth_type, created_at)
  SELECT e.*, clock_timestamp()
  FROM ${from}, jsonb_to_recordset((${events})::jsonb) AS e(
    audit_id uuid, event_type text, event_category text, severity text, cupid text, context_id uuid,
    transaction_id uuid, session_id uuid, correlation_id uuid, ip_address inet, user_agent text, event_data jsonb,
    auth_type text)`

const append = statement('audit_append', value => insertEvents(value('events'), sql`(SELECT 1) AS once`))
