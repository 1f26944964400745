import { count, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { savedViews } from '#db/schema/saved-views.ts'
import { requirePermission } from '#lib/agents/require-permission.ts'
import { type Context, transact } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { MAX_VIEWS, type SavedView, SaveView } from './schema.ts'

/** Keeps a view for the agent. Throws `request_invalid` on the field `name` when they have one of that name. */
export async function saveView(ctx: Context, input: unknown): Promise<SavedView> {
  requirePermission(ctx, 'views:save')
  const { page, name, query } = parse(SaveView, input)
  return transact(ctx, async ctx => {
    const [view] = await ctx.db
      .insert(savedViews)
      .values({ viewId: uuidv7(), cupid: ctx.actor.id, page, name, query })
      .onConflictDoNothing()
      .returning({ viewId: savedViews.viewId, name: savedViews.name, query: savedViews.query })
    if (!view) throw new Failure('request_invalid', { field: 'name', message: 'You already have a view of this name' })
    const [kept] = await ctx.db.select({ views: count() }).from(savedViews).where(eq(savedViews.cupid, ctx.actor.id))
    if (kept && kept.views > MAX_VIEWS) {
      throw new Failure('request_invalid', { field: 'name', message: `You keep ${MAX_VIEWS} views; delete one first` })
    }
    return view
  })
}
