import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { endSession } from '#lib/sessions/end-session.ts'
import type { PresentedRefresh } from './queries.ts'

/**
 * A spent refresh token came back: ends the session and every token of it, and records both presenters side by side,
 * so that an analyst can tell a race from a theft.
 */
export async function endReusedFamily(
  ctx: Context,
  presented: PresentedRefresh,
  deviceFingerprint: string | null,
): Promise<void> {
  await transact(ctx, async ctx => {
    const ended = await endSession(ctx, {
      sessionId: presented.session_id,
      status: 'REVOKED',
      revokedBy: 'SYSTEM',
      reason: 'refresh_token_reuse',
    })
    if (!ended) return
    const [first] = await findRotation(ctx.db, { session_id: presented.session_id, token_id: presented.token_id })
    const common = { cupid: presented.cupid, sessionId: presented.session_id, contextId: ended.contextId }
    await record(
      ctx,
      {
        ...common,
        eventType: 'TOKEN_REUSE_DETECTED',
        severity: 'CRITICAL',
        eventData: {
          token_id: presented.token_id,
          seconds_between: presented.spent_seconds,
          first_presenter: first ?? null,
          second_presenter: {
            ip_address: ctx.ipAddress,
            user_agent: ctx.userAgent,
            device_fingerprint: deviceFingerprint,
          },
        },
      },
      {
        ...common,
        eventType: 'SESSION_REVOKED',
        severity: 'WARN',
        eventData: { reason: 'refresh_token_reuse', revoked_by: 'SYSTEM', tokens_revoked: ended.tokensRevoked },
      },
    )
  })
}

type Presenter = { ip_address: string | null; user_agent: string | null; device_fingerprint: string | null }

const findRotation = statement<Presenter>(
  'refresh_rotation',
  value => sql`
  SELECT host(ip_address) AS ip_address, user_agent, event_data ->> 'device_fingerprint' AS device_fingerprint
  FROM audit_logs
  WHERE session_id = ${value('session_id')} AND event_type = 'TOKEN_REFRESHED'
    AND event_data ->> 'token_id' = ${value('token_id')}
  ORDER BY created_at DESC LIMIT 1`,
)
