import { sql } from 'drizzle-orm'
import { type AnyPgColumn, check, index, pgTable, text, uniqueIndex, uuid, varchar } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#db/columns.ts'
import { sessions } from './sessions.ts'

/**
 * One issued token. `tokenValueHash` is the SHA-256 of the token in hex. `tokenValue` is nothing that works as a
 * credential: of a JWT the header and claims without the signature, of an opaque token its prefix and last four.
 */
export const tokens = pgTable(
  'tokens',
  {
    tokenId: id('token_id'),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.sessionId, { onDelete: 'cascade' }),
    parentTokenId: uuid('parent_token_id').references((): AnyPgColumn => tokens.tokenId),
    tokenType: varchar('token_type', { length: 20 }).notNull(),
    tokenValue: text('token_value').notNull(),
    tokenValueHash: varchar('token_value_hash', { length: 64 }).notNull(),
    status: varchar('status', { length: 20 }).notNull().default('ACTIVE'),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  t => [
    check('check_token_revoked', sql`(${t.status} IN ('ROTATED', 'REVOKED')) = (${t.revokedAt} IS NOT NULL)`),
    check('check_token_expiry_future', sql`${t.expiresAt} > ${t.createdAt}`),
    uniqueIndex('idx_tokens_value_hash').on(t.tokenValueHash).where(sql`${t.status} = 'ACTIVE'`),
    index('idx_tokens_session').on(t.sessionId, t.tokenType),
    index('idx_tokens_parent').on(t.parentTokenId),
    index('idx_tokens_expires').on(t.expiresAt).where(sql`${t.status} = 'ACTIVE'`),
    uniqueIndex('idx_tokens_session_type_active').on(t.sessionId, t.tokenType).where(sql`${t.status} = 'ACTIVE'`),
    // Beyond the seeds: a spent refresh token must be found when somebody presents it again.
    index('idx_tokens_spent_refresh')
      .on(t.tokenValueHash)
      .where(sql`${t.tokenType} = 'REFRESH' AND ${t.status} <> 'ACTIVE'`),
  ],
)
