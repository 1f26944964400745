import { and, eq } from 'drizzle-orm'
import { savedViews } from '#db/schema/saved-views.ts'
import { requirePermission } from '#lib/agents/require-permission.ts'
import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { DeleteView, type SavedView } from './schema.ts'

/** Deletes one of the agent's own views and returns it, so that it can be saved again. Throws `not_found`. */
export async function deleteView(ctx: Context, input: unknown): Promise<SavedView> {
  requirePermission(ctx, 'views:save')
  const { viewId } = parse(DeleteView, input)
  const [view] = await ctx.db
    .delete(savedViews)
    .where(and(eq(savedViews.viewId, viewId), eq(savedViews.cupid, ctx.actor.id)))
    .returning({ viewId: savedViews.viewId, name: savedViews.name, query: savedViews.query })
  if (!view) throw new Failure('not_found')
  return view
}
