import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

// What must stay fast at 500,000 sessions may not read a whole table at 3,000 either.
const WORLD = [
  `INSERT INTO auth_contexts (guid, cupid, username, app_id, app_version, ip_address, auth_outcome, completed_at)
   SELECT 'G-' || n, 'C-' || n, 'user' || n, 'storefront-web-app', '1.0.0', '192.0.2.1', 'SUCCESS', now()
   FROM generate_series(1, 3000) n`,
  'INSERT INTO sessions (context_id, cupid, ip_address) SELECT context_id, cupid, ip_address FROM auth_contexts',
  `INSERT INTO auth_contexts (guid, cupid, username, app_id, app_version, ip_address, auth_type, session_id)
   SELECT 'G', cupid, 'user', 'storefront-web-app', '1.0.0', ip_address, 'STEP_UP', session_id
   FROM sessions, generate_series(1, 2)`,
  `INSERT INTO auth_transactions (context_id, transaction_type, sequence_number, phase)
   SELECT context_id, 'MFA_INITIATE', 1, 'MFA' FROM auth_contexts WHERE auth_type = 'STEP_UP'`,
  `INSERT INTO drs_evaluations
     (context_id, session_id, guid, cupid, action_token_hash, recommendation, risk_score, raw_response)
   SELECT context_id, session_id, guid, cupid, context_id, 'ALLOW', 10, '{}' FROM auth_contexts`,
  `INSERT INTO tokens (session_id, token_type, token_value, token_value_hash, expires_at)
   SELECT session_id, type, 'value', md5(session_id || type), now() + interval '1 hour'
   FROM sessions, unnest(ARRAY['ACCESS', 'REFRESH', 'ID']) type`,
  `INSERT INTO audit_logs (event_type, event_category, cupid, event_data, created_at)
   SELECT CASE WHEN n % 100 = 0 THEN 'LOGIN_FAILED' ELSE 'TOKEN_REFRESHED' END, 'TOKEN', 'C-' || n % 3000, '{}',
          now() - n * interval '30 seconds'
   FROM generate_series(1, 12000) n`,
  'ANALYZE auth_contexts, sessions, auth_transactions, drs_evaluations, tokens, audit_logs',
]

/** The seeds' "Query Performance Expectations": query, and the index it is to use. `$session`, `$context`: one of many. */
const EXPECTED: [what: string, query: string, index: string][] = [
  [
    'token validation',
    "SELECT * FROM tokens WHERE token_value_hash = md5('x') AND status = 'ACTIVE'",
    'idx_tokens_value_hash',
  ],
  [
    'active transaction lookup',
    "SELECT * FROM auth_transactions WHERE context_id = $context AND transaction_status = 'PENDING'",
    'idx_auth_tx_context_pending',
  ],
  ['sessions of a cupid', "SELECT * FROM sessions WHERE cupid = 'C-42' AND status = 'ACTIVE'", 'idx_sessions_cupid'],
  [
    'audit events of a cupid, 24 h',
    `SELECT * FROM audit_logs WHERE cupid = 'C-42' AND created_at > now() - interval '24 hours'
     ORDER BY created_at DESC`,
    'idx_audit_cupid_time',
  ],
  ['evaluation of a context', 'SELECT * FROM drs_evaluations WHERE context_id = $context', 'idx_drs_context'],
  ['failed attempts, last hour', 'SELECT * FROM v_failed_login_attempts', 'idx_audit_event_type'],
  ['one session’s timeline', 'SELECT * FROM v_session_auth_timeline WHERE session_id = $session', 'sessions_pkey'],
  ['one session’s tokens', 'SELECT * FROM v_active_sessions WHERE session_id = $session', 'idx_tokens_session'],
]

let database: TestDatabase
let ids: Record<string, string>

beforeAll(async () => {
  database = await createTestDatabase()
  for (const statement of WORLD) await database.owner.query(statement)
  const { rows } = await database.owner.query(
    'SELECT session_id AS session, context_id AS context FROM sessions LIMIT 1',
  )
  ids = rows[0]
})
afterAll(() => database.drop())

describe('a plan uses its index and reads no whole table', () => {
  test.each(EXPECTED)('%s', async (_, query, index) => {
    const scans = await explain(query)
    expect(scans.filter(scan => scan.kind === 'Seq Scan')).toEqual([])
    expect(scans.map(scan => scan.index)).toContain(index)
  })

  test('one session’s timeline touches the rows of that session alone', async () => {
    const scans = await explain('SELECT * FROM v_session_auth_timeline WHERE session_id = $session')
    expect(new Set(scans.map(scan => scan.table))).toEqual(new Set(['sessions', 'auth_contexts', 'drs_evaluations']))
    for (const { rows } of scans) expect(rows).toBeLessThanOrEqual(3)
  })
})

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  Plans?: Node[]
}
type Scan = { kind: string; table: string | undefined; index: string | undefined; rows: number }

/** Every access to a table in the plan; a partition and its indexes by the names of what they belong to. */
async function explain(query: string): Promise<Scan[]> {
  const bound = query.replaceAll(/\$(\w+)/g, (_, name: string) => `'${ids[name]}'`)
  const plan = await runExplain(bound, /audit_logs|v_failed/.test(query))
  const parents = await database.owner.query<{ child: string; parent: string }>(
    'SELECT inhrelid::regclass::text AS child, inhparent::regclass::text AS parent FROM pg_inherits',
  )
  const parentOf = new Map(parents.rows.map(({ child, parent }) => [child, parent]))
  return flatten(plan)
    .filter(node => node['Node Type'].includes('Scan') && (node['Relation Name'] || node['Index Name']))
    .map(node => ({
      kind: node['Node Type'],
      table: parentOf.get(node['Relation Name'] ?? '') ?? node['Relation Name'],
      index: parentOf.get(node['Index Name'] ?? '') ?? node['Index Name'],
      rows: node['Actual Rows'] * node['Actual Loops'],
    }))
}

// The coming months' partitions are empty, and this month's nearly so on its first day: there a scan of all of it is
// the better plan, and only forbidding it shows that the index serves.
async function runExplain(query: string, partitioned: boolean): Promise<Node> {
  const client = await database.pool.connect()
  try {
    await client.query('BEGIN')
    if (partitioned) await client.query('SET LOCAL enable_seqscan = off')
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`)
    return rows[0]!['QUERY PLAN'][0].Plan
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

const flatten = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flatten)]
