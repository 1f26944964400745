import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { statement } from '#db/statement.ts'
import { auditRows, insertEvents } from '#lib/audit/record.ts'
import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import { deriveKey, hmac } from '#lib/crypto/hash.ts'
import { usernameKey } from '#lib/directory/username.ts'

/** Whom a failed password counts against: a keyed hash of the name as it was typed, whether or not it exists. */
export const passwordSubject = (secretKey: string, username: string): string =>
  hmac(deriveKey(secretKey, 'failure-subject'), usernameKey(username))

/** Seconds until the lock on this name ends; null when there is none. */
export async function findPasswordLock(db: Database, subject: string): Promise<number | null> {
  const [row] = await findLock(db, { subject })
  return row?.seconds ?? null
}

/**
 * Counts one more failure in a row and appends `event`, in one statement; the one that reaches the limit locks the name
 * and is recorded as ACCOUNT_LOCKED too. A lock that has run out starts the count again.
 */
export async function recordPasswordFailure(ctx: Context, subject: string, event: AuditEvent): Promise<void> {
  const { PASSWORD_FAILURES_TO_LOCK, PASSWORD_LOCK_SECONDS } = ctx.parts.env
  const locked: AuditEvent = {
    ...event,
    eventType: 'ACCOUNT_LOCKED',
    severity: 'WARN',
    eventData: { ...event.eventData, factor: 'PASSWORD', lock_seconds: PASSWORD_LOCK_SECONDS },
  }
  await countFailure(ctx.db, {
    subject,
    limit: PASSWORD_FAILURES_TO_LOCK,
    lock_seconds: PASSWORD_LOCK_SECONDS,
    failed_events: auditRows(ctx, [event]),
    locked_events: auditRows(ctx, [locked]),
  })
}

/** A right password ends the row of failures. */
export async function clearPasswordFailures(db: Database, subject: string): Promise<void> {
  await clearFailures(db, { subject })
}

const findLock = statement<{ seconds: number }>(
  'password_lock',
  value => sql`
  SELECT ceil(extract(epoch FROM locked_until - now()))::float8 AS seconds FROM authentication_failures
  WHERE subject = ${value('subject')} AND factor = 'PASSWORD' AND locked_until > now()`,
)

const clearFailures = statement(
  'password_clear',
  value => sql`DELETE FROM authentication_failures WHERE subject = ${value('subject')} AND factor = 'PASSWORD'`,
)

const countFailure = statement(
  'password_failed',
  value => sql`
  WITH counted AS (
    INSERT INTO authentication_failures AS f (subject, factor, failure_count, locked_until)
    VALUES (${value('subject')}, 'PASSWORD', 1,
            CASE WHEN ${value('limit')}::int <= 1 THEN now() + make_interval(secs => ${value('lock_seconds')}::int) END)
    ON CONFLICT (subject, factor) DO UPDATE SET
      failure_count = CASE WHEN f.locked_until <= now() THEN 1 ELSE f.failure_count + 1 END,
      last_failed_at = now(),
      locked_until = CASE
        WHEN f.locked_until > now() THEN f.locked_until
        WHEN f.locked_until IS NULL AND f.failure_count + 1 >= ${value('limit')}::int
          THEN now() + make_interval(secs => ${value('lock_seconds')}::int)
      END
    RETURNING failure_count
  )
  ${insertEvents(
    sql`${value('failed_events')}::jsonb || CASE WHEN counted.failure_count = ${value('limit')}::int
      THEN ${value('locked_events')}::jsonb ELSE '[]' END`,
    sql`counted`,
  )}`,
)
