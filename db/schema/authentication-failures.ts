import { sql } from 'drizzle-orm'
import { check, integer, pgTable, primaryKey, varchar } from 'drizzle-orm/pg-core'
import { instant } from '#db/columns.ts'

/**
 * Failures in a row and the lock they lead to. `subject` is a keyed hash of the name that was typed, whether or not it
 * exists, or the cupid for MFA: the table cannot tell who has an account.
 */
export const authenticationFailures = pgTable(
  'authentication_failures',
  {
    subject: varchar('subject', { length: 64 }).notNull(),
    factor: varchar('factor', { length: 20 }).notNull(),
    failureCount: integer('failure_count').notNull(),
    firstFailedAt: instant('first_failed_at').notNull().defaultNow(),
    lastFailedAt: instant('last_failed_at').notNull().defaultNow(),
    lockedUntil: instant('locked_until'),
  },
  t => [
    primaryKey({ columns: [t.subject, t.factor] }),
    check('check_failure_factor', sql`${t.factor} IN ('PASSWORD', 'MFA')`),
    check('check_failure_count', sql`${t.failureCount} > 0`),
  ],
)
