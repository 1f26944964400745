import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { agentSessions } from '#db/schema/agent-sessions.ts'
import { authenticationFailures } from '#db/schema/authentication-failures.ts'

export type AgentSession = {
  agentSessionId: string
  username: string
  cupid: string
  createdAt: Date
  expiresAt: Date
}

/** An agent session that neither ended nor ran out. */
export async function findAgentSession(db: Database, agentSessionId: string): Promise<AgentSession | null> {
  const [row] = await db
    .select({
      agentSessionId: agentSessions.agentSessionId,
      username: agentSessions.username,
      cupid: agentSessions.cupid,
      createdAt: agentSessions.createdAt,
      expiresAt: agentSessions.expiresAt,
      seenLately: sql<boolean>`${agentSessions.lastSeenAt} > now() - interval '1 minute'`,
    })
    .from(agentSessions)
    .where(isAlive(agentSessionId))
  if (!row) return null
  const { seenLately, ...session } = row
  if (!seenLately) await noteSeen(db, agentSessionId)
  return session
}

// Once a minute is exact enough: a page asks a dozen times at once.
async function noteSeen(db: Database, agentSessionId: string) {
  await db
    .update(agentSessions)
    .set({ lastSeenAt: sql`now()` })
    .where(and(isAlive(agentSessionId), lt(agentSessions.lastSeenAt, sql`now() - interval '1 minute'`)))
}

const isAlive = (agentSessionId: string) =>
  and(
    eq(agentSessions.agentSessionId, agentSessionId),
    isNull(agentSessions.endedAt),
    gt(agentSessions.expiresAt, sql`now()`),
  )

/** Makes failures of this name that come meanwhile wait for the end of the transaction. */
export async function holdFailures(db: Database, subject: string): Promise<void> {
  await db
    .select({ count: authenticationFailures.failureCount })
    .from(authenticationFailures)
    .where(and(eq(authenticationFailures.subject, subject), eq(authenticationFailures.factor, 'PASSWORD')))
    .for('update')
}
