import type { Context } from '#lib/context.ts'
import { listTokens } from '../chain/queries.ts'
import { presentSessionPage, type SessionPage } from '../present.ts'
import { countActiveSessions, findLastBelievedAt, getSession } from '../queries.ts'
import { listAuthentications, listMoments } from '../timeline/queries.ts'
import { countAuditEvents } from '../trail/queries.ts'

/** The page of a session as an agent of that role gets it, without the trail's events. */
export async function readPage(ctx: Context, sessionId: string): Promise<SessionPage> {
  const row = await getSession(ctx, sessionId)
  const [chain] = await listTokens(ctx.db, { session_id: sessionId, keep: [] })
  const facts = {
    row,
    chain: chain!,
    authentications: await listAuthentications(ctx, sessionId),
    moments: await listMoments(ctx.db, { session_id: sessionId }),
    believedUntil: await findLastBelievedAt(ctx, sessionId),
    activeSessions: await countActiveSessions(ctx, row.session.cupid),
    trail: { events: [], nextCursor: null, count: await countAuditEvents(ctx, sessionId), capped: false },
  }
  return presentSessionPage(facts, ctx.actor, () => null)
}
