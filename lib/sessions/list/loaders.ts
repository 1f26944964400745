import { z } from 'zod'
import { loadAgentContext } from '#lib/agents/loaders.ts'
import { requirePermission } from '#lib/agents/require-permission.ts'
import type { Context } from '#lib/context.ts'
import type { ListPage } from '#lib/list-query.ts'
import { parse } from '#lib/parse.ts'
import { exportSessions } from './export-sessions.ts'
import { presentSession, type SessionItem } from './present.ts'
import {
  countActiveSessions,
  countSessions,
  listApps,
  listSessions,
  listSessionsById,
  summariseSelection,
} from './queries.ts'
import { SessionFilter } from './schema.ts'

type Query = Record<string, string>

/** A page of the list, by the parameters of its URL and `cursor`. */
export async function loadSessions({ cursor, ...query }: Query): Promise<ListPage<SessionItem>> {
  const ctx = await contextForReading()
  const page = await listSessions(ctx, parse(SessionFilter, query), cursor ?? null)
  return {
    items: page.rows.map(row => presentSession(row, ctx.actor)),
    nextCursor: page.nextCursor,
    searchedTo: page.searchedTo && new Date(page.searchedTo).toISOString(),
  }
}

/** How many sessions match. */
export async function loadSessionCount(query: Query) {
  const ctx = await contextForReading()
  return countSessions(ctx, parse(SessionFilter, query))
}

/** How many sessions are active: for the navigation. */
export async function loadActiveSessionCount() {
  return countActiveSessions(await contextForReading())
}

const Ids = z
  .string()
  .transform(text => text.split(','))
  .pipe(z.array(z.uuid()).min(1).max(500))

/** The sessions of `ids` (separated by commas) as they are now, for an open list. */
export async function loadSessionsById(ids: string): Promise<SessionItem[]> {
  const ctx = await contextForReading()
  const rows = await listSessionsById(ctx, parse(Ids, ids))
  return rows.map(row => presentSession(row, ctx.actor))
}

/** What a selection of `ids` (separated by commas) comes to. */
export async function loadSelectionSummary(ids: string) {
  return summariseSelection(await contextForReading(), parse(Ids, ids))
}

/** What the app filter offers. */
export async function loadApps() {
  return listApps(await contextForReading())
}

/** The whole list as text, piece by piece. */
export async function loadExport(query: Query) {
  return exportSessions(await loadAgentContext(), query)
}

async function contextForReading(): Promise<Context> {
  const ctx = await loadAgentContext()
  requirePermission(ctx, 'sessions:read')
  return ctx
}
