import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { statement } from '#db/statement.ts'
import { POLICIES, type PolicyName, type PolicySettings } from './schema.ts'

/** The settings in force: the newest version's, over the defaults. */
export async function loadPolicy<Name extends PolicyName>(db: Database, name: Name): Promise<PolicySettings<Name>> {
  const [row] = await newestVersion(db, { name })
  return POLICIES[name].parse(row?.settings ?? {}) as PolicySettings<Name>
}

const newestVersion = statement<{ settings: Record<string, unknown> }>(
  'policy_newest',
  value => sql`SELECT settings FROM policies WHERE name = ${value('name')} ORDER BY version DESC LIMIT 1`,
)
