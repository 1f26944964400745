import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './client.ts'
import { authContexts } from './schema/auth-contexts.ts'
import { authTransactions } from './schema/auth-transactions.ts'
import { clientApps } from './schema/client-apps.ts'
import { crossAppSessions } from './schema/cross-app-sessions.ts'
import { drsEvaluations } from './schema/drs-evaluations.ts'
import { otpChallenges } from './schema/otp-challenges.ts'
import { sessions } from './schema/sessions.ts'
import { tokens } from './schema/tokens.ts'
import { refusalOf, SQLSTATE } from './testing/refusal.ts'
import {
  insertAcceptance,
  insertAuditEvent,
  insertChallenge,
  insertContext,
  insertEvaluation,
  insertHandoff,
  insertSession,
  insertToken,
  insertTransaction,
} from './testing/rows.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

const NOBODY = randomUUID()

/** Foreign key → a row that points at a parent that is not there. */
const DANGLING: Record<string, (db: Database) => Promise<unknown>> = {
  auth_contexts_session_id_sessions_session_id_fk: db => insertContext(db, { sessionId: NOBODY }),
  auth_transactions_context_id_auth_contexts_context_id_fk: db => insertTransaction(db, { contextId: NOBODY }),
  auth_transactions_parent_transaction_id_fk: db => insertTransaction(db, { parentTransactionId: NOBODY }),
  drs_evaluations_context_id_auth_contexts_context_id_fk: db => insertEvaluation(db, { contextId: NOBODY }),
  drs_evaluations_session_id_sessions_session_id_fk: db => insertEvaluation(db, { sessionId: NOBODY }),
  sessions_context_id_auth_contexts_context_id_fk: db => insertSession(db, { contextId: NOBODY }),
  tokens_session_id_sessions_session_id_fk: db => insertToken(db, { sessionId: NOBODY }),
  tokens_parent_token_id_tokens_token_id_fk: db => insertToken(db, { parentTokenId: NOBODY }),
  cross_app_sessions_session_id_sessions_session_id_fk: async db => insertHandoff(db, { sessionId: NOBODY }),
  cross_app_sessions_source_app_client_apps_client_id_fk: db => insertHandoff(db, { sourceApp: 'nobody' }),
  cross_app_sessions_target_app_client_apps_client_id_fk: db => insertHandoff(db, { targetApp: 'nobody' }),
  otp_challenges_transaction_id_fk: db => insertChallenge(db, { transactionId: NOBODY }),
  esign_acceptances_document_fk: db => insertAcceptance(db, { documentId: 'nothing' }),
}

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('a row that points at nothing is refused', () => {
  test.each(Object.entries(DANGLING))('%s', async (constraint, attempt) => {
    expect(await refusalOf(attempt(database.db))).toMatchObject({ code: SQLSTATE.foreignKey, constraint })
  })

  test('every foreign key there is has been tried', async () => {
    const { rows } = await database.owner.query<{ name: string }>(
      "SELECT conname AS name FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace",
    )
    expect(rows.map(row => row.name).sort()).toEqual(Object.keys(DANGLING).sort())
  })
})

describe('deleting', () => {
  test('a context takes its transactions, chain and all, their challenges and its evaluations with it', async () => {
    const { db } = database
    const { contextId } = await insertContext(db)
    const first = await insertTransaction(db, { contextId, transactionStatus: 'CONSUMED' })
    await insertChallenge(db, { transactionId: first.transactionId })
    await insertTransaction(db, { contextId, sequenceNumber: 2, parentTransactionId: first.transactionId })
    await insertEvaluation(db, { contextId })
    await db.delete(authContexts).where(eq(authContexts.contextId, contextId))
    expect(await db.$count(authTransactions, eq(authTransactions.contextId, contextId))).toBe(0)
    expect(await db.$count(drsEvaluations, eq(drsEvaluations.contextId, contextId))).toBe(0)
    expect(await db.$count(otpChallenges, eq(otpChallenges.transactionId, first.transactionId))).toBe(0)
  })

  // Even the owner: the application may delete neither.
  test('a version that somebody accepted is refused', async () => {
    const { documentId } = await insertAcceptance(database.db)
    const deletion = database.owner.query('DELETE FROM esign_documents WHERE document_id = $1', [documentId])
    expect(await refusalOf(deletion)).toMatchObject({ constraint: 'esign_acceptances_document_fk' })
  })

  test('a context that opened a session is refused', async () => {
    const { contextId } = await insertSession(database.db)
    const refusal = await refusalOf(database.db.delete(authContexts).where(eq(authContexts.contextId, contextId)))
    expect(refusal).toMatchObject({
      code: SQLSTATE.foreignKey,
      constraint: 'sessions_context_id_auth_contexts_context_id_fk',
    })
  })

  test('a session takes its tokens, step-ups, their evaluations and handoffs with it, and nothing else', async () => {
    const { db } = database
    const { sessionId, contextId, cupid } = await insertSession(db)
    const parent = await insertToken(db, { sessionId, tokenType: 'REFRESH', status: 'ROTATED' })
    await insertToken(db, { sessionId, tokenType: 'REFRESH', parentTokenId: parent.tokenId })
    const stepUp = await insertContext(db, { sessionId, cupid })
    await insertTransaction(db, { contextId: stepUp.contextId })
    await insertEvaluation(db, { contextId: stepUp.contextId, sessionId, cupid })
    await insertHandoff(db, { sessionId })
    const event = await insertAuditEvent(db, { sessionId, contextId, cupid })

    await db.delete(sessions).where(eq(sessions.sessionId, sessionId))
    expect(await db.$count(tokens, eq(tokens.sessionId, sessionId))).toBe(0)
    expect(await db.$count(authContexts, eq(authContexts.contextId, stepUp.contextId))).toBe(0)
    expect(await db.$count(authTransactions, eq(authTransactions.contextId, stepUp.contextId))).toBe(0)
    expect(await db.$count(drsEvaluations, eq(drsEvaluations.sessionId, sessionId))).toBe(0)
    expect(await db.$count(crossAppSessions, eq(crossAppSessions.sessionId, sessionId))).toBe(0)
    expect(await db.$count(authContexts, eq(authContexts.contextId, contextId))).toBe(1)
    expect(await auditedCount(event.auditId)).toBe(1)
  })

  test('a transaction that another follows is refused', async () => {
    const first = await insertTransaction(database.db, { transactionStatus: 'CONSUMED' })
    await insertTransaction(database.db, {
      contextId: first.contextId,
      sequenceNumber: 2,
      parentTransactionId: first.transactionId,
    })
    const refusal = await refusalOf(
      database.db.delete(authTransactions).where(eq(authTransactions.transactionId, first.transactionId)),
    )
    expect(refusal).toMatchObject({ constraint: 'auth_transactions_parent_transaction_id_fk' })
  })

  test('a token that another follows is refused', async () => {
    const parent = await insertToken(database.db, { tokenType: 'REFRESH', status: 'ROTATED' })
    await insertToken(database.db, {
      sessionId: parent.sessionId,
      tokenType: 'REFRESH',
      parentTokenId: parent.tokenId,
    })
    const refusal = await refusalOf(database.db.delete(tokens).where(eq(tokens.tokenId, parent.tokenId)))
    expect(refusal).toMatchObject({ constraint: 'tokens_parent_token_id_tokens_token_id_fk' })
  })

  test('a client app with handoffs is refused', async () => {
    const { sourceApp } = await insertHandoff(database.db)
    const refusal = await refusalOf(database.db.delete(clientApps).where(eq(clientApps.clientId, sourceApp)))
    expect(refusal).toMatchObject({ constraint: 'cross_app_sessions_source_app_client_apps_client_id_fk' })
  })
})

async function auditedCount(auditId: string) {
  const { rows } = await database.pool.query('SELECT FROM audit_logs WHERE audit_id = $1', [auditId])
  return rows.length
}
