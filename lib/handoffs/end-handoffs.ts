import { eq } from 'drizzle-orm'
import { crossAppSessions } from '#db/schema/cross-app-sessions.ts'
import type { Context } from '#lib/context.ts'
import { revokeOpen } from './revoke-open.ts'

/**
 * Revokes what is open of a session's handoffs: they die with it. Call it in the transaction that ends the session and
 * after its row is locked, so that none is made or redeemed meanwhile. A session that runs out has none left: no handoff
 * outlives it.
 */
export const endHandoffs = (ctx: Context, sessionId: string): Promise<void> =>
  revokeOpen(ctx, eq(crossAppSessions.sessionId, sessionId), 'session_ended')
