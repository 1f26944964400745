import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'

/** What was sent within the window, counted `by` what has a limit, and the seconds until the oldest of it leaves. */
export type Sends = { by: 'user' | 'number' | 'prefix' | 'push'; sent: number; wait_seconds: number }

/** One at a time for a user and for a number: two sends at once cannot both be the last one allowed. */
export const lockSends = statement(
  'mfa_lock_sends',
  value => sql`
  SELECT pg_advisory_xact_lock(hashtextextended('send:' || ${value('cupid')}, 0)),
         -- Of a push there is no number: NULL takes no lock.
         pg_advisory_xact_lock(hashtextextended('send:' || ${value('destination_hash')}::text, 0))`,
)

/** Nothing is counted by what is NULL. Pushes count from the user's last success on. */
export const countSends = statement<Sends>(
  'mfa_count_sends',
  value => sql`
  WITH counted AS (
    SELECT 'user' AS by, created_at, ${value('window')}::int AS seconds FROM otp_challenges
    WHERE cupid = ${value('cupid')} AND channel <> 'push' AND created_at > now() - make_interval(secs => ${value('window')}::int)
    UNION ALL
    SELECT 'number', created_at, ${value('window')}::int FROM otp_challenges
    WHERE destination_hash = ${value('destination_hash')} AND created_at > now() - make_interval(secs => ${value('window')}::int)
    UNION ALL
    SELECT 'prefix', created_at, ${value('window')}::int FROM otp_challenges
    WHERE destination_prefix = ${value('destination_prefix')} AND created_at > now() - make_interval(secs => ${value('window')}::int)
    UNION ALL
    SELECT 'push', o.created_at, ${value('push_window')}::int FROM otp_challenges o
    WHERE o.cupid = ${value('cupid')} AND o.channel = 'push'
      AND o.created_at > greatest(
        now() - make_interval(secs => ${value('push_window')}::int),
        (SELECT max(t.consumed_at) FROM otp_challenges p JOIN auth_transactions t ON t.transaction_id = p.transaction_id
         WHERE p.cupid = ${value('cupid')} AND p.created_at > now() - make_interval(secs => ${value('push_window')}::int)
           AND t.transaction_status = 'CONSUMED' AND t.verification_result = 'CORRECT'))
  )
  SELECT by, count(*)::int AS sent, ceil(extract(epoch FROM min(created_at) - now()) + min(seconds))::int AS wait_seconds
  FROM counted GROUP BY by`,
)
