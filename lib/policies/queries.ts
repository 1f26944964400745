import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { statement } from '#db/statement.ts'
import { POLICIES, type PolicyName, type PolicySettings } from './schema.ts'

/** The settings in force: the newest version's, over the defaults. */
export async function loadPolicy<Name extends PolicyName>(db: Database, name: Name): Promise<PolicySettings<Name>> {
  const { settings } = await loadNewest(db, name)
  return settings
}

/** The same with its version; 0 where nobody has changed the defaults. */
export async function loadNewest<Name extends PolicyName>(
  db: Database,
  name: Name,
): Promise<{ version: number; settings: PolicySettings<Name> }> {
  const [row] = await newestVersion(db, { name })
  return { version: row?.version ?? 0, settings: POLICIES[name].parse(row?.settings ?? {}) as PolicySettings<Name> }
}

const newestVersion = statement<{ version: number; settings: Record<string, unknown> }>(
  'policy_newest',
  value => sql`SELECT version, settings FROM policies WHERE name = ${value('name')} ORDER BY version DESC LIMIT 1`,
)
