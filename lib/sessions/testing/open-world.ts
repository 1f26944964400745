import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '#db/testing/test-database.ts'
import type { Role } from '#lib/agents/rules.ts'
import type { Context } from '#lib/context.ts'
import { parseEnv } from '#lib/env.ts'
import { openParts } from '#lib/parts.ts'

/** The real parts over a database of their own, and agents of each role. */
export async function openSessionWorld() {
  const database = await createTestDatabase()
  const env = { DATABASE_URL: database.appUrl, SECRET_KEY: 'a test secret of more than thirty-two characters' }
  const parts = await openParts(parseEnv({ ...env, LOG_LEVEL: 'silent' }))
  const as = (role: Role): Context => ({
    actor: { kind: 'agent', id: `CUPID-${role}`, username: role, role, agentSessionId: randomUUID() },
    db: parts.db,
    correlationId: randomUUID(),
    ipAddress: '192.0.2.1',
    userAgent: 'test',
    log: parts.log,
    parts,
  })
  const close = async () => {
    await parts.close()
    await database.drop()
  }
  return { db: parts.db, owner: database.owner, as, close }
}
