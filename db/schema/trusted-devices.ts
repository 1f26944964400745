import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex, varchar } from 'drizzle-orm/pg-core'
import { cupid, guid, id, instant } from '#db/columns.ts'

/** A device on which one user of one client app may skip MFA. */
export const trustedDevices = pgTable(
  'trusted_devices',
  {
    deviceId: id('device_id'),
    guid: guid().notNull(),
    cupid: cupid().notNull(),
    appId: varchar('app_id', { length: 50 }).notNull(),
    deviceFingerprint: text('device_fingerprint').notNull(),
    deviceFingerprintHash: varchar('device_fingerprint_hash', { length: 64 }).notNull(),
    deviceName: varchar('device_name', { length: 200 }),
    deviceType: varchar('device_type', { length: 50 }),
    status: varchar('status', { length: 20 }).notNull().default('ACTIVE'),
    trustedAt: instant('trusted_at').notNull().defaultNow(),
    lastUsedAt: instant('last_used_at').notNull().defaultNow(),
    revokedAt: instant('revoked_at'),
    expiresAt: instant('expires_at').default(sql`now() + interval '180 days'`),
  },
  t => [
    check('check_device_revoked', sql`(${t.status} = 'REVOKED') = (${t.revokedAt} IS NOT NULL)`),
    check('check_device_expiry_future', sql`${t.expiresAt} > ${t.trustedAt}`),
    index('idx_devices_guid').on(t.guid),
    index('idx_devices_cupid_app').on(t.cupid, t.appId).where(sql`${t.status} = 'ACTIVE'`),
    index('idx_devices_fingerprint_hash').on(t.deviceFingerprintHash),
    index('idx_devices_trusted').on(t.trustedAt.desc().nullsFirst()),
    uniqueIndex('idx_devices_unique_per_user_app')
      .on(t.cupid, t.appId, t.deviceFingerprintHash)
      .where(sql`${t.status} = 'ACTIVE'`),
  ],
)
