import { sql } from 'drizzle-orm'
import type { Context } from '#lib/context.ts'
import { actionTokenUsed } from './admit.ts'
import { findActionToken } from './queries.ts'

/**
 * Keeps a risk action token for the transaction that writes its evaluation. The same one twice at once: one waits here
 * and then finds it judged. Throws `request_invalid` for one that was used before.
 */
export async function holdActionToken(ctx: Context, contextId: string, actionTokenHash: string): Promise<void> {
  await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${actionTokenHash}, 0))`)
  const [token] = await findActionToken(ctx.db, { hash: actionTokenHash })
  if (token?.seen) throw actionTokenUsed(contextId)
}
