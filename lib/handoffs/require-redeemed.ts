import type { Context } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { Failure } from '#lib/failure.ts'
import { takeOne } from '#lib/limits.ts'
import { findHandoff, findOwner } from './queries.ts'
import { isInUse } from './rules.ts'

/**
 * The user whose handoff the client app that `ctx` acts for has redeemed, as the directory has them now. Throws
 * `session_inactive` when it was not redeemed, has expired or was revoked, when the session it came from has ended, and
 * for another app's; all alike.
 */
export async function requireRedeemed(
  ctx: Context,
  sessionToken: string | null,
  limit: 'accountsPerToken' | 'permissionsPerToken',
): Promise<DirectoryUser> {
  const [handoff] = sessionToken ? await findHandoff(ctx.db, { hash: sha256(sessionToken) }) : []
  if (!handoff || !isInUse(handoff, ctx.actor.id)) throw new Failure('session_inactive')
  await takeOne(ctx, limit, String(handoff.handoff_id))
  const user = await findOwner(ctx, handoff)
  if (!user) throw new Failure('session_inactive')
  return user
}
