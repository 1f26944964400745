import { and, eq } from 'drizzle-orm'
import { trustedDevices } from '#db/schema/trusted-devices.ts'
import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { RenameDevice } from './schema.ts'

/** Gives a user's own trusted device another name. Throws `not_found` for one that is unknown, revoked or another user's. */
export async function renameDevice(ctx: Context, input: unknown): Promise<void> {
  if (ctx.actor.kind !== 'user') throw new Failure('permission_missing')
  const { deviceId, deviceName } = parse(RenameDevice, input)
  const [renamed] = await ctx.db
    .update(trustedDevices)
    .set({ deviceName })
    .where(
      and(
        eq(trustedDevices.deviceId, deviceId),
        eq(trustedDevices.cupid, ctx.actor.id),
        eq(trustedDevices.status, 'ACTIVE'),
      ),
    )
    .returning({ deviceId: trustedDevices.deviceId })
  if (!renamed) throw new Failure('not_found')
  ctx.log.info({ device_id: deviceId, correlation_id: ctx.correlationId }, 'device renamed')
}
