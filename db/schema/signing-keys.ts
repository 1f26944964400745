import { sql } from 'drizzle-orm'
import { check, jsonb, pgTable, text, uniqueIndex, varchar } from 'drizzle-orm/pg-core'
import { createdAt, instant } from '#db/columns.ts'

/** The keys that sign tokens. One signs; retired ones stay published until what they signed has run out. */
export const signingKeys = pgTable(
  'signing_keys',
  {
    kid: varchar('kid', { length: 64 }).primaryKey(),
    alg: varchar('alg', { length: 10 }).notNull(),
    publicJwk: jsonb('public_jwk').$type<Record<string, unknown>>().notNull(),
    /** The private JWK, encrypted with a key derived from SECRET_KEY (compact JWE). */
    privateJwk: text('private_jwk').notNull(),
    createdAt: createdAt(),
    retiredAt: instant('retired_at'),
  },
  t => [
    check('check_signing_alg', sql`${t.alg} IN ('EdDSA', 'RS256')`),
    uniqueIndex('idx_signing_keys_current').on(t.alg).where(sql`${t.retiredAt} IS NULL`),
  ],
)
