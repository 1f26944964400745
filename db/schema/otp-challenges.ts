import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, uuid, varchar } from 'drizzle-orm/pg-core'
import { createdAt, cupid, instant } from '#db/columns.ts'
import { authTransactions } from './auth-transactions.ts'

/**
 * What was sent for one MFA step: the code's HMAC (a push has none), where to, and whether it got there. The number
 * itself is not kept: its keyed hash and its prefix are enough to limit sends by.
 */
export const otpChallenges = pgTable(
  'otp_challenges',
  {
    transactionId: uuid('transaction_id').primaryKey(),
    cupid: cupid().notNull(),
    channel: varchar('channel', { length: 10 }).notNull(),
    codeHash: varchar('code_hash', { length: 64 }),
    destinationHash: varchar('destination_hash', { length: 64 }),
    destinationPrefix: varchar('destination_prefix', { length: 12 }),
    deliveryStatus: varchar('delivery_status', { length: 20 }).notNull().default('QUEUED'),
    deliveryAttempts: integer('delivery_attempts').notNull().default(0),
    deliveredAt: instant('delivered_at'),
    createdAt: createdAt(),
  },
  t => [
    foreignKey({
      name: 'otp_challenges_transaction_id_fk',
      columns: [t.transactionId],
      foreignColumns: [authTransactions.transactionId],
    }).onDelete('cascade'),
    check('check_challenge_channel', sql`${t.channel} IN ('sms', 'voice', 'push')`),
    check('check_challenge_code', sql`(${t.channel} = 'push') = (${t.codeHash} IS NULL)`),
    check('check_challenge_delivery', sql`${t.deliveryStatus} IN ('QUEUED', 'SENT', 'FAILED')`),
    check('check_challenge_delivered', sql`(${t.deliveryStatus} = 'SENT') = (${t.deliveredAt} IS NOT NULL)`),
    index('idx_otp_challenges_cupid').on(t.cupid, t.createdAt.desc().nullsFirst()),
    index('idx_otp_challenges_destination')
      .on(t.destinationHash, t.createdAt.desc().nullsFirst())
      .where(sql`${t.destinationHash} IS NOT NULL`),
    index('idx_otp_challenges_prefix')
      .on(t.destinationPrefix, t.createdAt.desc().nullsFirst())
      .where(sql`${t.destinationPrefix} IS NOT NULL`),
  ],
)
