import { sql } from 'drizzle-orm'
import { boolean, check, integer, pgTable, primaryKey, text, varchar } from 'drizzle-orm/pg-core'
import { createdAt } from '#db/columns.ts'

/** One version of a document to sign. A version never changes: what somebody accepted can be shown for ever. */
export const esignDocuments = pgTable(
  'esign_documents',
  {
    documentId: varchar('document_id', { length: 100 }).notNull(),
    version: integer('version').notNull(),
    title: varchar('title', { length: 200 }).notNull(),
    /** Markdown. */
    content: text('content').notNull(),
    /** SHA-256 of `content`, in hex. */
    contentHash: varchar('content_hash', { length: 64 }).notNull(),
    mandatory: boolean('mandatory').notNull().default(true),
    /** Asked of everyone who has not accepted it, not only of those the directory names. */
    askedOfEveryone: boolean('asked_of_everyone').notNull().default(false),
    createdAt: createdAt(),
  },
  t => [primaryKey({ columns: [t.documentId, t.version] }), check('check_document_version', sql`${t.version} > 0`)],
)
