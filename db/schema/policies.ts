import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, text, varchar } from 'drizzle-orm/pg-core'
import { createdAt } from '#db/columns.ts'

/** Thresholds that people tune, a row a version; the highest version is in force. No row: the product's own defaults. */
export const policies = pgTable(
  'policies',
  {
    name: varchar('name', { length: 50 }).notNull(),
    version: integer('version').notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    author: varchar('author', { length: 100 }).notNull(),
    reason: text('reason').notNull(),
    createdAt: createdAt(),
  },
  t => [primaryKey({ columns: [t.name, t.version] }), check('check_policy_version', sql`${t.version} > 0`)],
)
