import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { passwordSubject } from '#lib/failures/password-lock.ts'
import type { LiveToken } from '#lib/tokens/queries.ts'
import { loadStanding, type Standing } from './queries.ts'

/** Where a step-up is asked from, as far as the request says. */
export type Asking = { ipAddress: string; userAgent: string | null; deviceFingerprint: string | null }

/** How the session of an access token stands. Throws `session_inactive` when it has ended meanwhile. */
export async function requireStanding(
  ctx: Context,
  caller: Pick<LiveToken, 'session_id' | 'username'>,
  asking: Asking,
  actionTokenHash: string | null,
): Promise<Standing> {
  const [standing] = await loadStanding(ctx.db, {
    session_id: caller.session_id,
    subject: passwordSubject(ctx.parts.secretKey, caller.username),
    ip_address: asking.ipAddress,
    action_token_hash: actionTokenHash ?? '',
  })
  if (!standing) throw new Failure('session_inactive')
  return standing
}

export const askingOf = (ctx: Context, deviceFingerprint: string | null): Asking => ({
  ipAddress: ctx.ipAddress ?? '0.0.0.0',
  userAgent: ctx.userAgent,
  deviceFingerprint,
})
