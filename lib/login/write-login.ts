import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { insertEvents } from '#lib/audit/record.ts'

/**
 * Everything a sign-in leaves behind, in one statement: the context with its evaluation, then either the pending step
 * or the session with its tokens, and the audit events. The lock is looked at again here, where tokens are issued.
 * `admitted` is false when the name was locked meanwhile, `opened` when the context exists already.
 */
export const writeLogin = statement<{ admitted: boolean; opened: boolean }>(
  'login_write',
  value => sql`
  WITH gate AS (
    SELECT 1 WHERE NOT EXISTS (
      SELECT 1 FROM authentication_failures
      WHERE subject = ${value('subject')} AND factor = 'PASSWORD' AND locked_until > now())
  ), opened AS (
    INSERT INTO auth_contexts (context_id, guid, cupid, username, app_id, app_version, device_fingerprint, ip_address,
                               correlation_id, requires_additional_steps, auth_outcome, completed_at, created_at, expires_at)
    SELECT c.*, CASE WHEN c.auth_outcome IS NOT NULL THEN now() END, to_timestamp(${value('started')}::float8),
           to_timestamp(${value('started')}::float8) + interval '15 minutes'
    FROM gate, jsonb_to_record(${value('context')}::jsonb) AS c(
      context_id uuid, guid text, cupid text, username text, app_id text, app_version text, device_fingerprint text,
      ip_address inet, correlation_id uuid, requires_additional_steps boolean, auth_outcome text)
    ON CONFLICT (context_id) DO NOTHING
    RETURNING context_id
  ), evaluated AS (
    INSERT INTO drs_evaluations (evaluation_id, context_id, guid, cupid, action_token_hash, device_id, recommendation,
                                 risk_score, browser, browser_version, operating_system, os_version, device_type,
                                 is_mobile, screen_resolution, user_agent, ip_location, primary_signal_type,
                                 signal_count, has_high_risk_signals, signal_types, raw_response)
    SELECT e.* FROM opened, jsonb_to_record(${value('evaluation')}::jsonb) AS e(
      evaluation_id uuid, context_id uuid, guid text, cupid text, action_token_hash text, device_id text,
      recommendation text, risk_score int, browser text, browser_version text, operating_system text, os_version text,
      device_type text, is_mobile boolean, screen_resolution text, user_agent text, ip_location text,
      primary_signal_type text, signal_count int, has_high_risk_signals boolean, signal_types text[], raw_response jsonb)
  ), pending AS (
    INSERT INTO auth_transactions (transaction_id, context_id, transaction_type, sequence_number, phase, mfa_options,
                                   mobile_approve_status, esign_document_id, esign_version, esign_action,
                                   device_bind_decision, expires_at)
    SELECT t.transaction_id, opened.context_id, t.transaction_type, 1, t.phase, t.mfa_options, t.mobile_approve_status,
           t.esign_document_id, t.esign_version, t.esign_action, t.device_bind_decision, now() + make_interval(secs => t.ttl_seconds)
    FROM opened, jsonb_to_recordset(${value('transactions')}::jsonb) AS t(
      transaction_id uuid, transaction_type text, phase text, mfa_options jsonb, mobile_approve_status text,
      esign_document_id text, esign_version int, esign_action text, device_bind_decision text, ttl_seconds float8)
  ), session AS (
    INSERT INTO sessions (session_id, context_id, cupid, device_fingerprint, ip_address, user_agent, expires_at)
    SELECT s.session_id, opened.context_id, s.cupid, s.device_fingerprint, s.ip_address, s.user_agent,
           to_timestamp(s.expires_at)
    FROM opened, jsonb_to_recordset(${value('sessions')}::jsonb) AS s(
      session_id uuid, cupid text, device_fingerprint text, ip_address inet, user_agent text, expires_at float8)
    RETURNING session_id
  ), issued AS (
    INSERT INTO tokens (token_id, session_id, token_type, token_value, token_value_hash, expires_at)
    SELECT t.token_id, session.session_id, t.token_type, t.token_value, t.token_value_hash, to_timestamp(t.expires_at)
    FROM session, jsonb_to_recordset(${value('tokens')}::jsonb) AS t(
      token_id uuid, token_type text, token_value text, token_value_hash text, expires_at float8)
  ), cleared AS (
    DELETE FROM authentication_failures
    WHERE subject = ${value('subject')} AND factor = 'PASSWORD' AND EXISTS (SELECT 1 FROM opened)
  ), used AS (
    UPDATE trusted_devices SET last_used_at = now()
    WHERE device_id = ${value('device_id')}::uuid AND EXISTS (SELECT 1 FROM session)
  ), expired AS (
    UPDATE trusted_devices SET status = 'EXPIRED'
    WHERE device_id = ${value('expired_device_id')}::uuid AND status = 'ACTIVE' AND EXISTS (SELECT 1 FROM opened)
  ), logged AS (${insertEvents(value('events'), sql`opened`)})
  SELECT EXISTS (SELECT 1 FROM gate) AS admitted, EXISTS (SELECT 1 FROM opened) AS opened,
         (SELECT count(enqueue_job('report_outcome', ${value('outcome_job')}::jsonb, 'outcome:' || context_id,
                                   now() + CASE ${value('waits')}::boolean WHEN true THEN interval '15 minutes 10 seconds'
                                                ELSE interval '0' END))
          FROM opened WHERE ${value('outcome_job')}::jsonb IS NOT NULL) AS queued`,
)
