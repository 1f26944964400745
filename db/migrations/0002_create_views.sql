-- The eight views of the seeds, for people and ad-hoc SQL. The console asks its own, narrower questions.

CREATE OR REPLACE VIEW v_active_sessions AS
SELECT s.session_id, s.cupid, s.device_fingerprint, s.ip_address, s.user_agent, s.created_at, s.last_activity_at,
       s.expires_at,
       count(t.token_id) FILTER (WHERE t.status = 'ACTIVE') AS active_token_count,
       count(t.token_id) FILTER (WHERE t.token_type = 'ACCESS' AND t.status = 'ACTIVE') AS has_access_token,
       count(t.token_id) FILTER (WHERE t.token_type = 'REFRESH' AND t.status = 'ACTIVE') AS has_refresh_token
FROM sessions s
LEFT JOIN tokens t ON t.session_id = s.session_id
WHERE s.status = 'ACTIVE'
GROUP BY s.session_id;
--> statement-breakpoint
CREATE OR REPLACE VIEW v_pending_transactions AS
SELECT t.transaction_id, t.context_id, c.cupid, t.transaction_type, t.transaction_status, t.phase, t.sequence_number,
       t.attempt_number, t.created_at, t.expires_at,
       extract(epoch FROM (t.expires_at - now())) AS seconds_until_expiry
FROM auth_transactions t
JOIN auth_contexts c ON c.context_id = t.context_id
WHERE t.transaction_status = 'PENDING' AND t.expires_at > now()
ORDER BY t.created_at DESC;
--> statement-breakpoint
CREATE OR REPLACE VIEW v_high_risk_logins AS
SELECT d.evaluation_id, d.cupid, d.context_id, d.session_id, c.auth_type, d.recommendation, d.risk_score,
       d.has_high_risk_signals, d.primary_signal_type, d.signal_types, d.browser, d.operating_system, d.ip_location,
       c.ip_address, c.auth_outcome, c.created_at
FROM drs_evaluations d
JOIN auth_contexts c ON c.context_id = d.context_id
WHERE d.risk_score >= 70
ORDER BY d.created_at DESC;
--> statement-breakpoint
CREATE OR REPLACE VIEW v_token_rotation_chains AS
WITH RECURSIVE token_chain AS (
  SELECT token_id, session_id, token_type, status, parent_token_id, created_at, revoked_at, 1 AS generation
  FROM tokens WHERE parent_token_id IS NULL
  UNION ALL
  SELECT t.token_id, t.session_id, t.token_type, t.status, t.parent_token_id, t.created_at, t.revoked_at, tc.generation + 1
  FROM tokens t JOIN token_chain tc ON t.parent_token_id = tc.token_id
)
SELECT session_id, token_type, token_id, parent_token_id, status, generation, created_at, revoked_at,
       extract(epoch FROM (coalesce(revoked_at, now()) - created_at)) AS lifetime_seconds
FROM token_chain
ORDER BY session_id, token_type, generation;
--> statement-breakpoint
CREATE OR REPLACE VIEW v_failed_login_attempts AS
SELECT a.cupid, a.ip_address, a.event_data ->> 'error_code' AS error_code, count(*) AS attempt_count,
       max(a.created_at) AS last_attempt_at, min(a.created_at) AS first_attempt_at
FROM audit_logs a
WHERE a.event_type IN ('LOGIN_FAILED', 'MFA_VERIFY_FAILED', 'INVALID_CREDENTIALS')
  AND a.severity IN ('WARN', 'ERROR')
  AND a.created_at > now() - interval '1 hour'
GROUP BY a.cupid, a.ip_address, a.event_data ->> 'error_code'
HAVING count(*) >= 3
ORDER BY attempt_count DESC, last_attempt_at DESC;
--> statement-breakpoint
-- Every context with its latest evaluation and its session: the one it opened, or the one it stepped up.
CREATE OR REPLACE VIEW v_login_activity AS
SELECT c.context_id, c.auth_type, coalesce(c.session_id, s.session_id) AS session_id, c.guid, c.cupid, c.username,
       c.app_id, c.app_version, c.ip_address, c.device_fingerprint, c.correlation_id, c.auth_outcome,
       c.created_at AS auth_started_at, c.completed_at AS auth_completed_at,
       extract(epoch FROM (c.completed_at - c.created_at)) AS auth_duration_seconds,
       d.evaluation_id, d.recommendation, d.risk_score, d.has_high_risk_signals, d.primary_signal_type, d.signal_count,
       d.signal_types, d.browser, d.browser_version, d.operating_system, d.os_version, d.device_type, d.is_mobile,
       d.ip_location
FROM auth_contexts c
LEFT JOIN sessions s ON s.context_id = c.context_id
LEFT JOIN LATERAL (
  SELECT * FROM drs_evaluations e WHERE e.context_id = c.context_id ORDER BY e.created_at DESC LIMIT 1
) d ON true;
--> statement-breakpoint
-- Both halves carry the session's id as a plain column, so that a filter on it reaches their indexes.
CREATE OR REPLACE VIEW v_session_auth_timeline AS
SELECT a.session_id, a.cupid, a.session_status, a.session_created_at, a.context_id, a.auth_type, a.auth_outcome,
       a.auth_time, a.auth_completed_at, a.app_id, a.ip_address, a.device_fingerprint, a.evaluation_id,
       a.recommendation, a.risk_score, a.has_high_risk_signals, a.primary_signal_type, a.signal_types, a.browser,
       a.operating_system, a.ip_location,
       row_number() OVER (PARTITION BY a.session_id ORDER BY a.auth_time, a.context_id) AS auth_sequence,
       count(*) OVER (PARTITION BY a.session_id) AS total_auths_in_session,
       count(*) FILTER (WHERE a.auth_type = 'STEP_UP') OVER (PARTITION BY a.session_id) AS step_up_count
FROM (
  SELECT s.session_id, s.cupid, s.status AS session_status, s.created_at AS session_created_at, c.context_id,
         c.auth_type, c.auth_outcome, c.created_at AS auth_time, c.completed_at AS auth_completed_at, c.app_id,
         c.ip_address, c.device_fingerprint, d.evaluation_id, d.recommendation, d.risk_score, d.has_high_risk_signals,
         d.primary_signal_type, d.signal_types, d.browser, d.operating_system, d.ip_location
  FROM sessions s
  JOIN auth_contexts c ON c.context_id = s.context_id
  LEFT JOIN LATERAL (
    SELECT * FROM drs_evaluations e WHERE e.context_id = c.context_id ORDER BY e.created_at DESC LIMIT 1
  ) d ON true
  UNION ALL
  SELECT s.session_id, s.cupid, s.status, s.created_at, c.context_id, c.auth_type, c.auth_outcome, c.created_at,
         c.completed_at, c.app_id, c.ip_address, c.device_fingerprint, d.evaluation_id, d.recommendation, d.risk_score,
         d.has_high_risk_signals, d.primary_signal_type, d.signal_types, d.browser, d.operating_system, d.ip_location
  FROM sessions s
  JOIN auth_contexts c ON c.session_id = s.session_id
  LEFT JOIN LATERAL (
    SELECT * FROM drs_evaluations e WHERE e.context_id = c.context_id ORDER BY e.created_at DESC LIMIT 1
  ) d ON true
) a;
--> statement-breakpoint
CREATE OR REPLACE VIEW v_step_up_frequency AS
WITH opened AS (
  SELECT cupid, count(*) AS total_sessions FROM sessions WHERE created_at > now() - interval '30 days' GROUP BY cupid
), authenticated AS (
  SELECT c.cupid,
         count(*) FILTER (WHERE c.auth_type = 'INITIAL') AS initial_auths,
         count(*) FILTER (WHERE c.auth_type = 'STEP_UP') AS step_up_auths,
         -- Of the sessions counted above, or the share could pass 100 %.
         count(DISTINCT s.session_id) FILTER (WHERE s.created_at > now() - interval '30 days') AS sessions_with_step_up
  FROM auth_contexts c LEFT JOIN sessions s ON s.session_id = c.session_id
  WHERE c.created_at > now() - interval '30 days' GROUP BY c.cupid
)
SELECT a.cupid, coalesce(o.total_sessions, 0) AS total_sessions, a.initial_auths, a.step_up_auths,
       a.sessions_with_step_up,
       round(100.0 * a.sessions_with_step_up / nullif(o.total_sessions, 0), 2) AS step_up_session_percentage
FROM authenticated a LEFT JOIN opened o ON o.cupid = a.cupid;
--> statement-breakpoint
GRANT SELECT ON v_active_sessions, v_pending_transactions, v_high_risk_logins, v_token_rotation_chains,
  v_failed_login_attempts, v_login_activity, v_session_auth_timeline, v_step_up_frequency TO gatewarden_app;
