import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core'
import { createdAt, cupid, guid, id } from '#db/columns.ts'
import { authContexts } from './auth-contexts.ts'
import { sessions } from './sessions.ts'

/** One risk verdict, flattened for queries; `rawResponse` is the whole answer. */
export const drsEvaluations = pgTable(
  'drs_evaluations',
  {
    evaluationId: id('evaluation_id'),
    contextId: uuid('context_id')
      .notNull()
      .references(() => authContexts.contextId, { onDelete: 'cascade' }),
    guid: guid().notNull(),
    cupid: cupid().notNull(),
    actionTokenHash: varchar('action_token_hash', { length: 64 }).notNull(),
    deviceId: varchar('device_id', { length: 100 }),
    recommendation: varchar('recommendation', { length: 20 }).notNull(),
    riskScore: integer('risk_score').notNull(),
    browser: varchar('browser', { length: 100 }),
    browserVersion: varchar('browser_version', { length: 50 }),
    operatingSystem: varchar('operating_system', { length: 100 }),
    osVersion: varchar('os_version', { length: 50 }),
    deviceType: varchar('device_type', { length: 50 }),
    isMobile: boolean('is_mobile'),
    screenResolution: varchar('screen_resolution', { length: 20 }),
    userAgent: text('user_agent'),
    ipLocation: varchar('ip_location', { length: 100 }),
    primarySignalType: varchar('primary_signal_type', { length: 50 }),
    signalCount: integer('signal_count'),
    hasHighRiskSignals: boolean('has_high_risk_signals'),
    signalTypes: text('signal_types').array(),
    rawResponse: jsonb('raw_response').$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
    sessionId: uuid('session_id').references(() => sessions.sessionId, { onDelete: 'cascade' }),
  },
  t => [
    check('check_risk_score_range', sql`${t.riskScore} BETWEEN 0 AND 100`),
    index('idx_drs_context').on(t.contextId),
    index('idx_drs_guid').on(t.guid),
    index('idx_drs_cupid_time').on(t.cupid, t.createdAt.desc().nullsFirst()),
    index('idx_drs_recommendation').on(t.recommendation),
    index('idx_drs_risk_score').on(t.riskScore),
    index('idx_drs_created').on(t.createdAt.desc().nullsFirst()),
    index('idx_drs_action_token').on(t.actionTokenHash),
    index('idx_drs_browser').on(t.browser),
    index('idx_drs_os').on(t.operatingSystem),
    index('idx_drs_device_type').on(t.deviceType),
    index('idx_drs_is_mobile').on(t.isMobile),
    index('idx_drs_primary_signal').on(t.primarySignalType),
    index('idx_drs_high_risk').on(t.hasHighRiskSignals).where(sql`${t.hasHighRiskSignals} = true`),
    index('idx_drs_signal_types').using('gin', t.signalTypes),
    index('idx_drs_session_time')
      .on(t.sessionId, t.createdAt.desc().nullsFirst())
      .where(sql`${t.sessionId} IS NOT NULL`),
  ],
)
