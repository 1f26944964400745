import { sql } from 'drizzle-orm'
import { boolean, check, pgTable, text, uniqueIndex, varchar } from 'drizzle-orm/pg-core'
import { createdAt, instant } from '#db/columns.ts'

/** A registered client app. Its secret, where it has one, is 256 random bits, kept as SHA-256. */
export const clientApps = pgTable(
  'client_apps',
  {
    clientId: varchar('client_id', { length: 50 }).primaryKey(),
    name: varchar('name', { length: 100 }).notNull(),
    kind: varchar('kind', { length: 20 }).notNull(),
    secretHash: varchar('secret_hash', { length: 64 }),
    allowedOrigins: text('allowed_origins').array().notNull().default(sql`'{}'`),
    scopes: text('scopes').array().notNull().default(sql`'{}'`),
    accessTokenFormat: varchar('access_token_format', { length: 10 }).notNull().default('jwt'),
    deviceBindOffer: boolean('device_bind_offer').notNull().default(false),
    mayApprovePush: boolean('may_approve_push').notNull().default(false),
    handoffTargets: text('handoff_targets').array().notNull().default(sql`'{}'`),
    status: varchar('status', { length: 20 }).notNull().default('ACTIVE'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  t => [
    check('check_client_kind', sql`${t.kind} IN ('browser', 'mobile', 'server', 'gateway')`),
    check('check_client_token_format', sql`${t.accessTokenFormat} IN ('jwt', 'opaque')`),
    check('check_client_status', sql`${t.status} IN ('ACTIVE', 'DISABLED')`),
    uniqueIndex('idx_client_apps_secret').on(t.secretHash).where(sql`${t.secretHash} IS NOT NULL`),
  ],
)
