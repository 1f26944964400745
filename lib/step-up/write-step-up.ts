import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { insertEvents } from '#lib/audit/record.ts'
import { countOutcomeJob, insertEvaluation, insertFirstStep } from '#lib/login/insert-opening.ts'

/** `opened` is false when the session had ended; `locked` names what stood in the way. */
export type WrittenStepUp = { opened: boolean; locked: 'PASSWORD' | 'MFA' | null }

/**
 * All that a step-up begins with, in one statement: its context, the evaluation, the choice of a method unless it was
 * denied, and the events. The session's row is taken first, so that a revocation is either seen or waits; `flag` is why
 * somebody should look at that session, null where nobody need.
 */
export const writeStepUp = statement<WrittenStepUp>(
  'step_up_write',
  value => sql`
  WITH barred AS (
    SELECT factor FROM authentication_failures
    WHERE locked_until > now() AND ((subject = ${value('subject')} AND factor = 'PASSWORD')
                                 OR (subject = ${value('cupid')} AND factor = 'MFA'))
    ORDER BY factor DESC LIMIT 1
  ), live AS (
    UPDATE sessions
    SET flagged_at = CASE WHEN ${value('flag')}::text IS NULL THEN flagged_at ELSE now() END,
        flag_reason = coalesce(${value('flag')}::text, flag_reason)
    WHERE session_id = ${value('session_id')}::uuid AND status = 'ACTIVE' AND expires_at > now()
      AND NOT EXISTS (SELECT 1 FROM barred)
    RETURNING session_id
  ), opened AS (
    INSERT INTO auth_contexts (context_id, auth_type, session_id, guid, cupid, username, app_id, app_version,
                               device_fingerprint, ip_address, correlation_id, step_up_action,
                               requires_additional_steps, auth_outcome, completed_at)
    SELECT c.context_id, 'STEP_UP', live.session_id, c.guid, c.cupid, c.username, c.app_id, c.app_version,
           c.device_fingerprint, c.ip_address, c.correlation_id, c.step_up_action, c.auth_outcome IS NULL,
           c.auth_outcome, CASE WHEN c.auth_outcome IS NOT NULL THEN now() END
    FROM live, jsonb_to_record(${value('context')}::jsonb) AS c(
      context_id uuid, guid text, cupid text, username text, app_id text, app_version text, device_fingerprint text,
      ip_address inet, correlation_id uuid, step_up_action jsonb, auth_outcome text)
    RETURNING context_id, session_id
  ), evaluated AS (${insertEvaluation(value('evaluation'), sql`opened`)}
  ), pending AS (${insertFirstStep(value('transactions'), sql`opened`)}
  ), logged AS (${insertEvents(value('events'), sql`opened`)})
  SELECT EXISTS (SELECT 1 FROM opened) AS opened, (SELECT factor FROM barred) AS locked,
         ${countOutcomeJob(value('outcome_job'), value('waits'), sql`opened`)} AS queued`,
)
