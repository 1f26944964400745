import type { Database } from '#db/client.ts'
import { insertContext, insertEvaluation, insertSession } from '#db/testing/rows.ts'

/** A session with the verdict on its sign-in, of a user of its own unless `cupid` is given. */
export async function insertJudgedSession(
  db: Database,
  given: Parameters<typeof insertSession>[1] & { username?: string; app?: string; risk?: number } = {},
) {
  const { username = 'demo.user', app = 'storefront-web-app', risk = 10, ...columns } = given
  const cupid = columns.cupid ?? `C-${crypto.randomUUID()}`
  const opened = columns.createdAt instanceof Date ? columns.createdAt : undefined
  const { contextId } = await insertContext(db, {
    cupid,
    username,
    appId: app,
    authOutcome: 'SUCCESS',
    guid: `G-${cupid}`,
    ...(opened && { createdAt: opened, completedAt: opened, expiresAt: new Date(opened.getTime() + 900_000) }),
  })
  const place = { ipLocation: 'Columbus, Ohio, United States', browser: 'Chrome', browserVersion: '155.0.0.0' }
  await insertEvaluation(db, { contextId, cupid, riskScore: risk, operatingSystem: 'Windows', ...place })
  const expiresAt = new Date(Date.now() + 86_400_000)
  return insertSession(db, { contextId, cupid, expiresAt, ...columns })
}
