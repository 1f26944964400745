import { z } from 'zod'
import { loadAgentContext } from '#lib/agents/loaders.ts'
import { requirePermission } from '#lib/agents/require-permission.ts'
import { SEVERITIES } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import { openCursor, sealCursor } from '#lib/cursor.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { placeOf } from '#lib/risk/built-in.ts'
import { describePlace } from '#lib/risk/place.ts'
import { reusedTokens } from './chain/present.ts'
import { listTokens } from './chain/queries.ts'
import { isMasked, presentSessionPage, type SessionPage } from './present.ts'
import { countActiveSessions, findLastBelievedAt, getSession, sessionExists } from './queries.ts'
import { listAuthentications, listMoments } from './timeline/queries.ts'
import { presentEvent, type TrailPage } from './trail/present.ts'
import { COUNT_CAP, countAuditEvents, listAuditEvents, type TrailQuestion } from './trail/queries.ts'

const TRAIL_PAGE_SIZE = 50

/** Everything the Session page shows, read in one snapshot. Throws `not_found`. */
export async function loadSession(sessionId: string): Promise<SessionPage> {
  const agent = await loadAgentContext()
  requirePermission(agent, 'sessions:read')
  const facts = await agent.db.transaction(
    async tx => {
      const ctx = { ...agent, db: tx }
      const row = await getSession(ctx, sessionId)
      const moments = await listMoments(tx, { session_id: sessionId })
      const [chain] = await listTokens(tx, { session_id: sessionId, keep: reusedTokens(moments) })
      const count = await countAuditEvents(ctx, sessionId)
      return {
        row,
        chain: chain!,
        authentications: await listAuthentications(ctx, sessionId),
        moments,
        believedUntil: await findLastBelievedAt(ctx, sessionId),
        activeSessions: await countActiveSessions(ctx, row.session.cupid),
        trail: {
          ...(await readTrail(ctx, { sessionId, limit: TRAIL_PAGE_SIZE })),
          count: Math.min(count, COUNT_CAP),
          capped: count > COUNT_CAP,
        },
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
  return presentSessionPage(facts, agent.actor, address => describePlace(placeOf(address, agent.log)))
}

const TrailFilter = z.object({
  cursor: z.string().max(500).optional(),
  severity: z
    .string()
    .transform(text => text.split(','))
    .pipe(z.array(z.enum(SEVERITIES)).min(1).max(SEVERITIES.length))
    .optional(),
})

/** A page of a session's audit trail, newest first; `query` is the URL's: cursor, severity. Throws `not_found`. */
export async function loadSessionEvents(sessionId: string, query: Record<string, string>): Promise<TrailPage> {
  const ctx = await loadAgentContext()
  requirePermission(ctx, 'sessions:read')
  const { cursor, severity } = parse(TrailFilter, query)
  if (!z.uuid().safeParse(sessionId).success || !(await sessionExists(ctx, sessionId))) throw new Failure('not_found')
  return readTrail(ctx, { sessionId, limit: TRAIL_PAGE_SIZE, severities: severity ?? null }, cursor)
}

async function readTrail(ctx: Context, question: TrailQuestion, cursor?: string): Promise<TrailPage> {
  const { secretKey } = ctx.parts
  const list = `trail ${question.sessionId}`
  const position = cursor ? openCursor(secretKey, list, cursor) : null
  const before = position && { at: position.at, auditId: position.id }
  const rows = await listAuditEvents(ctx, { ...question, before, limit: question.limit + 1 })
  const page = rows.slice(0, question.limit)
  const last = rows.length > page.length ? page.at(-1) : undefined
  return {
    events: page.map(row => presentEvent(row, isMasked(ctx.actor))),
    nextCursor: last ? sealCursor(secretKey, list, { at: cursorTime(last.at), id: last.audit_id }) : null,
  }
}

// As cursors are written: `2026-11-21 10:00:14.123456+00`.
const cursorTime = (iso: string) => iso.replace('T', ' ').replace('Z', '+00')
