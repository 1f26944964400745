import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import type { ClientApp } from '#lib/clients/queries.ts'
import type { StepType } from './steps.ts'

/** What is asked before the directory is: in one round trip. */
export type Admission = {
  app: ClientApp | null
  locked: boolean
  /** Why the address is denied; null when it is not. */
  denied_reason: string | null
  context_known: boolean
  /** The risk action token was judged before. */
  action_token_seen: boolean
  /** The database's clock, epoch seconds. */
  now: number
}

export const loadAdmission = statement<Admission>(
  'login_admission',
  value => sql`
  SELECT (SELECT to_jsonb(a) FROM (
            SELECT client_id, name, kind, scopes, access_token_format, device_bind_offer FROM client_apps
            WHERE client_id = ${value('client_id')} AND status = 'ACTIVE') a) AS app,
         EXISTS (SELECT 1 FROM authentication_failures
                 WHERE subject = ${value('subject')} AND factor = 'PASSWORD' AND locked_until > now()) AS locked,
         (SELECT reason FROM deny_list WHERE address_range >>= ${value('ip_address')}::inet
            AND (expires_at IS NULL OR expires_at > now()) LIMIT 1) AS denied_reason,
         EXISTS (SELECT 1 FROM auth_contexts WHERE context_id = ${value('context_id')}) AS context_known,
         EXISTS (SELECT 1 FROM drs_evaluations WHERE action_token_hash = ${value('action_token_hash')}) AS action_token_seen,
         extract(epoch FROM now())::float8 AS now`,
)

/** How a user stands with us, asked once the directory knows who it is. */
export type Standing = {
  /** The trusted device this fingerprint is, for this user and client app. */
  device_id: string | null
  /** Trust in it that has run out. */
  expired_device_id: string | null
  mfa_locked: boolean
}

export const loadStanding = statement<Standing>(
  'login_standing',
  value => sql`
  SELECT d.device_id, old.device_id AS expired_device_id,
         EXISTS (SELECT 1 FROM authentication_failures
                 WHERE subject = ${value('cupid')} AND factor = 'MFA' AND locked_until > now()) AS mfa_locked
  FROM (SELECT 1) AS once
  LEFT JOIN trusted_devices d ON d.cupid = ${value('cupid')} AND d.app_id = ${value('app_id')}
    AND d.device_fingerprint_hash = ${value('fingerprint_hash')} AND d.status = 'ACTIVE'
    AND (d.expires_at IS NULL OR d.expires_at > now())
  LEFT JOIN trusted_devices old ON old.cupid = ${value('cupid')} AND old.app_id = ${value('app_id')}
    AND old.device_fingerprint_hash = ${value('fingerprint_hash')} AND old.status = 'ACTIVE' AND old.expires_at <= now()`,
)

/** Whether a risk action token was judged before. */
export const findActionToken = statement<{ seen: boolean }>(
  'login_action_token',
  value => sql`SELECT EXISTS (SELECT 1 FROM drs_evaluations WHERE action_token_hash = ${value('hash')}) AS seen`,
)

/** A step of a journey with everything its actions are judged by. Times in epoch seconds where not said otherwise. */
export type Journey = {
  context_id: string
  transaction_id: string
  transaction_type: StepType
  transaction_status: 'PENDING' | 'CONSUMED' | 'EXPIRED' | 'REJECTED'
  phase: 'MFA' | 'ESIGN' | 'DEVICE_BIND'
  /** Its time has not run out, nor the journey's; and the journey has no outcome yet. */
  live: boolean
  /** ISO 8601, UTC. */
  expires_at: string
  mfa_method: 'sms' | 'voice' | 'push' | null
  mfa_option_id: number | null
  mfa_options: { phone_last_four: string; mfa_option_id: number }[] | null
  mobile_approve_status: string | null
  display_number: number | null
  verification_result: 'CORRECT' | 'INCORRECT' | 'TIMEOUT' | null
  attempt_number: number | null
  esign_document_id: string | null
  esign_version: number | null
  auth_type: 'INITIAL' | 'STEP_UP'
  /** The session that is stepped up. */
  session_id: string | null
  session_live: boolean
  session_expires_at: number | null
  step_up_action: Record<string, unknown> | null
  cupid: string
  guid: string
  username: string
  app_id: string
  app_version: string
  device_fingerprint: string | null
  /** Null when it is not registered any more, or disabled. */
  app: ClientApp | null
  /** Codes and pushes this journey has sent so far. */
  attempts: number
  /** The method that was proved, and when. */
  proved_method: 'sms' | 'voice' | 'push' | null
  proved_at: number | null
  /** The trusted device this journey runs on, by its fingerprint. */
  trusted_device_id: string | null
  code_hash: string | null
  delivery_status: 'QUEUED' | 'SENT' | 'FAILED' | null
  mfa_locked: boolean
  started: number
  now: number
}

export const loadJourney = statement<Journey>(
  'journey_step',
  value => sql`
  SELECT t.context_id, t.transaction_id, t.transaction_type, t.transaction_status, t.phase,
         t.expires_at > now() AND c.expires_at > now() AND c.auth_outcome IS NULL AS live,
         to_char(t.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS expires_at,
         t.mfa_method, t.mfa_option_id, coalesce(t.mfa_options, choice.mfa_options) AS mfa_options,
         coalesce(t.mobile_approve_status, choice.mobile_approve_status) AS mobile_approve_status,
         t.display_number, t.verification_result, t.attempt_number, t.esign_document_id, t.esign_version,
         c.auth_type, c.session_id, coalesce(s.status = 'ACTIVE' AND s.expires_at > now(), false) AS session_live,
         extract(epoch FROM s.expires_at)::float8 AS session_expires_at, c.step_up_action,
         c.cupid, c.guid, c.username, c.app_id, c.app_version, c.device_fingerprint,
         (SELECT to_jsonb(a) FROM (
            SELECT client_id, name, kind, scopes, access_token_format, device_bind_offer FROM client_apps
            WHERE client_id = c.app_id AND status = 'ACTIVE') a) AS app,
         steps.attempts, proved.mfa_method AS proved_method, extract(epoch FROM proved.consumed_at)::float8 AS proved_at,
         (SELECT d.device_id FROM trusted_devices d
          WHERE d.cupid = c.cupid AND d.app_id = c.app_id AND d.status = 'ACTIVE'
            AND d.device_fingerprint_hash = encode(sha256(convert_to(c.device_fingerprint, 'UTF8')), 'hex')
            AND (d.expires_at IS NULL OR d.expires_at > now())) AS trusted_device_id,
         o.code_hash, o.delivery_status,
         EXISTS (SELECT 1 FROM authentication_failures f
                 WHERE f.subject = c.cupid AND f.factor = 'MFA' AND f.locked_until > now()) AS mfa_locked,
         extract(epoch FROM c.created_at)::float8 AS started, extract(epoch FROM now())::float8 AS now
  FROM auth_transactions t
  JOIN auth_contexts c ON c.context_id = t.context_id
  LEFT JOIN sessions s ON s.session_id = c.session_id
  LEFT JOIN otp_challenges o ON o.transaction_id = t.transaction_id
  LEFT JOIN LATERAL (SELECT count(*)::int AS attempts FROM auth_transactions p
                     WHERE p.context_id = c.context_id AND p.transaction_type IN ('MFA_VERIFY', 'MFA_PUSH_VERIFY')) steps ON true
  LEFT JOIN LATERAL (SELECT p.mfa_options, p.mobile_approve_status FROM auth_transactions p
                     WHERE p.context_id = c.context_id AND p.transaction_type = 'MFA_INITIATE'
                     ORDER BY p.sequence_number DESC LIMIT 1) choice ON true
  LEFT JOIN LATERAL (SELECT p.mfa_method, p.consumed_at FROM auth_transactions p
                     WHERE p.context_id = c.context_id AND p.transaction_status = 'CONSUMED'
                       AND p.verification_result = 'CORRECT'
                     ORDER BY p.sequence_number DESC LIMIT 1) proved ON true
  WHERE t.transaction_id = ${value('transaction_id')}::uuid AND t.context_id = ${value('context_id')}::uuid`,
)
