import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './client.ts'
import { agentSessions } from './schema/agent-sessions.ts'
import { authenticationFailures } from './schema/authentication-failures.ts'
import { demoMessages } from './schema/demo-messages.ts'
import { denyList } from './schema/deny-list.ts'
import { esignDocuments } from './schema/esign-documents.ts'
import { policies } from './schema/policies.ts'
import { signingKeys } from './schema/signing-keys.ts'
import { refusalOf, SQLSTATE } from './testing/refusal.ts'
import {
  insertChallenge,
  insertClientApp,
  insertContext,
  insertDevice,
  insertEvaluation,
  insertHandoff,
  insertSession,
  insertToken,
  insertTransaction,
} from './testing/rows.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

const NOW = sql`now()`
// Expiry at the very moment of creation is refused as well as expiry before it.
const AT_ONCE = { createdAt: NOW, expiresAt: NOW }
const IN_THE_PAST = { createdAt: NOW, expiresAt: sql`now() - interval '1 second'` }

/** Check constraint → rows that break it and nothing else. */
const BROKEN: Record<string, Record<string, (db: Database) => Promise<unknown>>> = {
  check_outcome_completed: {
    'an outcome without completed_at': db => insertContext(db, { authOutcome: 'SUCCESS', completedAt: null }),
    'completed_at without an outcome': db => insertContext(db, { completedAt: NOW }),
  },
  check_auth_type: {
    'an unknown auth_type': db => insertStepUp(db, { authType: 'REAUTH' }),
    'an auth_type in lower case': db => insertStepUp(db, { authType: 'step_up' }),
  },
  check_step_up_session: {
    'STEP_UP without a session': db => insertContext(db, { authType: 'STEP_UP' }),
    'INITIAL with a session': db => insertStepUp(db, { authType: 'INITIAL' }),
  },
  check_step_up_action: {
    'an INITIAL context with an action': db => insertContext(db, { stepUpAction: { type: 'TRANSFER' } }),
  },
  check_context_expiry_future: {
    'expiry at once': db => insertContext(db, AT_ONCE),
    'expiry before creation': db => insertContext(db, IN_THE_PAST),
  },
  check_consumed: {
    'PENDING with consumed_at': db => insertTransaction(db, { consumedAt: NOW }),
    'CONSUMED without consumed_at': db => insertTransaction(db, { transactionStatus: 'CONSUMED', consumedAt: null }),
    'EXPIRED without consumed_at': db => insertTransaction(db, { transactionStatus: 'EXPIRED', consumedAt: null }),
    'REJECTED without consumed_at': db => insertTransaction(db, { transactionStatus: 'REJECTED', consumedAt: null }),
  },
  check_sequence_positive: {
    'sequence_number 0': db => insertTransaction(db, { sequenceNumber: 0 }),
    'sequence_number -1': db => insertTransaction(db, { sequenceNumber: -1 }),
  },
  check_mfa_option_range: {
    'mfa_option_id 0': db => insertTransaction(db, { mfaOptionId: 0 }),
    'mfa_option_id 7': db => insertTransaction(db, { mfaOptionId: 7 }),
  },
  check_transaction_expiry_future: {
    'expiry at once': db => insertTransaction(db, AT_ONCE),
    'expiry before creation': db => insertTransaction(db, IN_THE_PAST),
  },
  check_revoked: {
    'REVOKED without revoked_at': db => insertSession(db, { status: 'REVOKED', revokedAt: null }),
    'ACTIVE with revoked_at': db => insertSession(db, { revokedAt: NOW }),
    'EXPIRED with revoked_at': db => insertSession(db, { status: 'EXPIRED', revokedAt: NOW }),
    'LOGGED_OUT with revoked_at': db => insertSession(db, { status: 'LOGGED_OUT', revokedAt: NOW }),
  },
  check_session_flag: {
    'a flag without its reason': db => insertSession(db, { flaggedAt: NOW }),
    'a reason without a flag': db => insertSession(db, { flagReason: 'STEP_UP_DENIED' }),
  },
  check_session_expiry_future: {
    'expiry at once': db => insertSession(db, AT_ONCE),
    'expiry before creation': db => insertSession(db, IN_THE_PAST),
  },
  check_token_revoked: {
    'ROTATED without revoked_at': db => insertToken(db, { status: 'ROTATED', revokedAt: null }),
    'REVOKED without revoked_at': db => insertToken(db, { status: 'REVOKED', revokedAt: null }),
    'ACTIVE with revoked_at': db => insertToken(db, { revokedAt: NOW }),
    'EXPIRED with revoked_at': db => insertToken(db, { status: 'EXPIRED', revokedAt: NOW }),
  },
  check_token_expiry_future: {
    'expiry at once': db => insertToken(db, AT_ONCE),
    'expiry before creation': db => insertToken(db, IN_THE_PAST),
  },
  check_device_revoked: {
    'REVOKED without revoked_at': db => insertDevice(db, { status: 'REVOKED', revokedAt: null }),
    'ACTIVE with revoked_at': db => insertDevice(db, { revokedAt: NOW }),
    'EXPIRED with revoked_at': db => insertDevice(db, { status: 'EXPIRED', revokedAt: NOW }),
  },
  check_risk_score_range: {
    'risk_score 101': db => insertEvaluation(db, { riskScore: 101 }),
    'risk_score -1': db => insertEvaluation(db, { riskScore: -1 }),
  },
  check_handoff_expiry_future: {
    'expiry at once': db => insertHandoff(db, AT_ONCE),
    'expiry before creation': db => insertHandoff(db, IN_THE_PAST),
  },
  check_client_kind: {
    'an unknown kind': db => insertClientApp(db, { kind: 'desktop' }),
    'a kind in upper case': db => insertClientApp(db, { kind: 'BROWSER' }),
  },
  check_client_token_format: { 'an unknown format': db => insertClientApp(db, { accessTokenFormat: 'paseto' }) },
  check_client_status: { 'an unknown status': db => insertClientApp(db, { status: 'PAUSED' }) },
  check_challenge_channel: { 'an unknown channel': db => insertChallenge(db, { channel: 'email' }) },
  check_challenge_code: {
    'a push with a code': db => insertChallenge(db, { channel: 'push', codeHash: HASH }),
    'an sms without one': db => insertChallenge(db, { channel: 'sms', codeHash: null }),
    'a call without one': db => insertChallenge(db, { channel: 'voice', codeHash: null }),
  },
  check_challenge_delivery: { 'an unknown status': db => insertChallenge(db, { deliveryStatus: 'READ' }) },
  check_challenge_delivered: {
    'SENT without a time': db => insertChallenge(db, { deliveryStatus: 'SENT' }),
    'QUEUED with a time': db => insertChallenge(db, { deliveredAt: NOW }),
    'FAILED with a time': db => insertChallenge(db, { deliveryStatus: 'FAILED', deliveredAt: NOW }),
  },
  check_document_version: {
    'version 0': db => db.insert(esignDocuments).values({ ...DOCUMENT, version: 0 }),
    'version -1': db => db.insert(esignDocuments).values({ ...DOCUMENT, version: -1 }),
  },
  check_policy_version: {
    'version 0': db => db.insert(policies).values({ ...POLICY, version: 0 }),
    'version -1': db => db.insert(policies).values({ ...POLICY, version: -1 }),
  },
  check_message_channel: {
    'an unknown channel': db => db.insert(demoMessages).values({ ...MESSAGE, channel: 'email' }),
  },
  check_failure_factor: {
    'an unknown factor': db => db.insert(authenticationFailures).values({ ...FAILURE, factor: 'PUSH' }),
  },
  check_failure_count: {
    'no failure at all': db => db.insert(authenticationFailures).values({ ...FAILURE, failureCount: 0 }),
  },
  check_agent_session_expiry_future: {
    'expiry at once': db => db.insert(agentSessions).values({ ...AGENT, ...AT_ONCE }),
    'expiry before creation': db => db.insert(agentSessions).values({ ...AGENT, ...IN_THE_PAST }),
  },
  check_device_expiry_future: {
    'expiry before trust': db => insertDevice(db, { trustedAt: new Date(2e12), expiresAt: new Date(1e12) }),
  },
  check_deny_expiry_future: {
    'expiry at once': db => db.insert(denyList).values({ ...DENIED, ...AT_ONCE }),
    'expiry before creation': db => db.insert(denyList).values({ ...DENIED, ...IN_THE_PAST }),
  },
  check_signing_alg: {
    'an algorithm without signature': db => db.insert(signingKeys).values({ ...KEY, alg: 'none' }),
    'a shared-secret algorithm': db => db.insert(signingKeys).values({ ...KEY, alg: 'HS256' }),
  },
  check_app_version_format: Object.fromEntries(
    [
      '1',
      '1.0',
      '1.0.0.0',
      'v1.0.0',
      '1.0.x',
      '1.0.0-',
      '1.0.0-..',
      '01.2.3',
      '1.0.0-01',
      '1.0.0+a..b',
      '1.0.0+',
      '1.0.0 ',
      ' 1.0.0',
      '1.0.0\n',
      '-1.0.0',
      '',
    ].map(appVersion => [`app_version ${JSON.stringify(appVersion)}`, db => insertContext(db, { appVersion })]),
  ),
}

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe.each(Object.entries(BROKEN))('%s', (constraint, attempts) => {
  test.each(Object.entries(attempts))('refuses %s', async (_, attempt) => {
    expect(await refusalOf(attempt(database.db))).toMatchObject({ code: SQLSTATE.check, constraint })
  })
})

test('every check there is has been broken above', async () => {
  const { rows } = await database.owner.query<{ name: string }>(
    "SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace",
  )
  expect(rows.map(row => row.name).sort()).toEqual(Object.keys(BROKEN).sort())
})

describe('what is right is accepted', () => {
  test.each(['0.0.0', '1.0.0', '10.20.30', '1.0.0-alpha', '1.0.0-rc.1', '1.0.0+build.5', '1.0.0-beta+exp.5114'])(
    'app_version %s',
    async appVersion => expect(await insertContext(database.db, { appVersion })).toMatchObject({ appVersion }),
  )

  test.each([0, 100])('risk_score %i', async riskScore => {
    expect(await insertEvaluation(database.db, { riskScore })).toMatchObject({ riskScore })
  })

  test.each([1, 6])('mfa_option_id %i', async mfaOptionId => {
    expect(await insertTransaction(database.db, { mfaOptionId })).toMatchObject({ mfaOptionId })
  })

  test.each(['ACTIVE', 'EXPIRED', 'REVOKED', 'LOGGED_OUT'])('a session that is %s', async status => {
    expect(await insertSession(database.db, { status })).toMatchObject({ status })
  })

  test.each(['ACTIVE', 'ROTATED', 'REVOKED', 'EXPIRED'])('a token that is %s', async status => {
    expect(await insertToken(database.db, { status })).toMatchObject({ status })
  })

  test.each(['PENDING', 'CONSUMED', 'EXPIRED', 'REJECTED'])('a transaction that is %s', async transactionStatus => {
    expect(await insertTransaction(database.db, { transactionStatus })).toMatchObject({ transactionStatus })
  })

  test.each(['ACTIVE', 'REVOKED', 'EXPIRED'])('a device that is %s', async status => {
    expect(await insertDevice(database.db, { status })).toMatchObject({ status })
  })

  test.each(['sms', 'voice', 'push'])('a challenge by %s', async channel => {
    expect(await insertChallenge(database.db, { channel })).toMatchObject({ channel })
  })

  test('a session with a flag, and a step-up with its action', async () => {
    const flag = { flaggedAt: NOW, flagReason: 'STEP_UP_DENIED' }
    expect(await insertSession(database.db, flag)).toMatchObject({ flagReason: 'STEP_UP_DENIED' })
    const action = { type: 'TRANSFER', value: 12_000 }
    expect(await insertStepUp(database.db, { stepUpAction: action })).toMatchObject({ stepUpAction: action })
  })

  test.each(['browser', 'mobile', 'server', 'gateway'])('a client app of kind %s', async kind => {
    expect(await insertClientApp(database.db, { kind })).toMatchObject({ kind })
  })
})

const FAILURE = { subject: 'subject', factor: 'PASSWORD', failureCount: 1 }
const AGENT = { username: 'demo.agent', cupid: 'C-agent' }
const DENIED = { addressRange: '192.0.2.0/24', reason: 'test', author: 'demo.admin' }
const HASH = 'a'.repeat(64)
const DOCUMENT = { documentId: 'terms', title: 'Terms', content: 'Be kind.', contentHash: HASH }
const POLICY = { name: 'step-up', settings: {}, author: 'demo.admin', reason: 'test' }
const MESSAGE = { transactionId: randomUUID(), contextId: randomUUID(), cupid: 'C-1', body: 'Your code is 123456' }
const KEY = { kid: 'kid-1', alg: 'EdDSA', publicJwk: {}, privateJwk: 'eyJ…' }

async function insertStepUp(db: Database, columns: Parameters<typeof insertContext>[1]) {
  const { sessionId, cupid } = await insertSession(db)
  return insertContext(db, { sessionId, cupid, ...columns })
}
