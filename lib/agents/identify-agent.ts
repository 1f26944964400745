import type { Parts } from '#lib/parts.ts'
import { findAgentSession } from './queries.ts'
import { roleOf } from './rules.ts'
import type { Agent } from './schema.ts'

/**
 * Who an agent session belongs to, as the directory says now; null for nobody: ended, run out, no longer in a role's
 * group, not active, or the name is somebody else's by now. Throws `dependency_unavailable`.
 */
export async function identifyAgent(parts: Parts, agentSessionId: string): Promise<Agent | null> {
  const session = await findAgentSession(parts.db, agentSessionId)
  if (!session) return null
  const user = await parts.directory.find(session.username)
  if (user?.state !== 'ACTIVE' || user.cupid !== session.cupid) return null
  const role = roleOf(user.groups, parts.env)
  return (
    role && {
      agentSessionId,
      username: session.username,
      cupid: session.cupid,
      name: user.name,
      role,
      signedInAt: session.createdAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
    }
  )
}
