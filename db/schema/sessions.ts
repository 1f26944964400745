import { sql } from 'drizzle-orm'
import { check, index, inet, pgTable, text, uniqueIndex, uuid, varchar } from 'drizzle-orm/pg-core'
import { createdAt, cupid, id, instant } from '#db/columns.ts'
import { authContexts } from './auth-contexts.ts'

/** A signed-in user on one device. `contextId` is the sign-in that opened it. */
export const sessions = pgTable(
  'sessions',
  {
    sessionId: id('session_id'),
    contextId: uuid('context_id')
      .notNull()
      .references(() => authContexts.contextId),
    cupid: cupid().notNull(),
    deviceFingerprint: text('device_fingerprint'),
    ipAddress: inet('ip_address').notNull(),
    userAgent: text('user_agent'),
    status: varchar('status', { length: 20 }).notNull().default('ACTIVE'),
    createdAt: createdAt(),
    lastActivityAt: instant('last_activity_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull().default(sql`now() + interval '30 days'`),
    revokedAt: instant('revoked_at'),
    revokedBy: varchar('revoked_by', { length: 100 }),
    revocationReason: text('revocation_reason'),
    /** Set when the risk service denied a step-up: somebody should look. */
    flaggedAt: instant('flagged_at'),
    flagReason: varchar('flag_reason', { length: 100 }),
  },
  t => [
    check('check_revoked', sql`(${t.status} = 'REVOKED') = (${t.revokedAt} IS NOT NULL)`),
    check('check_session_flag', sql`(${t.flaggedAt} IS NULL) = (${t.flagReason} IS NULL)`),
    check('check_session_expiry_future', sql`${t.expiresAt} > ${t.createdAt}`),
    index('idx_sessions_cupid').on(t.cupid).where(sql`${t.status} = 'ACTIVE'`),
    uniqueIndex('idx_sessions_context').on(t.contextId),
    index('idx_sessions_status_expires').on(t.status, t.expiresAt),
    index('idx_sessions_created').on(t.createdAt.desc().nullsFirst()),
    // Beyond the seeds: the console's list, by last activity or sign-in in keyset order, and all of an address.
    index('idx_sessions_status_created').on(t.status, t.createdAt.desc().nullsFirst(), t.sessionId.desc().nullsFirst()),
    index('idx_sessions_ip').on(t.ipAddress),
    index('idx_sessions_status_activity').on(
      t.status,
      t.lastActivityAt.desc().nullsFirst(),
      t.sessionId.desc().nullsFirst(),
    ),
  ],
)
