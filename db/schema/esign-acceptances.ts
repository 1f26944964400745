import { foreignKey, index, inet, integer, pgTable, text, uniqueIndex, uuid, varchar } from 'drizzle-orm/pg-core'
import { cupid, guid, id, instant } from '#db/columns.ts'
import { esignDocuments } from './esign-documents.ts'

/**
 * Evidence that a user accepted a version: append-only, and it outlives the context it was given in. What the client app
 * claims of place and time stands beside what we saw ourselves.
 */
export const esignAcceptances = pgTable(
  'esign_acceptances',
  {
    acceptanceId: id('acceptance_id'),
    documentId: varchar('document_id', { length: 100 }).notNull(),
    version: integer('version').notNull(),
    contentHash: varchar('content_hash', { length: 64 }).notNull(),
    cupid: cupid().notNull(),
    guid: guid().notNull(),
    appId: varchar('app_id', { length: 50 }).notNull(),
    contextId: uuid('context_id').notNull(),
    transactionId: uuid('transaction_id').notNull(),
    ipAddress: inet('ip_address').notNull(),
    userAgent: text('user_agent'),
    deviceFingerprint: text('device_fingerprint'),
    claimedIp: inet('claimed_ip'),
    claimedAt: instant('claimed_at'),
    acceptedAt: instant('accepted_at').notNull().defaultNow(),
  },
  t => [
    foreignKey({
      name: 'esign_acceptances_document_fk',
      columns: [t.documentId, t.version],
      foreignColumns: [esignDocuments.documentId, esignDocuments.version],
    }),
    uniqueIndex('idx_esign_acceptances_once').on(t.cupid, t.documentId, t.version),
    index('idx_esign_acceptances_document').on(t.documentId, t.version),
  ],
)
