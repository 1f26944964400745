import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import type { ClientApp } from '#lib/clients/queries.ts'

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

/** The trusted device this fingerprint is, for this user and client app. */
export const findTrustedDevice = statement<{ device_id: string }>(
  'login_trusted_device',
  value => sql`
  SELECT device_id FROM trusted_devices
  WHERE cupid = ${value('cupid')} AND app_id = ${value('app_id')}
    AND device_fingerprint_hash = ${value('fingerprint_hash')} AND status = 'ACTIVE'
    AND (expires_at IS NULL OR expires_at > now())`,
)

/** Whether a risk action token was judged before. */
export const findActionToken = statement<{ seen: boolean }>(
  'login_action_token',
  value => sql`SELECT EXISTS (SELECT 1 FROM drs_evaluations WHERE action_token_hash = ${value('hash')}) AS seen`,
)
