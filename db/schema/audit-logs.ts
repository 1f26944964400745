import { sql } from 'drizzle-orm'
import { index, inet, jsonb, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core'
import { createdAt, cupid } from '#db/columns.ts'

/**
 * What happened, append-only, partitioned by month (UTC). The primary key (audit_id) stands on each partition, because
 * PostgreSQL would want the partition key in one on the whole. No foreign keys: an event outlives what it speaks of.
 */
export const auditLogs = pgTable(
  'audit_logs',
  {
    auditId: uuid('audit_id').notNull().defaultRandom(),
    eventType: varchar('event_type', { length: 100 }).notNull(),
    eventCategory: varchar('event_category', { length: 50 }).notNull(),
    severity: varchar('severity', { length: 20 }).notNull().default('INFO'),
    cupid: cupid(),
    contextId: uuid('context_id'),
    transactionId: uuid('transaction_id'),
    sessionId: uuid('session_id'),
    correlationId: uuid('correlation_id'),
    ipAddress: inet('ip_address'),
    userAgent: text('user_agent'),
    eventData: jsonb('event_data').$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
    authType: varchar('auth_type', { length: 20 }),
  },
  t => [
    index('idx_audit_cupid_time').on(t.cupid, t.createdAt.desc().nullsFirst()),
    index('idx_audit_event_type').on(t.eventType, t.createdAt.desc().nullsFirst()),
    index('idx_audit_event_category').on(t.eventCategory, t.createdAt.desc().nullsFirst()),
    index('idx_audit_context').on(t.contextId),
    index('idx_audit_transaction').on(t.transactionId),
    index('idx_audit_session_time')
      .on(t.sessionId, t.createdAt.desc().nullsFirst())
      .where(sql`${t.sessionId} IS NOT NULL`),
    index('idx_audit_correlation').on(t.correlationId),
    // Beyond the seeds: how many sign-ins of one address failed just now, asked at every sign-in.
    index('idx_audit_login_failed_ip')
      .on(t.ipAddress, t.createdAt.desc().nullsFirst())
      .where(sql`${t.eventType} = 'LOGIN_FAILED'`),
    index('idx_audit_severity')
      .on(t.severity, t.createdAt.desc().nullsFirst())
      .where(sql`${t.severity} IN ('ERROR', 'CRITICAL')`),
  ],
)
