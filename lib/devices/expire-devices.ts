import { sql } from 'drizzle-orm'
import type { Context } from '#lib/context.ts'

const BATCH = 1000

/**
 * Marks the devices whose trust has run out. A sign-in goes by the clock and does not wait for this. In batches, each a
 * transaction of its own; a row that somebody holds is left for the next time.
 */
export async function expireDevices(ctx: Context): Promise<{ ended: number }> {
  let ended = 0
  for (let last = BATCH; last === BATCH; ended += last) last = await expireBatch(ctx)
  return { ended }
}

async function expireBatch(ctx: Context): Promise<number> {
  const { rowCount } = await ctx.db.execute(sql`
    WITH due AS (
      SELECT device_id FROM trusted_devices WHERE status = 'ACTIVE' AND expires_at <= now()
      LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    )
    UPDATE trusted_devices d SET status = 'EXPIRED' FROM due WHERE d.device_id = due.device_id`)
  return rowCount ?? 0
}
