import { type Placeholder, type SQL, sql } from 'drizzle-orm'

// Parts of the statements that open a journey. `opened` is the name of the CTE that wrote its context, and gives
// `context_id` and `session_id`; nothing is written where it has no row.

/** `INSERT INTO drs_evaluations` of the row in `evaluation`, JSON of `evaluationRow`. */
export const insertEvaluation = (evaluation: Placeholder, opened: SQL): SQL => sql`
    INSERT INTO drs_evaluations (evaluation_id, context_id, guid, cupid, action_token_hash, device_id, recommendation,
                                 risk_score, browser, browser_version, operating_system, os_version, device_type,
                                 is_mobile, screen_resolution, user_agent, ip_location, primary_signal_type,
                                 signal_count, has_high_risk_signals, signal_types, raw_response, session_id)
    SELECT e.*, opening.session_id FROM ${opened} opening, jsonb_to_record(${evaluation}::jsonb) AS e(
      evaluation_id uuid, context_id uuid, guid text, cupid text, action_token_hash text, device_id text,
      recommendation text, risk_score int, browser text, browser_version text, operating_system text, os_version text,
      device_type text, is_mobile boolean, screen_resolution text, user_agent text, ip_location text,
      primary_signal_type text, signal_count int, has_high_risk_signals boolean, signal_types text[], raw_response jsonb)`

/** `INSERT INTO auth_transactions` of the first step, a list of one in the JSON of `stepRow`, or of none. */
export const insertFirstStep = (steps: Placeholder, opened: SQL): SQL => sql`
    INSERT INTO auth_transactions (transaction_id, context_id, transaction_type, sequence_number, phase, mfa_options,
                                   mobile_approve_status, esign_document_id, esign_version, esign_action,
                                   device_bind_decision, expires_at)
    SELECT t.transaction_id, opening.context_id, t.transaction_type, 1, t.phase, t.mfa_options, t.mobile_approve_status,
           t.esign_document_id, t.esign_version, t.esign_action, t.device_bind_decision, now() + make_interval(secs => t.ttl_seconds)
    FROM ${opened} opening, jsonb_to_recordset(${steps}::jsonb) AS t(
      transaction_id uuid, transaction_type text, phase text, mfa_options jsonb, mobile_approve_status text,
      esign_document_id text, esign_version int, esign_action text, device_bind_decision text, ttl_seconds float8)`

/**
 * Queues the report of what becomes of an action token, once the journey's time is over; at once where nothing is waited
 * for. A count, for the last SELECT of a statement.
 */
export const countOutcomeJob = (job: Placeholder, waits: Placeholder, opened: SQL): SQL => sql`
    (SELECT count(enqueue_job('report_outcome', ${job}::jsonb, 'outcome:' || context_id,
                              now() + CASE ${waits}::boolean WHEN true THEN interval '15 minutes 10 seconds'
                                           ELSE interval '0' END))
     FROM ${opened} WHERE ${job}::jsonb IS NOT NULL)`
