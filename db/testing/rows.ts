import { randomUUID } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import type { PgInsertValue, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { auditLogs } from '#db/schema/audit-logs.ts'
import { authContexts } from '#db/schema/auth-contexts.ts'
import { authTransactions } from '#db/schema/auth-transactions.ts'
import { clientApps } from '#db/schema/client-apps.ts'
import { crossAppSessions } from '#db/schema/cross-app-sessions.ts'
import { drsEvaluations } from '#db/schema/drs-evaluations.ts'
import { esignAcceptances } from '#db/schema/esign-acceptances.ts'
import { esignDocuments } from '#db/schema/esign-documents.ts'
import { otpChallenges } from '#db/schema/otp-challenges.ts'
import { sessions } from '#db/schema/sessions.ts'
import { tokens } from '#db/schema/tokens.ts'
import { trustedDevices } from '#db/schema/trusted-devices.ts'
import { sha256 } from '#lib/crypto/hash.ts'

// Each function inserts one valid row and the parents it needs, and returns it. Any column can be given; what follows
// from a given column (a REVOKED session has a revoked_at) is filled in unless given too.

const GUID = 'G-1000'

/** The database or a transaction on it. */
type Target = Pick<Database, 'insert'>
/** Values, or SQL where the database's clock counts: sql`now() - interval '1 hour'`. */
type Columns<Table extends PgTable> = Partial<PgInsertValue<Table>>

/** An auth context: INITIAL and undecided, or STEP_UP where `sessionId` is given. */
export async function insertContext(db: Target, columns: Columns<typeof authContexts> = {}) {
  const [row] = await db
    .insert(authContexts)
    .values({
      ...person(),
      username: 'demo.user',
      appId: 'storefront-web-app',
      appVersion: '1.0.0',
      ipAddress: '192.0.2.10',
      authType: columns.sessionId ? 'STEP_UP' : 'INITIAL',
      completedAt: columns.authOutcome ? sql`now()` : null,
      ...bornBefore(columns),
      ...columns,
    })
    .returning()
  return row!
}

/** An ACTIVE session and, unless `contextId` is given, the successful context that opened it. */
export async function insertSession(db: Target, columns: Columns<typeof sessions> = {}) {
  const cupid = columns.cupid ?? newCupid()
  const { createdAt } = { ...bornBefore(columns), ...columns }
  const opening = { cupid, createdAt, authOutcome: 'SUCCESS', completedAt: createdAt ?? sql`now()` }
  const contextId = columns.contextId ?? (await insertContext(db, opening)).contextId
  const [row] = await db
    .insert(sessions)
    .values({
      contextId,
      cupid,
      ipAddress: '192.0.2.10',
      userAgent: 'Mozilla/5.0 (test)',
      revokedAt: columns.status === 'REVOKED' ? sql`now()` : null,
      ...bornBefore(columns),
      ...columns,
    })
    .returning()
  return row!
}

/** An ACTIVE access token with 15 minutes to live, under a session of its own unless `sessionId` is given. */
export async function insertToken(db: Target, columns: Columns<typeof tokens> = {}) {
  const sessionId = columns.sessionId ?? (await insertSession(db)).sessionId
  const [row] = await db
    .insert(tokens)
    .values({
      sessionId,
      tokenType: 'ACCESS',
      tokenValue: 'at_…test',
      tokenValueHash: sha256(randomUUID()),
      expiresAt: sql`now() + interval '15 minutes'`,
      revokedAt: columns.status === 'ROTATED' || columns.status === 'REVOKED' ? sql`now()` : null,
      ...bornBefore(columns),
      ...columns,
    })
    .returning()
  return row!
}

/** A PENDING MFA_INITIATE step, first of its context; of a context of its own unless `contextId` is given. */
export async function insertTransaction(db: Target, columns: Columns<typeof authTransactions> = {}) {
  const contextId = columns.contextId ?? (await insertContext(db, { requiresAdditionalSteps: true })).contextId
  const pending = (columns.transactionStatus ?? 'PENDING') === 'PENDING'
  const [row] = await db
    .insert(authTransactions)
    .values({
      contextId,
      transactionType: 'MFA_INITIATE',
      sequenceNumber: 1,
      phase: 'MFA',
      consumedAt: pending ? null : sql`now()`,
      ...bornBefore(columns),
      ...columns,
    })
    .returning()
  return row!
}

/** A challenge waiting to be sent, for a step of its own unless `transactionId` is given: an SMS unless said otherwise. */
export async function insertChallenge(db: Target, columns: Columns<typeof otpChallenges> = {}) {
  const transactionId = columns.transactionId ?? (await insertTransaction(db)).transactionId
  const [row] = await db
    .insert(otpChallenges)
    .values({
      transactionId,
      cupid: newCupid(),
      channel: 'sms',
      codeHash: columns.channel === 'push' ? null : sha256(randomUUID()),
      ...columns,
    })
    .returning()
  return row!
}

/** Version 1 of a document of its own, asked of those who are named. */
export async function insertDocument(db: Target, columns: Columns<typeof esignDocuments> = {}) {
  const content = 'Be kind.'
  const [row] = await db
    .insert(esignDocuments)
    .values({
      documentId: `document-${randomUUID()}`,
      version: 1,
      title: 'A document',
      content,
      contentHash: sha256(content),
      ...columns,
    })
    .returning()
  return row!
}

/** That somebody accepted a version: of a document of its own unless `documentId` and `version` are given. */
export async function insertAcceptance(db: Target, columns: Columns<typeof esignAcceptances> = {}) {
  const { documentId, version } = columns.documentId
    ? { documentId: columns.documentId, version: columns.version ?? 1 }
    : await insertDocument(db)
  const [row] = await db
    .insert(esignAcceptances)
    .values({
      ...person(),
      documentId,
      version,
      contentHash: sha256('Be kind.'),
      appId: 'storefront-web-app',
      contextId: randomUUID(),
      transactionId: randomUUID(),
      ipAddress: '192.0.2.10',
      ...columns,
    })
    .returning()
  return row!
}

/** A calm verdict (ALLOW, 10) on a context, its own unless `contextId` is given. */
export async function insertEvaluation(db: Target, columns: Columns<typeof drsEvaluations> = {}) {
  const who = { cupid: columns.cupid ?? newCupid(), guid: columns.guid ?? GUID }
  const contextId = columns.contextId ?? (await insertContext(db, who)).contextId
  const [row] = await db
    .insert(drsEvaluations)
    .values({
      ...who,
      contextId,
      actionTokenHash: sha256(randomUUID()),
      recommendation: 'ALLOW',
      riskScore: 10,
      rawResponse: {},
      ...columns,
    })
    .returning()
  return row!
}

/** An ACTIVE trusted device. */
export async function insertDevice(
  db: Target,
  columns: Columns<typeof trustedDevices> & { deviceFingerprint?: string } = {},
) {
  const deviceFingerprint = columns.deviceFingerprint ?? `fingerprint-${randomUUID()}`
  const [row] = await db
    .insert(trustedDevices)
    .values({
      ...person(),
      appId: 'storefront-web-app',
      deviceFingerprint,
      deviceFingerprintHash: sha256(deviceFingerprint),
      revokedAt: columns.status === 'REVOKED' ? sql`now()` : null,
      ...columns,
    })
    .returning()
  return row!
}

/** An ACTIVE client app of kind `browser` with a client id of its own. */
export async function insertClientApp(db: Target, columns: Columns<typeof clientApps> = {}) {
  const clientId = columns.clientId ?? `app-${randomUUID()}`
  const [row] = await db
    .insert(clientApps)
    .values({ clientId, name: clientId, kind: 'browser', ...columns })
    .returning()
  return row!
}

/** A handoff with 15 minutes to live, between two client apps and from a session of its own unless they are given. */
export async function insertHandoff(db: Target, columns: Columns<typeof crossAppSessions> = {}) {
  const { sessionId, cupid } = columns.sessionId
    ? { sessionId: columns.sessionId, cupid: newCupid() }
    : await insertSession(db)
  const [row] = await db
    .insert(crossAppSessions)
    .values({
      tokenHash: sha256(randomUUID()),
      sessionId,
      cupid,
      sourceApp: columns.sourceApp ?? (await insertClientApp(db)).clientId,
      targetApp: columns.targetApp ?? (await insertClientApp(db)).clientId,
      expiresAt: sql`now() + interval '15 minutes'`,
      ...bornBefore(columns),
      ...columns,
    })
    .returning()
  return row!
}

/** An audit event, LOGIN_SUCCESS unless said otherwise. */
export async function insertAuditEvent(db: Target, columns: Columns<typeof auditLogs> = {}) {
  const [row] = await db
    .insert(auditLogs)
    .values({ eventType: 'LOGIN_SUCCESS', eventCategory: 'AUTH', eventData: {}, ...columns })
    .returning()
  return row!
}

export const newCupid = () => `C-${randomUUID().slice(0, 13)}`

const person = () => ({ cupid: newCupid(), guid: GUID })

// A row that has run out must have begun earlier still.
const bornBefore = ({ expiresAt }: { expiresAt?: unknown }): { createdAt?: SQL } =>
  expiresAt ? { createdAt: sql`least(now(), ${asSql(expiresAt)} - interval '1 hour')` } : {}

const asSql = (instant: unknown) => (instant instanceof Date ? sql`${instant.toISOString()}::timestamptz` : instant)
