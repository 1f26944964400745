import { sql } from 'drizzle-orm'
import { check, index, inet, pgTable, text, varchar } from 'drizzle-orm/pg-core'
import { createdAt, cupid, id, instant } from '#db/columns.ts'

/** An agent's console session, looked up on every request: ended here is out at once. */
export const agentSessions = pgTable(
  'agent_sessions',
  {
    agentSessionId: id('agent_session_id'),
    username: varchar('username', { length: 100 }).notNull(),
    cupid: cupid().notNull(),
    ipAddress: inet('ip_address'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull().default(sql`now() + interval '12 hours'`),
    endedAt: instant('ended_at'),
  },
  t => [
    check('check_agent_session_expiry_future', sql`${t.expiresAt} > ${t.createdAt}`),
    index('idx_agent_sessions_cupid').on(t.cupid, t.createdAt.desc().nullsFirst()),
  ],
)
