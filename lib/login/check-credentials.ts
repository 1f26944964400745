import { setTimeout as sleep } from 'node:timers/promises'
import { record } from '#lib/audit/record.ts'
import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { FAILURES, Failure, type FailureName } from '#lib/failure.ts'
import { recordPasswordFailure } from '#lib/failures/password-lock.ts'
import type { Attempt } from './admit.ts'
import { FAILURE_FLOOR_MS, STATE_FAILURES } from './rules.ts'

/**
 * Asks the directory. Unknown, wrong and locked cost the same work and answer no earlier than the floor; the state of
 * an account is told only after the right password.
 */
export async function checkCredentials(ctx: Context, attempt: Attempt): Promise<DirectoryUser> {
  const { request, contextId, subject } = attempt
  const { directory } = ctx.parts
  if (attempt.locked) {
    await directory.decoy()
    await record(ctx, failedEvent(attempt, 'password_locked', null))
    return settle(attempt, 'password_locked')
  }
  const authentication = await directory.authenticate(request.username, request.password)
  if (!authentication.ok) {
    await recordPasswordFailure(ctx, subject, failedEvent(attempt, 'wrong_credentials', authentication.user))
    return settle(attempt, 'wrong_credentials')
  }
  const { user } = authentication
  if (user.state !== 'ACTIVE') {
    const failure = STATE_FAILURES[user.state]
    await record(ctx, failedEvent(attempt, failure, user))
    throw new Failure(failure, { contextId })
  }
  return user
}

/** A sign-in that ended before it had a context. */
export const failedEvent = (attempt: Attempt, failure: FailureName, user: DirectoryUser | null): AuditEvent => ({
  eventType: 'LOGIN_FAILED',
  severity: 'WARN',
  contextId: attempt.contextId,
  cupid: user?.cupid ?? null,
  authType: 'INITIAL',
  eventData: {
    error_code: FAILURES[failure].errorCode,
    username: attempt.request.username,
    app_id: attempt.app.client_id,
  },
})

async function settle({ startedMs, contextId }: Attempt, failure: FailureName): Promise<never> {
  await sleep(Math.max(0, startedMs + FAILURE_FLOOR_MS - performance.now()))
  throw new Failure(failure, { contextId })
}
