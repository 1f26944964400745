import { sql } from 'drizzle-orm'
import { type AnyPgColumn, boolean, check, index, inet, jsonb, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core'
import { createdAt, cupid, guid, id, instant } from '#db/columns.ts'
import { sessions } from './sessions.ts'

/** One authentication journey: the first sign-in (INITIAL) or a later one within a session (STEP_UP). */
export const authContexts = pgTable(
  'auth_contexts',
  {
    contextId: id('context_id'),
    guid: guid().notNull(),
    cupid: cupid().notNull(),
    username: varchar('username', { length: 100 }).notNull(),
    appId: varchar('app_id', { length: 50 }).notNull(),
    appVersion: varchar('app_version', { length: 20 }).notNull(),
    deviceFingerprint: text('device_fingerprint'),
    ipAddress: inet('ip_address').notNull(),
    correlationId: uuid('correlation_id'),
    requiresAdditionalSteps: boolean('requires_additional_steps').default(false),
    authOutcome: varchar('auth_outcome', { length: 50 }),
    completedAt: instant('completed_at'),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull().default(sql`now() + interval '15 minutes'`),
    authType: varchar('auth_type', { length: 20 }).notNull().default('INITIAL'),
    sessionId: uuid('session_id').references((): AnyPgColumn => sessions.sessionId, { onDelete: 'cascade' }),
    /** What the user wants to do: `{type, value?, currency?, details?}`. */
    stepUpAction: jsonb('step_up_action').$type<Record<string, unknown>>(),
  },
  t => [
    check('check_outcome_completed', sql`(${t.authOutcome} IS NULL) = (${t.completedAt} IS NULL)`),
    check('check_context_expiry_future', sql`${t.expiresAt} > ${t.createdAt}`),
    check(
      'check_app_version_format',
      sql`${t.appVersion} ~ '^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?$'`,
    ),
    check('check_auth_type', sql`${t.authType} IN ('INITIAL', 'STEP_UP')`),
    check('check_step_up_session', sql`(${t.authType} = 'INITIAL') = (${t.sessionId} IS NULL)`),
    check('check_step_up_action', sql`${t.stepUpAction} IS NULL OR ${t.authType} = 'STEP_UP'`),
    index('idx_auth_ctx_guid').on(t.guid),
    index('idx_auth_ctx_cupid').on(t.cupid),
    index('idx_auth_ctx_correlation').on(t.correlationId),
    index('idx_auth_ctx_expires').on(t.expiresAt).where(sql`${t.authOutcome} IS NULL`),
    index('idx_auth_ctx_created').on(t.createdAt.desc().nullsFirst()),
    index('idx_auth_ctx_session_time')
      .on(t.sessionId, t.createdAt.desc().nullsFirst())
      .where(sql`${t.sessionId} IS NOT NULL`),
    index('idx_auth_ctx_ip_time').on(t.ipAddress, t.createdAt.desc().nullsFirst()),
    index('idx_auth_ctx_device_time')
      .on(t.deviceFingerprint, t.createdAt.desc().nullsFirst())
      .where(sql`${t.deviceFingerprint} IS NOT NULL`),
    index('idx_auth_ctx_outcome_time')
      .on(t.authOutcome, t.createdAt.desc().nullsFirst())
      .where(sql`${t.authOutcome} IS NOT NULL`),
    // Beyond the seeds: an agent types the beginning of a name.
    index('idx_auth_ctx_username_prefix').on(sql`lower(${t.username}) text_pattern_ops`),
    index('idx_auth_ctx_cupid_outcome_time').on(t.cupid, t.authOutcome, t.createdAt.desc().nullsFirst()),
  ],
)
