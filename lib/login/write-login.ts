import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { insertEvents } from '#lib/audit/record.ts'
import { countOutcomeJob, insertEvaluation, insertFirstStep } from './insert-opening.ts'

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
    RETURNING context_id, session_id
  ), evaluated AS (${insertEvaluation(value('evaluation'), sql`opened`)}
  ), pending AS (${insertFirstStep(value('transactions'), sql`opened`)}
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
      -- A lock gained while this waited for the row stays.
      AND (locked_until IS NULL OR locked_until <= now())
  ), used AS (
    UPDATE trusted_devices SET last_used_at = now()
    WHERE device_id = ${value('device_id')}::uuid AND EXISTS (SELECT 1 FROM session)
  ), expired AS (
    UPDATE trusted_devices SET status = 'EXPIRED'
    WHERE device_id = ${value('expired_device_id')}::uuid AND status = 'ACTIVE' AND EXISTS (SELECT 1 FROM opened)
  ), logged AS (${insertEvents(value('events'), sql`opened`)})
  SELECT EXISTS (SELECT 1 FROM gate) AS admitted, EXISTS (SELECT 1 FROM opened) AS opened,
         ${countOutcomeJob(value('outcome_job'), value('waits'), sql`opened`)} AS queued`,
)
