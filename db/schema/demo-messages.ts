import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core'
import { createdAt, cupid, id } from '#db/columns.ts'

/** The demo's outbox: what the phone of a demo user shows. Always empty where the demo is off. */
export const demoMessages = pgTable(
  'demo_messages',
  {
    messageId: id('message_id'),
    transactionId: uuid('transaction_id').notNull(),
    contextId: uuid('context_id').notNull(),
    cupid: cupid().notNull(),
    channel: varchar('channel', { length: 10 }).notNull(),
    /** A number; of a push, nothing. */
    destination: varchar('destination', { length: 20 }),
    body: text('body').notNull(),
    /** The code by itself; of a push, nothing. */
    code: varchar('code', { length: 10 }),
    attempt: integer('attempt').notNull().default(1),
    createdAt: createdAt(),
  },
  t => [
    check('check_message_channel', sql`${t.channel} IN ('sms', 'voice', 'push')`),
    index('idx_demo_messages_cupid').on(t.cupid, t.createdAt.desc().nullsFirst()),
    index('idx_demo_messages_transaction').on(t.transactionId),
  ],
)
