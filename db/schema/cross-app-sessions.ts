import { sql } from 'drizzle-orm'
import { bigint, check, index, inet, pgTable, text, uniqueIndex, uuid, varchar } from 'drizzle-orm/pg-core'
import { createdAt, cupid, guid, instant } from '#db/columns.ts'
import { clientApps } from './client-apps.ts'
import { sessions } from './sessions.ts'

/** A handoff: a single-use token that carries a session from one client app to another. */
export const crossAppSessions = pgTable(
  'cross_app_sessions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    tokenHash: varchar('token_hash', { length: 64 }).notNull(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.sessionId, { onDelete: 'cascade' }),
    cupid: cupid().notNull(),
    guid: guid(),
    /** The one of the user's accounts that was chosen at the source; null where none was. */
    accountId: varchar('account_id', { length: 50 }),
    sourceApp: varchar('source_app', { length: 50 })
      .notNull()
      .references(() => clientApps.clientId),
    targetApp: varchar('target_app', { length: 50 })
      .notNull()
      .references(() => clientApps.clientId),
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
    usedAt: instant('used_at'),
    revokedAt: instant('revoked_at'),
    userAgent: text('user_agent'),
    ipAddress: inet('ip_address'),
  },
  t => [
    check('check_handoff_expiry_future', sql`${t.expiresAt} > ${t.createdAt}`),
    uniqueIndex('idx_cross_app_sessions_token_hash').on(t.tokenHash),
    index('idx_cross_app_sessions_expires_at').on(t.expiresAt),
    index('idx_cross_app_sessions_user_id').on(t.cupid),
    index('idx_cross_app_sessions_created_at').on(t.createdAt),
    index('idx_cross_app_sessions_cleanup').on(t.expiresAt, t.revokedAt).where(sql`${t.revokedAt} IS NULL`),
    // Beyond the seeds: every foreign key has an index.
    index('idx_cross_app_sessions_session_id').on(t.sessionId),
    index('idx_cross_app_sessions_source_app').on(t.sourceApp),
    index('idx_cross_app_sessions_target_app').on(t.targetApp),
  ],
)
