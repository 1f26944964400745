import { and, eq } from 'drizzle-orm'
import { crossAppSessions } from '#db/schema/cross-app-sessions.ts'
import { type Context, transact } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { Failure } from '#lib/failure.ts'
import { revokeOpen } from './revoke-open.ts'

/**
 * Revokes a handoff at the wish of its user or of the app it is for, redeemed or not. One that is unknown, over, or
 * somebody else's is left as it is, and the caller is answered the same (as RFC 7009 §2.2 has it).
 */
export async function revokeHandoff(ctx: Context, sessionToken: string): Promise<void> {
  const { kind, id } = ctx.actor
  if (kind !== 'user' && kind !== 'client_app') throw new Failure('permission_missing')
  const isTheirs = eq(kind === 'user' ? crossAppSessions.cupid : crossAppSessions.targetApp, id)
  const which = and(eq(crossAppSessions.tokenHash, sha256(sessionToken)), isTheirs)
  await transact(ctx, ctx => revokeOpen(ctx, which, kind === 'user' ? 'by_owner' : 'by_target_app'))
}
