import { randomUUID } from 'node:crypto'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '#db/testing/test-database.ts'
import type { Context } from '#lib/context.ts'
import { DEMO_LDIF_FILE } from '#lib/directory/ldif.ts'
import { parseEnv } from '#lib/env.ts'
import { openParts } from '#lib/parts.ts'

/** The real parts over a database of their own and a directory file of their own, which a test may change. */
export async function openAgentWorld(overrides: Record<string, string> = {}) {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'gatewarden-agents-'))
  const ldif = join(folder, 'directory.ldif')
  await copyFile(DEMO_LDIF_FILE, ldif)
  const parts = await openParts(
    parseEnv({
      DATABASE_URL: database.appUrl,
      SECRET_KEY: 'a test secret of more than thirty-two characters',
      LOG_LEVEL: 'silent',
      LDIF_FILE: ldif,
      LIMIT_SIGN_INS_PER_USERNAME: '1000',
      LIMIT_SIGN_INS_PER_ADDRESS: '10000',
      ...overrides,
    }),
  )
  const ctx: Context = {
    actor: { kind: 'system', id: 'console' },
    db: parts.db,
    correlationId: randomUUID(),
    ipAddress: '192.0.2.44',
    userAgent: 'Mozilla/5.0 (test)',
    log: parts.log,
    parts,
  }
  return {
    parts,
    ctx,
    owner: database.owner,
    /** What was recorded of `username` since the world began, oldest first. */
    async events(username: string) {
      const { rows } = await database.owner.query(
        `SELECT event_type, severity, cupid, event_data, host(ip_address) AS ip, user_agent FROM audit_logs
         WHERE event_data->>'username' = $1 ORDER BY created_at`,
        [username],
      )
      return rows
    },
    async agentSessions(username: string) {
      const { rows } = await database.owner.query(
        'SELECT *, host(ip_address) AS ip FROM agent_sessions WHERE username = $1 ORDER BY created_at',
        [username],
      )
      return rows
    },
    async changeDirectory(change: (text: string) => string) {
      const before = await readFile(ldif, 'utf8')
      const after = change(before)
      if (after === before) throw new Error('the change changed nothing')
      await writeFile(ldif, after)
    },
    resetDirectory: () => copyFile(DEMO_LDIF_FILE, ldif),
    async close() {
      await parts.close()
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}

export type AgentWorld = Awaited<ReturnType<typeof openAgentWorld>>
