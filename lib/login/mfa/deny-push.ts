import type { Context } from '#lib/context.ts'
import type { LiveToken } from '#lib/tokens/queries.ts'
import { rejectPush } from './reject-push.ts'
import { requirePush } from './require-push.ts'

/** The user's phone says that it was not them. */
export async function denyPush(
  ctx: Context,
  phone: LiveToken,
  ref: { contextId: string; transactionId: string },
): Promise<void> {
  await rejectPush(ctx, await requirePush(ctx, phone, ref, 'deny_push'), { reason: 'DENIED' })
}
