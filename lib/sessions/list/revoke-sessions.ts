import { requirePermission } from '#lib/agents/require-permission.ts'
import type { Context } from '#lib/context.ts'
import { explainFailure } from '#lib/explain-failure.ts'
import type { FailureName } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { type RevocationReceipt, revokeSession } from '../revoke-session.ts'
import { RevokeMany } from './schema.ts'

export type RevocationResult =
  | { sessionId: string; ok: true; receipt: RevocationReceipt }
  | { sessionId: string; ok: false; failure: FailureName; message: string }

/** Ends up to MAX_REVOKED_AT_ONCE sessions, one after the other, each for itself: what one refuses stops no other. */
export async function revokeSessions(ctx: Context, input: unknown): Promise<RevocationResult[]> {
  requirePermission(ctx, 'sessions:revoke-many')
  const { sessionIds, reason } = parse(RevokeMany, input)
  const results: RevocationResult[] = []
  for (const sessionId of sessionIds) results.push(await revokeOne(ctx, sessionId, reason))
  return results
}

async function revokeOne(ctx: Context, sessionId: string, reason: string): Promise<RevocationResult> {
  try {
    return { sessionId, ok: true, receipt: await revokeSession(ctx, { sessionId, reason }) }
  } catch (error) {
    const { failure, message } = explainFailure(error, ctx.log)
    return { sessionId, ok: false, failure, message }
  }
}
