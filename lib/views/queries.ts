import { and, asc, eq } from 'drizzle-orm'
import { savedViews } from '#db/schema/saved-views.ts'
import type { Context } from '#lib/context.ts'
import type { SavedView, ViewPage } from './schema.ts'

/** An agent's own views of a list, by name. */
export const listViews = (ctx: Context, page: ViewPage): Promise<SavedView[]> =>
  ctx.db
    .select({ viewId: savedViews.viewId, name: savedViews.name, query: savedViews.query })
    .from(savedViews)
    .where(and(eq(savedViews.cupid, ctx.actor.id), eq(savedViews.page, page)))
    .orderBy(asc(savedViews.name))
