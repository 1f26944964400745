import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '#lib/crypto/hash.ts'
import type { Database } from './client.ts'
import { authenticationFailures } from './schema/authentication-failures.ts'
import { policies } from './schema/policies.ts'
import { savedViews } from './schema/saved-views.ts'
import { signingKeys } from './schema/signing-keys.ts'
import { refusalOf, SQLSTATE } from './testing/refusal.ts'
import {
  insertAcceptance,
  insertChallenge,
  insertClientApp,
  insertContext,
  insertDevice,
  insertDocument,
  insertHandoff,
  insertSession,
  insertToken,
  insertTransaction,
} from './testing/rows.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

/** Two rows that may not stand together, and the neighbours that may: the second row changed in one thing. */
type Rule = {
  pair: (db: Database) => Promise<() => Promise<unknown>>
  neighbours: Record<string, (db: Database) => Promise<unknown>>
}

const RULES: Record<string, Rule> = {
  idx_auth_tx_context_pending: {
    pair: async db => {
      const { contextId } = await insertTransaction(db)
      return () => insertTransaction(db, { contextId, sequenceNumber: 2 })
    },
    neighbours: {
      'a PENDING step after a CONSUMED one': async db => {
        const { contextId } = await insertTransaction(db, { transactionStatus: 'CONSUMED' })
        return insertTransaction(db, { contextId, sequenceNumber: 2 })
      },
    },
  },
  idx_sessions_context: {
    pair: async db => {
      const { contextId, cupid } = await insertSession(db, { status: 'REVOKED' })
      return () => insertSession(db, { contextId, cupid })
    },
    neighbours: {
      'two sessions of one user': async db => {
        const { cupid } = await insertSession(db)
        return insertSession(db, { cupid })
      },
    },
  },
  idx_tokens_session_type_active: {
    pair: async db => {
      const { sessionId } = await insertToken(db, { tokenType: 'REFRESH' })
      return () => insertToken(db, { sessionId, tokenType: 'REFRESH' })
    },
    neighbours: {
      'an ACTIVE token beside the ROTATED one it follows': async db => {
        const { sessionId, tokenId } = await insertToken(db, { tokenType: 'REFRESH', status: 'ROTATED' })
        return insertToken(db, { sessionId, tokenType: 'REFRESH', parentTokenId: tokenId })
      },
      'an ACTIVE token of each type': async db => {
        const { sessionId } = await insertToken(db, { tokenType: 'ACCESS' })
        await insertToken(db, { sessionId, tokenType: 'ID' })
        return insertToken(db, { sessionId, tokenType: 'REFRESH' })
      },
    },
  },
  idx_tokens_value_hash: {
    pair: async db => {
      const { tokenValueHash } = await insertToken(db)
      return () => insertToken(db, { tokenValueHash })
    },
    neighbours: {
      'the hash of a REVOKED token': async db => {
        const { tokenValueHash } = await insertToken(db, { status: 'REVOKED' })
        return insertToken(db, { tokenValueHash })
      },
    },
  },
  idx_devices_unique_per_user_app: {
    pair: async db => {
      const { cupid, appId, deviceFingerprint } = await insertDevice(db)
      return () => insertDevice(db, { cupid, appId, deviceFingerprint })
    },
    neighbours: {
      'the same device after its trust was revoked': async db => {
        const { cupid, appId, deviceFingerprint } = await insertDevice(db, { status: 'REVOKED' })
        return insertDevice(db, { cupid, appId, deviceFingerprint })
      },
      'the same device for another app': async db => {
        const { cupid, deviceFingerprint } = await insertDevice(db)
        return insertDevice(db, { cupid, deviceFingerprint, appId: 'mobile-app' })
      },
      'the same device for another user': async db => {
        const { appId, deviceFingerprint } = await insertDevice(db)
        return insertDevice(db, { appId, deviceFingerprint })
      },
    },
  },
  idx_client_apps_secret: {
    pair: async db => {
      const secretHash = sha256(randomUUID())
      await insertClientApp(db, { secretHash })
      return () => insertClientApp(db, { secretHash })
    },
    neighbours: {
      'two apps without a secret': async db => {
        await insertClientApp(db)
        return insertClientApp(db)
      },
    },
  },
  idx_cross_app_sessions_token_hash: {
    pair: async db => {
      const tokenHash = sha256(randomUUID())
      await insertHandoff(db, { tokenHash })
      return () => insertHandoff(db, { tokenHash })
    },
    neighbours: { 'another handoff': db => insertHandoff(db) },
  },
  idx_signing_keys_current: {
    pair: async db => {
      await db.insert(signingKeys).values({ ...KEY, kid: randomUUID() })
      return () => db.insert(signingKeys).values({ ...KEY, kid: randomUUID() })
    },
    neighbours: {
      'a retired key beside the one that signs': db =>
        db.insert(signingKeys).values({ ...KEY, kid: randomUUID(), retiredAt: sql`now()` }),
      'a key that signs with another algorithm': db =>
        db.insert(signingKeys).values({ ...KEY, kid: randomUUID(), alg: 'RS256' }),
    },
  },
  idx_saved_views_name: {
    pair: async db => {
      await db.insert(savedViews).values(VIEW)
      return () => db.insert(savedViews).values({ ...VIEW, query: 'status=EXPIRED' })
    },
    neighbours: {
      'the same name of another agent': db => db.insert(savedViews).values({ ...VIEW, cupid: 'C-other' }),
      'the same name on another page': db => db.insert(savedViews).values({ ...VIEW, page: 'audit' }),
    },
  },
  idx_esign_acceptances_once: {
    pair: async db => {
      const { cupid, documentId, version } = await insertAcceptance(db)
      return () => insertAcceptance(db, { cupid, documentId, version })
    },
    neighbours: {
      'the same version by another user': async db => {
        const { documentId, version } = await insertAcceptance(db)
        return insertAcceptance(db, { documentId, version })
      },
      'another version by the same user': async db => {
        const { cupid, documentId } = await insertAcceptance(db)
        await insertDocument(db, { documentId, version: 2 })
        return insertAcceptance(db, { cupid, documentId, version: 2 })
      },
    },
  },
  esign_documents_document_id_version_pk: {
    pair: async db => {
      const { documentId, version } = await insertDocument(db)
      return () => insertDocument(db, { documentId, version })
    },
    neighbours: {},
  },
  policies_name_version_pk: {
    pair: async db => {
      await db.insert(policies).values(POLICY)
      return () => db.insert(policies).values(POLICY)
    },
    neighbours: { 'the next version': db => db.insert(policies).values({ ...POLICY, version: 2 }) },
  },
  otp_challenges_pkey: {
    pair: async db => {
      const { transactionId } = await insertChallenge(db)
      return () => insertChallenge(db, { transactionId })
    },
    neighbours: {},
  },
  authentication_failures_subject_factor_pk: {
    pair: async db => {
      await db.insert(authenticationFailures).values(FAILURE)
      return () => db.insert(authenticationFailures).values(FAILURE)
    },
    neighbours: { 'the other factor': db => db.insert(authenticationFailures).values({ ...FAILURE, factor: 'MFA' }) },
  },
  client_apps_pkey: {
    pair: async db => {
      const { clientId } = await insertClientApp(db)
      return () => insertClientApp(db, { clientId })
    },
    neighbours: {},
  },
}

const KEY = { alg: 'EdDSA', publicJwk: {}, privateJwk: 'eyJ…' }
const VIEW = { cupid: 'C-agent', page: 'sessions', name: 'At risk', query: 'risk=high' }
const POLICY = { name: 'step-up', version: 1, settings: {}, author: 'demo.admin', reason: 'test' }
const FAILURE = { subject: 'subject', factor: 'PASSWORD', failureCount: 1 }

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe.each(Object.entries(RULES))('%s', (constraint, { pair, neighbours }) => {
  test('refuses the second', async () => {
    const second = await pair(database.db)
    expect(await refusalOf(second())).toMatchObject({ code: SQLSTATE.unique, constraint })
  })

  for (const [what, insert] of Object.entries(neighbours)) {
    test(`allows ${what}`, async () => {
      await expect(insert(database.db)).resolves.toBeTruthy()
    })
  }
})

describe('at once', () => {
  const ATTEMPTS = 10

  test('one PENDING step of a context', async () => {
    const { contextId } = await insertContext(database.db)
    const won = await winners(n => insertTransaction(database.db, { contextId, sequenceNumber: n + 1 }))
    expect(won).toHaveLength(1)
  })

  test('one session of a context', async () => {
    const { contextId, cupid } = await insertContext(database.db, { authOutcome: 'SUCCESS' })
    expect(await winners(() => insertSession(database.db, { contextId, cupid }))).toHaveLength(1)
  })

  test('one ACTIVE refresh token of a session', async () => {
    const { sessionId } = await insertSession(database.db)
    expect(await winners(() => insertToken(database.db, { sessionId, tokenType: 'REFRESH' }))).toHaveLength(1)
  })

  async function winners(attempt: (n: number) => Promise<unknown>) {
    const outcomes = await Promise.allSettled(Array.from({ length: ATTEMPTS }, (_, n) => attempt(n)))
    const refused = outcomes.filter(outcome => outcome.status === 'rejected')
    for (const { reason } of refused) {
      expect(await refusalOf(Promise.reject(reason))).toMatchObject({ code: SQLSTATE.unique })
    }
    return outcomes.filter(outcome => outcome.status === 'fulfilled')
  }
})

test('every unique index there is has been tried above', async () => {
  const { rows } = await database.owner.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    WHERE i.indisunique AND NOT i.indisprimary AND t.relnamespace = 'public'::regnamespace`)
  expect(rows.map(row => row.name).filter(name => !(name in RULES))).toEqual([])
})
