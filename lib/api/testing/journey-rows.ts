import { expect } from 'vitest'
import type { TestApi } from './test-api.ts'

// What journeys leave in the database, and what must hold of it whatever happened.

/** What a context left behind, counted. */
export async function rowsOf(api: TestApi, contextId: string) {
  const [counts] = await api.rows(
    `SELECT (SELECT auth_outcome FROM auth_contexts WHERE context_id = $1) AS outcome,
       (SELECT count(*)::int FROM auth_transactions WHERE context_id = $1) AS transactions,
       (SELECT count(*)::int FROM drs_evaluations WHERE context_id = $1) AS evaluations,
       (SELECT count(*)::int FROM sessions WHERE context_id = $1) AS sessions,
       (SELECT count(*)::int FROM tokens JOIN sessions s USING (session_id) WHERE s.context_id = $1) AS tokens`,
    [contextId],
  )
  return counts
}

export const stepsOf = (api: TestApi, contextId: string) =>
  api.rows(
    `SELECT t.*, p.sequence_number AS parent, extract(epoch FROM t.expires_at - t.created_at)::float8 AS ttl
     FROM auth_transactions t LEFT JOIN auth_transactions p ON p.transaction_id = t.parent_transaction_id
     WHERE t.context_id = $1 ORDER BY t.sequence_number`,
    [contextId],
  )

export const stepStatus = async (api: TestApi, transactionId: string): Promise<string> => {
  const [row] = await api.rows('SELECT transaction_status FROM auth_transactions WHERE transaction_id = $1', [
    transactionId,
  ])
  return row.transaction_status
}

export const eventsOf = (api: TestApi, contextId: string) =>
  api.rows('SELECT * FROM audit_logs WHERE context_id = $1 ORDER BY created_at, audit_id', [contextId])

export const trailOf = async (api: TestApi, contextId: string): Promise<string[]> =>
  (await eventsOf(api, contextId)).map(event => event.event_type)

/** Every table and the queue as one hash each: two are equal where nothing was written in between. */
export async function digest(api: TestApi, ...without: string[]): Promise<Record<string, string>> {
  const tables = await api.rows<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
     UNION ALL SELECT 'graphile_worker._private_jobs' ORDER BY 1`,
  )
  const hashes = tables
    .filter(({ name }) => !without.includes(name))
    .map(({ name }) => `(SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${name} t) AS "${name}"`)
  const [row] = await api.rows<Record<string, string>>(`SELECT ${hashes.join(', ')}`)
  return row ?? {}
}

/** As if this much time had passed for a step, or for a whole context with its steps: `time` is of `interval`. */
export const age = (api: TestApi, id: { transactionId: string } | { contextId: string }, time: string) =>
  'transactionId' in id
    ? api.rows(
        `UPDATE auth_transactions SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval
         WHERE transaction_id = $1`,
        [id.transactionId, time],
      )
    : api.rows(
        `WITH steps AS (UPDATE auth_transactions SET created_at = created_at - $2::interval,
           expires_at = expires_at - $2::interval WHERE context_id = $1)
         UPDATE auth_contexts SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval
         WHERE context_id = $1`,
        [id.contextId, time],
      )

/**
 * R1: every change has its event. R2: every token family is one chain. R3: no active token under a session that is not
 * active. And of the journeys themselves: one open step, an unbroken line of them, none open in a journey that is over.
 */
export async function holds(api: Pick<TestApi, 'rows'>): Promise<void> {
  const broken = await api.rows<{ rule: string; id: string }>(BROKEN)
  expect(broken).toEqual([])
}

const missing = (type: string, where: string) =>
  `NOT EXISTS (SELECT FROM audit_logs a WHERE a.event_type = '${type}' AND ${where})`

const BROKEN = `
  SELECT 'R1 success without its event' AS rule, context_id::text AS id FROM auth_contexts c
  WHERE auth_outcome = 'SUCCESS'
    AND (SELECT count(*) FROM audit_logs a WHERE a.context_id = c.context_id
         AND a.event_type = CASE c.auth_type WHEN 'INITIAL' THEN 'LOGIN_SUCCESS' ELSE 'STEP_UP_SUCCESS' END) <> 1
  UNION ALL
  SELECT 'R1 success event without its success', a.context_id::text FROM audit_logs a
  LEFT JOIN auth_contexts c USING (context_id)
  WHERE a.event_type IN ('LOGIN_SUCCESS', 'STEP_UP_SUCCESS') AND c.auth_outcome IS DISTINCT FROM 'SUCCESS'
  UNION ALL
  SELECT 'R1 session without its event', session_id::text FROM sessions s
  WHERE (SELECT count(*) FROM audit_logs a WHERE a.event_type = 'SESSION_CREATED' AND a.session_id = s.session_id) <> 1
  UNION ALL
  SELECT 'R1 journey that failed and does not say why', context_id::text FROM auth_contexts c
  WHERE auth_outcome = 'FAILED' AND NOT EXISTS (SELECT FROM audit_logs a WHERE a.context_id = c.context_id
    AND a.event_type IN ('LOGIN_DENIED', 'LOGIN_FAILED', 'MFA_LOCKED', 'MFA_PUSH_REJECTED', 'ESIGN_DECLINED', 'STEP_UP_FAILED'))
  UNION ALL
  SELECT 'R1 answer to a challenge without its event', t.transaction_id::text FROM auth_transactions t
  WHERE verification_result IN ('CORRECT', 'INCORRECT') AND transaction_status <> 'PENDING'
    AND (SELECT count(*) FROM audit_logs a WHERE a.transaction_id = t.transaction_id AND a.event_type =
      CASE WHEN verification_result = 'CORRECT' AND transaction_status = 'REJECTED' THEN 'MFA_PUSH_APPROVED'
           WHEN verification_result = 'CORRECT' THEN 'MFA_VERIFY_SUCCESS'
           WHEN mfa_method = 'push' THEN 'MFA_PUSH_REJECTED' ELSE 'MFA_VERIFY_FAILED' END) <> 1
  UNION ALL
  SELECT 'R1 document accepted without its event', t.transaction_id::text FROM auth_transactions t
  WHERE esign_action = 'ACCEPTED' AND ${missing('ESIGN_ACCEPTED', 'a.transaction_id = t.transaction_id')}
  UNION ALL
  SELECT 'R1 device bound without its event', device_id::text FROM trusted_devices d
  WHERE ${missing('DEVICE_BIND_ACCEPTED', "a.event_data ->> 'device_id' = d.device_id::text")}
  UNION ALL
  SELECT 'R1 challenge without its event', transaction_id::text FROM otp_challenges o
  WHERE NOT EXISTS (SELECT FROM audit_logs a WHERE a.transaction_id = o.transaction_id
    AND a.event_type IN ('MFA_CHALLENGE_SENT', 'MFA_PUSH_SENT'))
  UNION ALL
  SELECT 'R2 a token with two successors', parent_token_id::text FROM tokens
  WHERE parent_token_id IS NOT NULL GROUP BY 2 HAVING count(*) > 1
  UNION ALL
  SELECT 'R2 a family with two roots', session_id::text FROM tokens
  WHERE parent_token_id IS NULL GROUP BY session_id, token_type HAVING count(*) > 1
  UNION ALL
  SELECT 'R3 an active token under a dead session', token_id::text FROM tokens t JOIN sessions s USING (session_id)
  WHERE t.status = 'ACTIVE' AND s.status <> 'ACTIVE'
  UNION ALL
  SELECT 'two open steps', context_id::text FROM auth_transactions
  WHERE transaction_status = 'PENDING' GROUP BY context_id HAVING count(*) > 1
  UNION ALL
  SELECT 'an open step in a journey that is over', t.transaction_id::text FROM auth_transactions t
  JOIN auth_contexts c USING (context_id) WHERE t.transaction_status = 'PENDING' AND c.auth_outcome IN ('SUCCESS', 'FAILED')
  UNION ALL
  SELECT 'a step out of line', t.transaction_id::text FROM auth_transactions t
  LEFT JOIN auth_transactions p ON p.transaction_id = t.parent_transaction_id AND p.context_id = t.context_id
  WHERE t.sequence_number <> coalesce(p.sequence_number, 0) + 1
  UNION ALL
  SELECT 'a step that outlives its journey', t.transaction_id::text FROM auth_transactions t
  JOIN auth_contexts c USING (context_id) WHERE t.expires_at > c.expires_at
  UNION ALL
  SELECT 'a session of a journey that did not succeed', s.session_id::text FROM sessions s
  JOIN auth_contexts c USING (context_id) WHERE c.auth_outcome IS DISTINCT FROM 'SUCCESS'`

/** How many calls wait for a lock in this database. */
export async function countWaiting(api: Pick<TestApi, 'rows'>): Promise<number> {
  const [row] = await api.rows<{ n: number }>(
    `SELECT count(DISTINCT pid)::int AS n FROM pg_locks JOIN pg_stat_activity a USING (pid)
     WHERE NOT granted AND a.datname = current_database()`,
  )
  return row?.n ?? 0
}
