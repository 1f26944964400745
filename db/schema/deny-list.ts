import { sql } from 'drizzle-orm'
import { check, cidr, index, pgTable, text, varchar } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#db/columns.ts'

/** Address ranges from which nobody signs in. */
export const denyList = pgTable(
  'deny_list',
  {
    denyId: id('deny_id'),
    addressRange: cidr('address_range').notNull(),
    reason: text('reason').notNull(),
    author: varchar('author', { length: 100 }).notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at'),
  },
  t => [
    check('check_deny_expiry_future', sql`${t.expiresAt} > ${t.createdAt}`),
    index('idx_deny_list_range').using('gist', t.addressRange.op('inet_ops')),
  ],
)
