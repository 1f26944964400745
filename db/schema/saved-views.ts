import { pgTable, text, uniqueIndex, varchar } from 'drizzle-orm/pg-core'
import { createdAt, cupid, id } from '#db/columns.ts'

/** A list's filters, sort and columns under a name, kept per agent. `query` is the URL's search string. */
export const savedViews = pgTable(
  'saved_views',
  {
    viewId: id('view_id'),
    cupid: cupid().notNull(),
    page: varchar('page', { length: 50 }).notNull(),
    name: varchar('name', { length: 80 }).notNull(),
    query: text('query').notNull(),
    createdAt: createdAt(),
  },
  t => [uniqueIndex('idx_saved_views_name').on(t.cupid, t.page, t.name)],
)
