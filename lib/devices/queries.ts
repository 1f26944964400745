import { and, eq, sql } from 'drizzle-orm'
import { trustedDevices } from '#db/schema/trusted-devices.ts'
import { statement } from '#db/statement.ts'
import type { Context } from '#lib/context.ts'

/** A device as its owner may see it. Instants are ISO 8601, UTC. */
export type OwnDevice = {
  device_id: string
  device_name: string | null
  device_type: string | null
  app_id: string
  trusted_at: string
  last_used_at: string
  expires_at: string | null
  /** A device whose time is over is told as EXPIRED, before the job has come round to it. */
  status: 'ACTIVE' | 'EXPIRED'
  /** Whether the session that asks runs on it. */
  current: boolean
}

/** The devices a user trusts, last used first, as `session_id` sees them. What was revoked is not among them. */
export const listOwnDevices = statement<OwnDevice>(
  'own_devices',
  value => sql`
  SELECT d.device_id, d.device_name, d.device_type, d.app_id, ${iso('d.trusted_at')}, ${iso('d.last_used_at')},
         ${iso('d.expires_at')}, CASE WHEN d.expires_at <= now() THEN 'EXPIRED' ELSE d.status END AS status,
         coalesce(d.app_id = c.app_id AND d.device_fingerprint = s.device_fingerprint, false) AS current
  FROM trusted_devices d
  LEFT JOIN sessions s ON s.session_id = ${value('session_id')}::uuid
  LEFT JOIN auth_contexts c ON c.context_id = s.context_id
  WHERE d.cupid = ${value('cupid')} AND d.status = 'ACTIVE'
  ORDER BY d.last_used_at DESC, d.device_id LIMIT 200`,
)

/** Whether there is such a device, of this user where `cupid` is given, whatever its status. */
export async function deviceExists(ctx: Context, deviceId: string, cupid: string | null): Promise<boolean> {
  const [row] = await ctx.db
    .select({ deviceId: trustedDevices.deviceId })
    .from(trustedDevices)
    .where(and(eq(trustedDevices.deviceId, deviceId), cupid === null ? undefined : eq(trustedDevices.cupid, cupid)))
    .limit(1)
  return row !== undefined
}

function iso(column: `d.${string}`) {
  return sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${column.slice(2)}`)
}
