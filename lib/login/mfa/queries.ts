import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'

/** Sends within the window, and the seconds until the oldest of them leaves it. */
export type Sends = Record<'user' | 'number' | 'prefix' | 'push', number> & {
  wait_seconds: number
  push_wait_seconds: number
}

/** One at a time for a user and for a number: two sends at once cannot both be the last one allowed. */
export const lockSends = statement(
  'mfa_lock_sends',
  value => sql`
  SELECT pg_advisory_xact_lock(hashtextextended('send:' || ${value('cupid')}, 0)),
         pg_advisory_xact_lock(hashtextextended('send:' || ${value('destination_hash')}, 0))`,
)

export const countSends = statement<Sends>(
  'mfa_count_sends',
  value => sql`
  WITH recent AS (
    SELECT 'user' AS by, created_at FROM otp_challenges
    WHERE cupid = ${value('cupid')} AND channel <> 'push' AND created_at > now() - make_interval(secs => ${value('window')}::int)
    UNION ALL
    SELECT 'number', created_at FROM otp_challenges
    WHERE destination_hash = ${value('destination_hash')} AND created_at > now() - make_interval(secs => ${value('window')}::int)
    UNION ALL
    SELECT 'prefix', created_at FROM otp_challenges
    WHERE destination_prefix = ${value('destination_prefix')} AND created_at > now() - make_interval(secs => ${value('window')}::int)
  ), pushes AS (
    SELECT o.created_at FROM otp_challenges o
    WHERE o.cupid = ${value('cupid')} AND o.channel = 'push'
      AND o.created_at > greatest(
        now() - make_interval(secs => ${value('push_window')}::int),
        (SELECT max(t.consumed_at) FROM otp_challenges p JOIN auth_transactions t ON t.transaction_id = p.transaction_id
         WHERE p.cupid = ${value('cupid')} AND p.created_at > now() - make_interval(secs => ${value('push_window')}::int)
           AND t.transaction_status = 'CONSUMED' AND t.verification_result = 'CORRECT'))
  )
  SELECT (SELECT count(*)::int FROM recent WHERE by = 'user') AS "user",
         (SELECT count(*)::int FROM recent WHERE by = 'number') AS number,
         (SELECT count(*)::int FROM recent WHERE by = 'prefix') AS prefix,
         (SELECT count(*)::int FROM pushes) AS push,
         coalesce((SELECT ceil(extract(epoch FROM min(created_at) - now()) + ${value('window')}::int) FROM recent), 0)::int
           AS wait_seconds,
         coalesce((SELECT ceil(extract(epoch FROM min(created_at) - now()) + ${value('push_window')}::int) FROM pushes), 0)::int
           AS push_wait_seconds`,
)
