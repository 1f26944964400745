import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import type { RiskFacts } from './rules.ts'

/**
 * All that the rules look at, in one round trip and by the database's clock; give `cupid`, `ip_address`,
 * `device_fingerprint`, `window_minutes`, `high_risk_days`, `high_risk_score`. Asked before the attempt's own context is
 * written: the attempt is counted in here. `judgedAt` is the database's time in epoch milliseconds.
 *
 * Every part is bounded, so that a flood, from one address or over the whole system, does not slow down the sign-ins it
 * hides among: of more rows than its LIMIT a part sees the newest, which are more than any threshold.
 */
export const getRiskFacts = statement<Omit<RiskFacts, 'addressIsLocal'> & { judgedAt: number }>('risk_facts', value => {
  // A subquery hides the hour from the planner, so that all runs share one plan. It would else make a new one for each,
  // which costs more than the query itself as the log has a partition a month.
  const windowStart = sql`(SELECT now() - make_interval(mins => ${value('window_minutes')}::int))`
  return sql`
  WITH address_context AS (
    SELECT auth_outcome FROM auth_contexts
    WHERE ip_address = ${value('ip_address')}::inet AND created_at > ${windowStart}
    ORDER BY created_at DESC LIMIT 1000
  ), address_failure AS (
    SELECT count(*) AS failures FROM (
      SELECT FROM audit_logs
      WHERE event_type = 'LOGIN_FAILED' AND ip_address = ${value('ip_address')}::inet AND created_at > ${windowStart}
        AND severity IN ('WARN', 'ERROR')
      ORDER BY created_at DESC LIMIT 1000) failure
  ), user_context AS (
    SELECT context_id, auth_outcome, ip_address, device_fingerprint FROM auth_contexts
    WHERE cupid = ${value('cupid')} AND created_at > ${windowStart}
    ORDER BY created_at DESC LIMIT 1000
  ), user_failure AS (
    SELECT context_id, ip_address FROM audit_logs
    WHERE cupid = ${value('cupid')} AND created_at > ${windowStart}
      AND event_type IN ('LOGIN_FAILED', 'MFA_VERIFY_FAILED') AND severity IN ('WARN', 'ERROR')
    ORDER BY created_at DESC LIMIT 1000
  ), past_sign_in AS (
    SELECT device_fingerprint FROM auth_contexts
    WHERE cupid = ${value('cupid')} AND auth_outcome = 'SUCCESS'
    ORDER BY created_at DESC LIMIT 500
  )
  SELECT
    ${value('device_fingerprint')}::text IS NOT NULL AS "hasFingerprint",
    (SELECT count(*) FROM past_sign_in) > 0 AS "signedInBefore",
    (SELECT count(device_fingerprint) FROM past_sign_in) > 0 AS "usedFingerprints",
    EXISTS (SELECT FROM past_sign_in WHERE device_fingerprint = ${value('device_fingerprint')})
      OR EXISTS (SELECT FROM trusted_devices
        WHERE cupid = ${value('cupid')} AND device_fingerprint = ${value('device_fingerprint')}
          AND status = 'ACTIVE' AND (expires_at IS NULL OR expires_at > now())) AS "deviceKnown",
    ((SELECT count(*) FROM address_context) + (SELECT failures FROM address_failure) + 1)::int AS "addressAttempts",
    ((SELECT count(*) FROM address_context WHERE auth_outcome IS DISTINCT FROM 'SUCCESS')
      + (SELECT failures FROM address_failure))::int AS "addressUnsuccessful",
    -- A journey that failed by wrong codes has left its events: its context is not counted once more.
    ((SELECT count(*) FROM user_failure) + (SELECT count(*) FROM user_context c WHERE c.auth_outcome = 'FAILED'
      AND NOT EXISTS (SELECT FROM user_failure f WHERE f.context_id = c.context_id)))::int AS "failedAttempts",
    (SELECT count(DISTINCT ip_address)::int FROM (SELECT ip_address FROM user_context
      UNION ALL SELECT ip_address FROM user_failure
      UNION ALL SELECT ${value('ip_address')}::inet) address) AS "distinctAddresses",
    (SELECT count(DISTINCT device_fingerprint)::int FROM (SELECT device_fingerprint FROM user_context
      UNION ALL SELECT ${value('device_fingerprint')}::text) device) AS "distinctDevices",
    (SELECT count(*)::int FROM (SELECT FROM drs_evaluations
      WHERE cupid = ${value('cupid')} AND created_at > (SELECT now() - make_interval(days => ${value('high_risk_days')}::int))
        AND risk_score >= ${value('high_risk_score')}::int
      LIMIT 100) evaluation) AS "highRiskEvaluations",
    (extract(epoch FROM now()) * 1000)::float8 AS "judgedAt"`
})
