import { and, eq, isNull, sql } from 'drizzle-orm'
import { agentSessions } from '#db/schema/agent-sessions.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'

/** Ends an agent's console session: the next request with its cookie is nobody's. Ended already: nothing happens. */
export async function endAgentSession(ctx: Context, { agentSessionId }: { agentSessionId: string }): Promise<void> {
  await transact(ctx, async ctx => {
    const [ended] = await ctx.db
      .update(agentSessions)
      .set({ endedAt: sql`now()` })
      .where(and(eq(agentSessions.agentSessionId, agentSessionId), isNull(agentSessions.endedAt)))
      .returning({ username: agentSessions.username, cupid: agentSessions.cupid })
    if (!ended) return
    await record(ctx, {
      eventType: 'AGENT_SIGNED_OUT',
      cupid: ended.cupid,
      eventData: { username: ended.username, agent_session_id: agentSessionId },
    })
  })
}
