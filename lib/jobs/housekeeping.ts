import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import type { Context } from '#lib/context.ts'
import { expireDevices } from '#lib/devices/expire-devices.ts'

const BATCH = 1000

/** What keeps the tables right without anyone's hand, and when (UTC). Each is idempotent and may run late. */
export const HOUSEKEEPING = {
  expire_transactions: { cron: '*/5 * * * *', run: inBatches(sql`cleanup_expired_transactions(${BATCH})`) },
  expire_contexts: { cron: '*/15 * * * *', run: inBatches(sql`cleanup_expired_contexts(${BATCH})`) },
  expire_sessions: { cron: '0 * * * *', run: inBatches(sql`expire_old_sessions(${BATCH})`) },
  archive_handoffs: { cron: '20 * * * *', run: inBatches(sql`archive_ended_handoffs(${BATCH})`) },
  expire_devices: { cron: '25 * * * *', run: expireDevices },
  ensure_audit_partitions: { cron: '30 0 * * *', run: ensureAuditPartitions },
} satisfies Record<string, { cron: string; run: (ctx: Context) => Promise<Record<string, unknown>> }>

/** A batch is a transaction of its own, so that none holds its locks for long. */
function inBatches(batch: SQL) {
  return async (ctx: Context) => {
    let ended = 0
    for (let last = BATCH; last === BATCH; ended += last) last = await runBatch(ctx.db, batch)
    return { ended }
  }
}

async function runBatch(db: Database, batch: SQL): Promise<number> {
  const { rows } = await db.execute<{ ended: number }>(sql`SELECT ${batch} AS ended`)
  return rows[0]?.ended ?? 0
}

async function ensureAuditPartitions(ctx: Context) {
  const { rows } = await ctx.db.execute<{ horizon: string }>(sql`SELECT ensure_audit_partitions(3) AS horizon`)
  return { horizon: rows[0]?.horizon }
}
