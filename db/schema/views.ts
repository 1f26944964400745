import { bigint, boolean, inet, integer, numeric, pgView, text, uuid, varchar } from 'drizzle-orm/pg-core'
import { instant } from '#db/columns.ts'

// The views of the seeds, for people and ad-hoc SQL. Their SQL stands in db/migrations; those that the product or its tests read
// are named here with their columns.

/** One row per authentication of a session, in order: the sign-in is 1, step-ups follow. */
export const sessionAuthTimeline = pgView('v_session_auth_timeline', {
  sessionId: uuid('session_id').notNull(),
  cupid: varchar('cupid', { length: 50 }).notNull(),
  sessionStatus: varchar('session_status', { length: 20 }).notNull(),
  sessionCreatedAt: instant('session_created_at').notNull(),
  contextId: uuid('context_id').notNull(),
  authType: varchar('auth_type', { length: 20 }).notNull(),
  authOutcome: varchar('auth_outcome', { length: 50 }),
  authTime: instant('auth_time').notNull(),
  authCompletedAt: instant('auth_completed_at'),
  appId: varchar('app_id', { length: 50 }).notNull(),
  ipAddress: inet('ip_address').notNull(),
  deviceFingerprint: text('device_fingerprint'),
  evaluationId: uuid('evaluation_id'),
  recommendation: varchar('recommendation', { length: 20 }),
  riskScore: integer('risk_score'),
  hasHighRiskSignals: boolean('has_high_risk_signals'),
  primarySignalType: varchar('primary_signal_type', { length: 50 }),
  signalTypes: text('signal_types').array(),
  browser: varchar('browser', { length: 100 }),
  operatingSystem: varchar('operating_system', { length: 100 }),
  ipLocation: varchar('ip_location', { length: 100 }),
  authSequence: bigint('auth_sequence', { mode: 'number' }).notNull(),
  totalAuthsInSession: bigint('total_auths_in_session', { mode: 'number' }).notNull(),
  stepUpCount: bigint('step_up_count', { mode: 'number' }).notNull(),
}).existing()

/** Active sessions with the tokens they hold. */
export const activeSessions = pgView('v_active_sessions', {
  sessionId: uuid('session_id').notNull(),
  cupid: varchar('cupid', { length: 50 }).notNull(),
  deviceFingerprint: text('device_fingerprint'),
  ipAddress: inet('ip_address').notNull(),
  userAgent: text('user_agent'),
  createdAt: instant('created_at').notNull(),
  lastActivityAt: instant('last_activity_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  activeTokenCount: bigint('active_token_count', { mode: 'number' }).notNull(),
  hasAccessToken: bigint('has_access_token', { mode: 'number' }).notNull(),
  hasRefreshToken: bigint('has_refresh_token', { mode: 'number' }).notNull(),
}).existing()

/** Every token with its place in its chain: generation 1 is the one issued at sign-in. */
export const tokenRotationChains = pgView('v_token_rotation_chains', {
  sessionId: uuid('session_id').notNull(),
  tokenType: varchar('token_type', { length: 20 }).notNull(),
  tokenId: uuid('token_id').notNull(),
  parentTokenId: uuid('parent_token_id'),
  status: varchar('status', { length: 20 }).notNull(),
  generation: integer('generation').notNull(),
  createdAt: instant('created_at').notNull(),
  revokedAt: instant('revoked_at'),
  lifetimeSeconds: numeric('lifetime_seconds').notNull(),
}).existing()
