import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { insertEvents } from '#lib/audit/record.ts'

/** A challenge whose user still waits for it. */
export type WaitingChallenge = {
  cupid: string
  channel: 'sms' | 'voice' | 'push'
  context_id: string
  session_id: string | null
  auth_type: 'INITIAL' | 'STEP_UP'
  /** Attempts made so far. */
  attempts: number
  seconds_left: number
}

/** The challenge, unless its step is taken or has run out, its journey is over, or it was sent before. */
export const findWaitingChallenge = statement<WaitingChallenge>(
  'challenge_waiting',
  value => sql`
  SELECT o.cupid, o.channel, t.context_id, c.session_id, c.auth_type, o.delivery_attempts AS attempts,
         extract(epoch FROM least(t.expires_at, c.expires_at) - now())::float8 AS seconds_left
  FROM otp_challenges o JOIN auth_transactions t USING (transaction_id) JOIN auth_contexts c USING (context_id)
  WHERE o.transaction_id = ${value('transaction_id')}::uuid AND o.delivery_status = 'QUEUED'
    AND t.transaction_status = 'PENDING' AND least(t.expires_at, c.expires_at) > now() AND c.auth_outcome IS NULL`,
)

export const markSent = statement(
  'challenge_sent',
  value => sql`
  UPDATE otp_challenges
  SET delivery_status = 'SENT', delivered_at = now(), delivery_attempts = delivery_attempts + 1
  WHERE transaction_id = ${value('transaction_id')}::uuid AND delivery_status = 'QUEUED'`,
)

/** Counts the attempt and queues the next one, both or neither. */
export const tryLater = statement(
  'challenge_later',
  value => sql`
  WITH tried AS (
    UPDATE otp_challenges SET delivery_attempts = delivery_attempts + 1
    WHERE transaction_id = ${value('transaction_id')}::uuid AND delivery_status = 'QUEUED'
    RETURNING transaction_id
  )
  SELECT enqueue_job('deliver_challenge', ${value('payload')}::jsonb, 'challenge:' || transaction_id,
                     now() + make_interval(secs => ${value('delay_seconds')}::float8))
  FROM tried`,
)

export const markFailed = statement<{ transaction_id: string }>(
  'challenge_failed',
  value => sql`
  WITH failed AS (
    UPDATE otp_challenges
    SET delivery_status = 'FAILED', delivery_attempts = delivery_attempts + 1
    WHERE transaction_id = ${value('transaction_id')}::uuid AND delivery_status = 'QUEUED'
    RETURNING transaction_id
  ), logged AS (${insertEvents(value('events'), sql`failed`)})
  SELECT transaction_id FROM failed`,
)
