import { and, eq } from 'drizzle-orm'
import { trustedDevices } from '#db/schema/trusted-devices.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { RenameDevice } from './schema.ts'

/** Gives a user's own trusted device another name. Throws `not_found` for one that is unknown, revoked or another user's. */
export async function renameDevice(ctx: Context, input: unknown): Promise<void> {
  if (ctx.actor.kind !== 'user') throw new Failure('permission_missing')
  const { deviceId, deviceName } = parse(RenameDevice, input)
  await transact(ctx, async ctx => {
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
      .returning({ cupid: trustedDevices.cupid, appId: trustedDevices.appId })
    if (!renamed) throw new Failure('not_found')
    const { cupid, appId } = renamed
    await record(ctx, { eventType: 'DEVICE_RENAMED', cupid, eventData: { device_id: deviceId, app_id: appId } })
  })
}
