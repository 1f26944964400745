import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '#db/testing/test-database.ts'
import type { Role } from '#lib/agents/rules.ts'
import type { Context } from '#lib/context.ts'
import { parseEnv } from '#lib/env.ts'
import { openParts } from '#lib/parts.ts'
import { listTokens } from '../chain/queries.ts'
import { presentSessionPage, type SessionPage } from '../present.ts'
import { countActiveSessions, findLastBelievedAt, getSession } from '../queries.ts'
import { listAuthentications, listMoments } from '../timeline/queries.ts'
import { countAuditEvents } from '../trail/queries.ts'

/** The real parts over a database of their own, and agents of each role. */
export async function openSessionWorld() {
  const database = await createTestDatabase()
  const env = { DATABASE_URL: database.appUrl, SECRET_KEY: 'a test secret of more than thirty-two characters' }
  const parts = await openParts(parseEnv({ ...env, LOG_LEVEL: 'silent' }))
  const as = (role: Role): Context => ({
    actor: { kind: 'agent', id: `CUPID-${role}`, username: role, role, agentSessionId: randomUUID() },
    db: parts.db,
    correlationId: randomUUID(),
    ipAddress: '192.0.2.1',
    userAgent: 'test',
    log: parts.log,
    parts,
  })
  const close = async () => {
    await parts.close()
    await database.drop()
  }
  return { db: parts.db, owner: database.owner, as, close }
}

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
