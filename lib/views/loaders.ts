import { z } from 'zod'
import { loadAgentContext } from '#lib/agents/loaders.ts'
import { requirePermission } from '#lib/agents/require-permission.ts'
import { parse } from '#lib/parse.ts'
import { listViews } from './queries.ts'
import { type SavedView, VIEW_PAGES } from './schema.ts'

const Page = z.enum(VIEW_PAGES)

/** The agent's own views of a list. */
export async function loadViews(page: string): Promise<SavedView[]> {
  const ctx = await loadAgentContext()
  requirePermission(ctx, 'views:save')
  return listViews(ctx, parse(Page, page))
}
