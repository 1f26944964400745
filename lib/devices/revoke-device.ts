import { and, eq, sql } from 'drizzle-orm'
import { trustedDevices } from '#db/schema/trusted-devices.ts'
import { requirePermission } from '#lib/agents/require-permission.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { deviceExists } from './queries.ts'
import { RevokeDevice } from './schema.ts'

/**
 * Takes back the trust in a device: its next sign-in is asked for a second factor. A user's own, or with the permission
 * anybody's. Throws `not_found` for an id that is unknown or another user's; doing so again changes nothing.
 */
export async function revokeDevice(ctx: Context, input: unknown): Promise<{ deviceId: string; revoked: boolean }> {
  const owner = ctx.actor.kind === 'user' ? ctx.actor.id : null
  if (owner === null) requirePermission(ctx, 'devices:revoke')
  const { deviceId, reason } = parse(RevokeDevice, input)
  return transact(ctx, async ctx => {
    const [device] = await ctx.db
      .update(trustedDevices)
      .set({ status: 'REVOKED', revokedAt: sql`now()` })
      .where(
        and(
          eq(trustedDevices.deviceId, deviceId),
          eq(trustedDevices.status, 'ACTIVE'),
          owner === null ? undefined : eq(trustedDevices.cupid, owner),
        ),
      )
      .returning({ cupid: trustedDevices.cupid, appId: trustedDevices.appId })
    if (!device) {
      if (await deviceExists(ctx, deviceId, owner)) return { deviceId, revoked: false }
      throw new Failure('not_found')
    }
    await record(ctx, {
      eventType: 'DEVICE_REVOKED',
      severity: owner === null ? 'WARN' : 'INFO',
      cupid: device.cupid,
      eventData: { device_id: deviceId, app_id: device.appId, ...(reason && { reason }) },
    })
    return { deviceId, revoked: true }
  })
}
