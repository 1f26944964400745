import { sql } from 'drizzle-orm'
import { policies } from '#db/schema/policies.ts'
import { requirePermission } from '#lib/agents/require-permission.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { loadNewest } from './queries.ts'
import { POLICIES, type PolicyName, SetPolicy } from './schema.ts'

export type PolicyVersion = { name: PolicyName; version: number; settings: Record<string, unknown> }

/**
 * Puts a new version of a policy in force: the settings given, over those of the one before. Every version is kept whole.
 * `{ name, settings, reason }`; throws `request_invalid` for a setting that there is not.
 */
export async function setPolicy(ctx: Context, input: unknown): Promise<PolicyVersion> {
  // A back-office app's scope is looked at by an endpoint, and no endpoint does this.
  if (ctx.actor.kind === 'client_app') throw new Failure('permission_missing')
  requirePermission(ctx, 'policies:change')
  const { name, settings: given, reason } = parse(SetPolicy, input)
  return transact(ctx, async ctx => {
    // Two at once would both find the same latest version: the second waits here and finds the first one's.
    await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`policy ${name}`}, 0))`)
    const before = await loadNewest(ctx.db, name)
    const settings = parse(POLICIES[name].strict(), { ...before.settings, ...given })
    const version = before.version + 1
    await ctx.db.insert(policies).values({ name, version, settings, author: ctx.actor.id, reason })
    await record(ctx, {
      eventType: 'POLICY_CHANGED',
      severity: 'WARN',
      eventData: { policy: name, version, reason, ...changesOf(before.settings, settings) },
    })
    return { name, version, settings }
  })
}

/** What is another than before, as it was and as it is. */
function changesOf(before: Record<string, unknown>, after: Record<string, unknown>) {
  const changed = Object.keys(after).filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  const only = (settings: Record<string, unknown>) => Object.fromEntries(changed.map(key => [key, settings[key]]))
  return { before: only(before), after: only(after) }
}
