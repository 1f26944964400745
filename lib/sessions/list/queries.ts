import { asc, sql } from 'drizzle-orm'
import { clientApps } from '#db/schema/client-apps.ts'
import { roleMay } from '#lib/agents/rules.ts'
import type { Context } from '#lib/context.ts'
import { openCursor, type Position, sealCursor } from '#lib/cursor.ts'
import { Failure } from '#lib/failure.ts'
import { describeSessions, type SessionRow } from './describe-sessions.ts'
import { isExamined, lastExamined, type Match, matchSessions, type Wanted } from './match-sessions.ts'
import { COUNT_CAP, PAGE_SIZE } from './rules.ts'
import type { SessionFilter } from './schema.ts'

export type SessionPage = {
  rows: SessionRow[]
  nextCursor: string | null
  /** Set when the page ends because COUNT_CAP sessions were looked through: the last one's sort column. */
  searchedTo: string | null
}

/** Up to `limit` sessions after `cursor`. Throws `request_invalid` for a cursor that is not of this list. */
export async function listSessions(
  ctx: Context,
  filter: Wanted,
  cursor: string | null = null,
  limit = PAGE_SIZE,
): Promise<SessionPage> {
  const list = `sessions ${JSON.stringify(filter)}`
  const after = cursor ? openCursor(ctx.parts.secretKey, list, cursor) : null
  const match = { ...matchFor(ctx, filter), after, limit: limit + 1 }
  const found = await describeSessions(ctx, matchSessions(match), filter.sort)
  const rows = found.slice(0, limit)
  const seal = (position: Position) => sealCursor(ctx.parts.secretKey, list, position)
  const last = rows.at(-1)
  if (last && found.length > limit) {
    return { rows, nextCursor: seal({ at: last.at, id: last.session_id }), searchedTo: null }
  }
  const stopped = isExamined(filter) ? await findLastExamined(ctx, match) : null
  return { rows, nextCursor: stopped && seal(stopped), searchedTo: stopped?.at ?? null }
}

/** The sessions of these ids that there are, newest activity first: for a list that is open to look at them again. */
export const listSessionsById = (ctx: Context, sessionIds: string[]): Promise<SessionRow[]> =>
  describeSessions(
    ctx,
    sql`SELECT session_id, last_activity_at AS at FROM sessions WHERE session_id = ANY (${sql.param(sessionIds)}::uuid[])`,
    '-last_activity',
  )

/** How many match, counted to COUNT_CAP or among the COUNT_CAP that were examined; `capped` when there may be more. */
export async function countSessions(ctx: Context, filter: SessionFilter): Promise<{ count: number; capped: boolean }> {
  const match = { ...matchFor(ctx, filter), limit: COUNT_CAP + 1 }
  const { rows } = await ctx.db.execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM (${matchSessions(match)}) matched`,
  )
  const count = rows[0]?.count ?? 0
  if (count > COUNT_CAP) return { count: COUNT_CAP, capped: true }
  return { count, capped: isExamined(filter) && (await findLastExamined(ctx, match)) !== null }
}

/** All active sessions, counted to COUNT_CAP. */
export const countActiveSessions = (ctx: Context): Promise<{ count: number; capped: boolean }> =>
  countSessions(ctx, { status: ['ACTIVE'], sort: '-last_activity' })

export type SelectionSummary = { sessions: number; active: number; users: number; addresses: number; tokens: number }

/** What a selection comes to: how many of its sessions there are and are active, their users, addresses, active tokens. */
export async function summariseSelection(ctx: Context, sessionIds: string[]): Promise<SelectionSummary> {
  const { rows } = await ctx.db.execute<SelectionSummary>(sql`
    SELECT count(*)::int AS sessions, count(*) FILTER (WHERE s.status = 'ACTIVE')::int AS active,
           count(DISTINCT s.cupid)::int AS users, count(DISTINCT s.ip_address)::int AS addresses,
           coalesce(sum(t.active), 0)::int AS tokens
    FROM sessions s
    CROSS JOIN LATERAL (
      SELECT count(*) AS active FROM tokens t WHERE t.session_id = s.session_id AND t.status = 'ACTIVE'
    ) t
    WHERE s.session_id = ANY (${sql.param(sessionIds)}::uuid[])`)
  return rows[0]!
}

/** The client apps there are, by id: what the app filter offers. */
export const listApps = (ctx: Context): Promise<{ clientId: string; name: string }[]> =>
  ctx.db
    .select({ clientId: clientApps.clientId, name: clientApps.name })
    .from(clientApps)
    .orderBy(asc(clientApps.clientId))

// Who sees names and addresses masked must not find them out by searching for them, letter by letter.
function matchFor({ actor }: Context, filter: Wanted): Omit<Match, 'limit'> {
  const unmasked = actor.kind !== 'agent' || roleMay(actor.role, 'pii:read')
  if (filter.address && !unmasked) {
    throw new Failure('permission_missing', { field: 'address', message: 'Your role may not search by address' })
  }
  return { filter, byUsername: unmasked }
}

async function findLastExamined(ctx: Context, match: Match): Promise<Position | null> {
  const { rows } = await ctx.db.execute<Position>(lastExamined(match))
  return rows[0] ?? null
}
