import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { auditRows, insertEvents } from '#lib/audit/record.ts'
import type { AuditEvent } from '#lib/audit/schema.ts'
import { type Context, transact } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { passwordSubject } from '#lib/failures/password-lock.ts'
import { predecessor } from '#lib/tokens/predecessor.ts'
import type { Journey } from './queries.ts'

/** One move of a journey: how its pending step is closed, and what is written with it. */
export type Move = {
  /** CONSUMED when it went on, REJECTED when its user refused; null leaves it PENDING and writes the result only. */
  close: 'CONSUMED' | 'REJECTED' | null
  result?: Partial<Record<(typeof RESULTS)[number], string | number | null>>
  /** The verification result the step must hold already, so that an approval is spent once. */
  expects?: 'CORRECT'
  outcome?: 'SUCCESS' | 'FAILED'
  next?: Record<string, unknown>
  challenge?: Record<string, unknown>
  /** For `enqueue_job`, in the same transaction. */
  job?: { task: string; payload: string; key: string }
  session?: Record<string, unknown>
  tokens?: Record<string, unknown>[]
  device?: Record<string, unknown>
  /** The trusted device that the session opens on. */
  usedDeviceId?: string
  acceptance?: Record<string, unknown>
  /** What this says of the row of failed second factors. */
  mfa?: 'failed' | 'passed'
  events: AuditEvent[]
  /** Appended, and the journey FAILED, when this failure is the one that locks. */
  lockedEvents?: AuditEvent[]
}

const RESULTS = ['verification_result', 'selected_number', 'esign_action', 'device_bind_decision'] as const

/** `advanced` is false when somebody else closed the step first; `refused` when a lock stood in the way. */
export type Moved = {
  advanced: boolean
  refused: 'PASSWORD' | 'MFA' | null
  locked: boolean
  /** Of the step that was opened; ISO 8601, UTC. */
  next_expires_at: string | null
}

/**
 * Makes one move, in one statement. Whoever comes second finds the step closed, and nothing is written. Of a step-up the
 * session is taken before: the statement must see the tokens that a refresh has just left, to put its own in their place.
 */
export async function advanceJourney(ctx: Context, journey: Journey, move: Move): Promise<Moved> {
  const { session_id, context_id: contextId, transaction_id: transactionId } = journey
  if (!session_id) return makeMove(ctx, journey, move)
  return transact(ctx, async ctx => {
    const [held] = await holdSession(ctx.db, { session_id })
    if (!held) throw new Failure('session_inactive', { contextId, transactionId })
    return makeMove(ctx, journey, move)
  })
}

async function makeMove(ctx: Context, journey: Journey, move: Move): Promise<Moved> {
  const { env, risk, secretKey } = ctx.parts
  const teller: Context = {
    ...ctx,
    actor: ctx.actor.kind === 'user' ? ctx.actor : { kind: 'client_app', id: journey.app_id },
  }
  const one = (row: unknown) => JSON.stringify(row ? [row] : [])
  const [moved] = await writeMove(ctx.db, {
    transaction_id: journey.transaction_id,
    context_id: journey.context_id,
    transaction_type: journey.transaction_type,
    session_id: journey.session_id,
    cupid: journey.cupid,
    // A lock keeps a journey from going on, never from ending: a guess is spent and a push denied under it too.
    subject: move.mfa === 'failed' || move.outcome === 'FAILED' ? '' : passwordSubject(secretKey, journey.username),
    mfa_subject: journey.phase === 'MFA' ? journey.cupid : '',
    status: move.close ?? 'PENDING',
    expects: move.expects ?? null,
    result: JSON.stringify(move.result ?? {}),
    outcome: move.outcome ?? null,
    next: one(move.next),
    challenges: one(move.challenge),
    jobs: one(move.job),
    sessions: one(move.session),
    tokens: JSON.stringify(move.tokens ?? []),
    devices: one(move.device),
    used_device_id: move.usedDeviceId ?? null,
    acceptances: one(move.acceptance),
    mfa_failed: move.mfa === 'failed',
    mfa_passed: move.mfa === 'passed',
    mfa_limit: env.MFA_FAILURES_TO_LOCK,
    mfa_lock_seconds: env.MFA_LOCK_SECONDS,
    reports_outcome: risk.reportOutcome !== undefined,
    events: auditRows(teller, move.events),
    locked_events: auditRows(teller, move.lockedEvents ?? []),
  })
  return moved ?? { advanced: false, refused: null, locked: false, next_expires_at: null }
}

const holdSession = statement<{ session_id: string }>(
  'journey_session',
  value => sql`
  SELECT session_id FROM sessions
  WHERE session_id = ${value('session_id')}::uuid AND status = 'ACTIVE' AND expires_at > now() FOR NO KEY UPDATE`,
)

/**
 * The step turns only from PENDING, in a journey that is still open, of a name and a user that are not locked: the locks
 * are looked at again here, where tokens are issued. The journey's row is held, so that its time cannot run out under it;
 * of a step-up the session's is taken before it, so a revocation is either seen or waits. `siblings` is counted to be
 * done before the new tokens take its place.
 */
const writeMove = statement<Moved>(
  'journey_move',
  value => sql`
  WITH barred AS (
    SELECT factor FROM authentication_failures
    WHERE locked_until > now() AND ((subject = ${value('subject')} AND factor = 'PASSWORD')
                                 OR (subject = ${value('mfa_subject')} AND factor = 'MFA'))
    LIMIT 1
  ), live AS (
    UPDATE sessions SET last_activity_at = now()
    WHERE session_id = ${value('session_id')}::uuid AND status = 'ACTIVE' AND expires_at > now()
    RETURNING session_id
  ), journey AS (
    SELECT context_id, expires_at FROM auth_contexts
    WHERE context_id = ${value('context_id')}::uuid AND auth_outcome IS NULL AND expires_at > now()
      AND NOT EXISTS (SELECT 1 FROM barred)
      AND (${value('session_id')}::uuid IS NULL OR EXISTS (SELECT 1 FROM live))
    FOR NO KEY UPDATE
  ), step AS (
    UPDATE auth_transactions t
    SET transaction_status = ${value('status')}, consumed_at = CASE ${value('status')} WHEN 'PENDING' THEN NULL ELSE now() END,
        verification_result = coalesce(r.verification_result, t.verification_result),
        selected_number = coalesce(r.selected_number, t.selected_number),
        esign_action = coalesce(r.esign_action, t.esign_action),
        device_bind_decision = coalesce(r.device_bind_decision, t.device_bind_decision)
    FROM journey c, jsonb_to_record(${value('result')}::jsonb)
      AS r(verification_result text, selected_number int, esign_action text, device_bind_decision text)
    WHERE t.transaction_id = ${value('transaction_id')}::uuid AND t.context_id = c.context_id
      AND t.transaction_status = 'PENDING' AND t.expires_at > now()
      AND t.transaction_type = ${value('transaction_type')}
      AND t.verification_result IS NOT DISTINCT FROM ${value('expects')}::text
    RETURNING t.transaction_id, t.context_id, t.sequence_number, c.expires_at AS context_expires_at
  ), counted AS (
    INSERT INTO authentication_failures AS f (subject, factor, failure_count, locked_until)
    SELECT ${value('cupid')}, 'MFA', 1, CASE WHEN ${value('mfa_limit')}::int <= 1
           THEN now() + make_interval(secs => ${value('mfa_lock_seconds')}::int) END
    FROM step WHERE ${value('mfa_failed')}::boolean
    ON CONFLICT (subject, factor) DO UPDATE SET
      failure_count = CASE WHEN f.locked_until <= now() THEN 1 ELSE f.failure_count + 1 END,
      last_failed_at = now(),
      locked_until = CASE
        WHEN f.locked_until > now() THEN f.locked_until
        WHEN f.locked_until IS NULL AND f.failure_count + 1 >= ${value('mfa_limit')}::int
          THEN now() + make_interval(secs => ${value('mfa_lock_seconds')}::int)
      END
    RETURNING locked_until > now() AS locked
  ), fate AS (
    SELECT step.*, coalesce((SELECT locked FROM counted), false) AS locked FROM step
  ), passed AS (
    DELETE FROM authentication_failures
    WHERE subject = ${value('cupid')} AND factor = 'MFA' AND ${value('mfa_passed')}::boolean AND EXISTS (SELECT 1 FROM step)
      -- A lock gained while this waited for the row stays.
      AND (locked_until IS NULL OR locked_until <= now())
  ), opened AS (
    INSERT INTO auth_transactions (transaction_id, context_id, parent_transaction_id, transaction_type, sequence_number,
                                   phase, mfa_method, mfa_option_id, mfa_options, mobile_approve_status, display_number,
                                   attempt_number, esign_document_id, esign_version, esign_action,
                                   device_bind_decision, expires_at)
    SELECT n.transaction_id, fate.context_id, fate.transaction_id, n.transaction_type, fate.sequence_number + 1, n.phase,
           n.mfa_method, n.mfa_option_id, n.mfa_options, n.mobile_approve_status, n.display_number, n.attempt_number,
           n.esign_document_id, n.esign_version, n.esign_action, n.device_bind_decision,
           least(now() + make_interval(secs => n.ttl_seconds), fate.context_expires_at)
    FROM fate, jsonb_to_recordset(${value('next')}::jsonb) AS n(
      transaction_id uuid, transaction_type text, phase text, ttl_seconds float8, mfa_method text, mfa_option_id smallint,
      mfa_options jsonb, mobile_approve_status text, display_number int, attempt_number int, esign_document_id text,
      esign_version int, esign_action text, device_bind_decision text)
    WHERE NOT fate.locked
    RETURNING transaction_id, expires_at
  ), challenged AS (
    INSERT INTO otp_challenges (transaction_id, cupid, channel, code_hash, destination_hash, destination_prefix)
    SELECT opened.transaction_id, ${value('cupid')}, n.channel, n.code_hash, n.destination_hash, n.destination_prefix
    FROM opened, jsonb_to_recordset(${value('challenges')}::jsonb)
      AS n(channel text, code_hash text, destination_hash text, destination_prefix text)
  ), completed AS (
    UPDATE auth_contexts c SET auth_outcome = f.outcome, completed_at = now()
    FROM (SELECT context_id, CASE WHEN locked THEN 'FAILED' ELSE ${value('outcome')}::text END AS outcome FROM fate) f
    WHERE c.context_id = f.context_id AND f.outcome IS NOT NULL
    RETURNING c.context_id
  ), session AS (
    INSERT INTO sessions (session_id, context_id, cupid, device_fingerprint, ip_address, user_agent, expires_at)
    SELECT s.session_id, fate.context_id, s.cupid, s.device_fingerprint, s.ip_address, s.user_agent, to_timestamp(s.expires_at)
    FROM fate, jsonb_to_recordset(${value('sessions')}::jsonb) AS s(
      session_id uuid, cupid text, device_fingerprint text, ip_address inet, user_agent text, expires_at float8)
    RETURNING session_id
  ), siblings AS (
    UPDATE tokens t SET status = 'ROTATED', revoked_at = clock_timestamp() FROM live, step
    WHERE t.session_id = live.session_id AND t.token_type <> 'REFRESH' AND t.status = 'ACTIVE'
      AND ${value('tokens')}::jsonb <> '[]'
    RETURNING t.token_id, t.token_type
  ), holder AS (
    SELECT session_id FROM session UNION ALL SELECT live.session_id FROM live, step
  ), issued AS (
    INSERT INTO tokens (token_id, session_id, parent_token_id, token_type, token_value, token_value_hash, expires_at)
    SELECT t.token_id, holder.session_id, ${predecessor(sql`t.token_type`, sql`holder.session_id`)},
           t.token_type, t.token_value, t.token_value_hash, to_timestamp(t.expires_at)
    FROM holder, jsonb_to_recordset(${value('tokens')}::jsonb) AS t(
      token_id uuid, token_type text, token_value text, token_value_hash text, expires_at float8)
    WHERE (SELECT count(*) FROM siblings) >= 0
  ), bound AS (
    INSERT INTO trusted_devices (device_id, guid, cupid, app_id, device_fingerprint, device_fingerprint_hash, device_name,
                                 device_type)
    SELECT d.* FROM fate, jsonb_to_recordset(${value('devices')}::jsonb) AS d(
      device_id uuid, guid text, cupid text, app_id text, device_fingerprint text, device_fingerprint_hash text,
      device_name text, device_type text)
    ON CONFLICT (cupid, app_id, device_fingerprint_hash) WHERE status = 'ACTIVE' DO UPDATE SET
      device_id = excluded.device_id, trusted_at = now(), last_used_at = now(), expires_at = excluded.expires_at
  ), used AS (
    UPDATE trusted_devices SET last_used_at = now()
    WHERE device_id = ${value('used_device_id')}::uuid AND EXISTS (SELECT 1 FROM session)
  ), accepted AS (
    INSERT INTO esign_acceptances (acceptance_id, document_id, version, content_hash, cupid, guid, app_id, context_id,
                                   transaction_id, ip_address, user_agent, device_fingerprint, claimed_ip, claimed_at)
    SELECT a.acceptance_id, a.document_id, a.version, a.content_hash, a.cupid, a.guid, a.app_id, fate.context_id,
           fate.transaction_id, a.ip_address, a.user_agent, a.device_fingerprint, a.claimed_ip, a.claimed_at
    FROM fate, jsonb_to_recordset(${value('acceptances')}::jsonb) AS a(
      acceptance_id uuid, document_id text, version int, content_hash text, cupid text, guid text, app_id text,
      ip_address inet, user_agent text, device_fingerprint text, claimed_ip inet, claimed_at timestamptz)
    ON CONFLICT (cupid, document_id, version) DO NOTHING
  ), logged AS (${insertEvents(
    sql`${value('events')}::jsonb || CASE WHEN fate.locked THEN ${value('locked_events')}::jsonb ELSE '[]' END`,
    sql`fate`,
  )})
  SELECT EXISTS (SELECT 1 FROM step) AS advanced, (SELECT factor FROM barred) AS refused,
         coalesce((SELECT locked FROM fate), false) AS locked,
         (SELECT to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') FROM opened) AS next_expires_at,
         (SELECT count(enqueue_job(j.task, j.payload::jsonb, j.key))
          FROM opened, jsonb_to_recordset(${value('jobs')}::jsonb) AS j(task text, payload text, key text)) AS queued,
         (SELECT count(hurry_job('outcome:' || context_id)) FROM completed WHERE ${value('reports_outcome')}::boolean) AS hurried`,
)
