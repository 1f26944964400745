import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#db/columns.ts'
import { authContexts } from './auth-contexts.ts'

/** One single-use step of a journey. At most one is PENDING in a context. */
export const authTransactions = pgTable(
  'auth_transactions',
  {
    transactionId: id('transaction_id'),
    contextId: uuid('context_id')
      .notNull()
      .references(() => authContexts.contextId, { onDelete: 'cascade' }),
    parentTransactionId: uuid('parent_transaction_id'),
    transactionType: varchar('transaction_type', { length: 50 }).notNull(),
    transactionStatus: varchar('transaction_status', { length: 20 }).notNull().default('PENDING'),
    sequenceNumber: integer('sequence_number').notNull(),
    phase: varchar('phase', { length: 50 }).notNull(),
    mfaMethod: varchar('mfa_method', { length: 10 }),
    mfaOptionId: smallint('mfa_option_id'),
    mfaOptions: jsonb('mfa_options').$type<{ phone_last_four: string; mfa_option_id: number }[]>(),
    mobileApproveStatus: varchar('mobile_approve_status', { length: 20 }),
    displayNumber: integer('display_number'),
    selectedNumber: integer('selected_number'),
    verificationResult: varchar('verification_result', { length: 20 }),
    attemptNumber: integer('attempt_number'),
    esignDocumentId: varchar('esign_document_id', { length: 100 }),
    /** The version that was presented: evidence must name what was on the screen. */
    esignVersion: integer('esign_version'),
    esignAction: varchar('esign_action', { length: 20 }),
    deviceBindDecision: varchar('device_bind_decision', { length: 20 }),
    consumedAt: instant('consumed_at'),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull().default(sql`now() + interval '5 minutes'`),
  },
  t => [
    foreignKey({
      name: 'auth_transactions_parent_transaction_id_fk',
      columns: [t.parentTransactionId],
      foreignColumns: [t.transactionId],
    }),
    check('check_consumed', sql`(${t.transactionStatus} = 'PENDING') = (${t.consumedAt} IS NULL)`),
    check('check_sequence_positive', sql`${t.sequenceNumber} > 0`),
    check('check_transaction_expiry_future', sql`${t.expiresAt} > ${t.createdAt}`),
    check('check_mfa_option_range', sql`${t.mfaOptionId} BETWEEN 1 AND 6`),
    index('idx_auth_tx_context').on(t.contextId, t.sequenceNumber),
    index('idx_auth_tx_parent').on(t.parentTransactionId),
    index('idx_auth_tx_status').on(t.transactionStatus, t.expiresAt),
    uniqueIndex('idx_auth_tx_context_pending').on(t.contextId).where(sql`${t.transactionStatus} = 'PENDING'`),
  ],
)
