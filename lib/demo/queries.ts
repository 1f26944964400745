import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import type { TableName } from './schema.ts'

export type MessageRow = {
  message_id: string
  channel: 'sms' | 'voice' | 'push'
  destination: string | null
  body: string
  code: string | null
  context_id: string
  transaction_id: string
  transaction_status: string | null
  verification_result: string | null
  expired: boolean | null
  at: string
}

/** What a user's phone received within the life of a journey, newest first. */
export const listMessages = statement<MessageRow>(
  'demo_messages_of_phone',
  value => sql`
  SELECT m.message_id, m.channel, m.destination, m.body, m.code, m.context_id, m.transaction_id,
         t.transaction_status, t.verification_result, t.expires_at <= now() AS expired, ${iso('m.created_at')} AS at
  FROM demo_messages m LEFT JOIN auth_transactions t ON t.transaction_id = m.transaction_id
  WHERE m.cupid = ${value('cupid')} AND m.created_at > now() - interval '15 minutes'
  ORDER BY m.created_at DESC, m.message_id DESC LIMIT 20`,
)

export type RowOfJourney = {
  table_name: TableName
  row_id: string
  kind: string
  state: string
  columns: Record<string, string | number | boolean | null>
  at: string
}

/**
 * Every row that a sign-in left, its step-ups and its session's life included: each table gives the columns named here
 * and no others. A context that never came to be, as of a wrong password, has its audit events all the same.
 */
export const listJourneyRows = statement<RowOfJourney>(
  'demo_rows_of_journey',
  value => sql`
  WITH given AS (
    -- Of a step-up, the sign-in whose session it belongs to.
    SELECT coalesce(s.context_id, c.context_id) AS context_id
    FROM auth_contexts c LEFT JOIN sessions s ON s.session_id = c.session_id
    WHERE c.context_id = ${value('context_id')}::uuid
  ), session AS (
    SELECT s.* FROM sessions s JOIN given USING (context_id)
  ), contexts AS (
    SELECT c.* FROM auth_contexts c JOIN given USING (context_id)
    UNION ALL SELECT c.* FROM auth_contexts c JOIN session s ON c.session_id = s.session_id
  ), steps AS (
    SELECT t.* FROM auth_transactions t JOIN contexts USING (context_id)
  ), events AS (
    SELECT a.* FROM audit_logs a
    WHERE a.context_id IN (SELECT context_id FROM contexts UNION ALL SELECT ${value('context_id')}::uuid)
    UNION SELECT a.* FROM audit_logs a JOIN session s ON a.session_id = s.session_id
  ), found AS (
    SELECT 'auth_contexts' AS table_name, context_id::text AS row_id, auth_type AS kind,
           coalesce(auth_outcome, 'OPEN') AS state, created_at,
           json_build_object('username', username, 'cupid', cupid, 'app_id', app_id, 'device_fingerprint', device_fingerprint,
             'action', step_up_action ->> 'type') AS columns
    FROM contexts
    UNION ALL
    SELECT 'drs_evaluations', e.evaluation_id::text, 'EVALUATION', e.recommendation, e.created_at,
           json_build_object('risk_score', e.risk_score, 'primary_signal_type', e.primary_signal_type)
    FROM drs_evaluations e JOIN contexts USING (context_id)
    UNION ALL
    SELECT 'auth_transactions', transaction_id::text, transaction_type, transaction_status, created_at,
           json_build_object('sequence_number', sequence_number, 'mfa_method', mfa_method,
             'verification_result', verification_result, 'esign_action', esign_action,
             'device_bind_decision', device_bind_decision)
    FROM steps
    UNION ALL
    SELECT 'otp_challenges', o.transaction_id::text, o.channel, o.delivery_status, o.created_at,
           json_build_object('delivery_attempts', o.delivery_attempts)
    FROM otp_challenges o JOIN steps USING (transaction_id)
    UNION ALL
    SELECT 'esign_acceptances', acceptance_id::text, document_id, 'ACCEPTED', accepted_at,
           json_build_object('version', version)
    FROM esign_acceptances WHERE (cupid, context_id) IN (SELECT cupid, context_id FROM contexts)
    UNION ALL
    SELECT 'trusted_devices', d.device_id::text, coalesce(d.device_type, 'DEVICE'), d.status, d.trusted_at,
           json_build_object('device_name', d.device_name, 'last_used_at', ${iso('d.last_used_at')})
    FROM trusted_devices d
    JOIN (SELECT DISTINCT cupid, app_id, device_fingerprint FROM contexts) c
      USING (cupid, app_id, device_fingerprint)
    UNION ALL
    SELECT 'sessions', session_id::text, 'SESSION', status, created_at,
           json_build_object('last_activity_at', ${iso('last_activity_at')}, 'revoked_by', revoked_by,
             'revocation_reason', revocation_reason, 'flag_reason', flag_reason)
    FROM session
    UNION ALL
    SELECT 'tokens', t.token_id::text, t.token_type, t.status, t.created_at,
           json_build_object('parent_token_id', t.parent_token_id)
    FROM tokens t JOIN session s USING (session_id)
    UNION ALL
    SELECT 'cross_app_sessions', h.id::text, h.target_app,
           CASE WHEN h.revoked_at IS NOT NULL THEN 'REVOKED' WHEN h.used_at IS NOT NULL THEN 'REDEEMED'
                WHEN h.expires_at <= now() THEN 'EXPIRED' ELSE 'OPEN' END, h.created_at,
           json_build_object('account_id', h.account_id, 'used', h.used_at IS NOT NULL)
    FROM cross_app_sessions h JOIN session s USING (session_id)
    UNION ALL
    SELECT 'audit_logs', audit_id::text, event_type, severity, created_at,
           json_build_object('auth_type', nullif(auth_type, 'INITIAL')) FROM events
  )
  SELECT table_name, row_id, kind, state, columns, ${iso('created_at')} AS at
  FROM found ORDER BY created_at, row_id LIMIT 500`,
)

function iso(column: string) {
  return sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
}
