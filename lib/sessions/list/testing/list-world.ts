import { randomUUID } from 'node:crypto'
import type { Database } from '#db/client.ts'
import { insertContext, insertEvaluation, insertSession, insertToken } from '#db/testing/rows.ts'

type Given = {
  username?: string
  cupid?: string
  guid?: string
  app?: string
  address?: string
  status?: 'ACTIVE' | 'EXPIRED' | 'REVOKED' | 'LOGGED_OUT'
  risk?: number
  browser?: string
  system?: string
  place?: string
  signedInAt?: Date
  lastActivityAt?: Date
  expiresAt?: Date
  /** Risk scores of step-ups, each five minutes after the one before. */
  stepUps?: number[]
  tokens?: ('ACCESS' | 'REFRESH' | 'ID')[]
  revokedBy?: string
}

export const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

/** A session with its sign-in, evaluation, step-ups and tokens. Returns its id. */
export async function openSession(db: Database, given: Given = {}): Promise<string> {
  const createdAt = given.signedInAt ?? ago(3600)
  const context = await insertContext(db, {
    cupid: given.cupid ?? `C-${randomUUID()}`,
    guid: given.guid ?? `G-${randomUUID()}`,
    username: given.username ?? 'somebody',
    appId: given.app ?? 'storefront-web-app',
    ipAddress: given.address ?? '192.0.2.10',
    authOutcome: 'SUCCESS',
    createdAt,
    expiresAt: new Date(createdAt.getTime() + 900_000),
  })
  const { cupid, guid, contextId } = context
  const { sessionId } = await insertSession(db, {
    contextId,
    cupid,
    ipAddress: given.address ?? '192.0.2.10',
    status: given.status ?? 'ACTIVE',
    revokedBy: given.revokedBy ?? null,
    createdAt,
    lastActivityAt: given.lastActivityAt ?? createdAt,
    expiresAt: given.expiresAt ?? new Date(createdAt.getTime() + 30 * 86_400_000),
  })
  const seen = { browser: given.browser, operatingSystem: given.system, ipLocation: given.place }
  if (given.risk !== undefined || given.browser || given.system || given.place) {
    await insertEvaluation(db, { contextId, cupid, guid, riskScore: given.risk ?? 0, createdAt, ...seen })
  }
  for (const [index, riskScore] of (given.stepUps ?? []).entries()) {
    const at = new Date(createdAt.getTime() + (index + 1) * 300_000)
    const stepUp = await insertContext(db, {
      sessionId,
      cupid,
      guid,
      createdAt: at,
      expiresAt: new Date(+at + 900_000),
    })
    await insertEvaluation(db, {
      contextId: stepUp.contextId,
      sessionId,
      cupid,
      guid,
      riskScore,
      createdAt: at,
      ...seen,
    })
  }
  for (const tokenType of given.tokens ?? []) await insertToken(db, { sessionId, tokenType })
  return sessionId
}
