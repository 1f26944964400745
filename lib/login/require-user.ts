import type { Context } from '#lib/context.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { FAILURES, Failure, type FailureName } from '#lib/failure.ts'
import { failStep } from './fail-step.ts'
import { journeyEvent, type OpenJourney } from './require-step.ts'
import { STATE_FAILURES } from './rules.ts'

/**
 * The user of a journey as the directory has them now: what happened to the account since the password ends the journey.
 * A directory that does not answer is 503, and the step can be tried again.
 */
export async function requireUser(ctx: Context, journey: OpenJourney): Promise<DirectoryUser> {
  const user = await ctx.parts.directory.find(journey.username)
  if (user?.cupid === journey.cupid && user.state === 'ACTIVE') return user
  const failure = refusalOf(user?.cupid === journey.cupid ? user : null)
  await failStep(ctx, journey, {
    close: 'REJECTED',
    outcome: 'FAILED',
    // A push that was approved meanwhile ends like any other step.
    ...(journey.verification_result === 'CORRECT' && { expects: 'CORRECT' as const }),
    failure,
    events: journey.auth_type === 'INITIAL' ? [loginFailed(journey, failure)] : [],
  })
  throw new Failure(failure, { contextId: journey.context_id, transactionId: journey.transaction_id })
}

// Who is not in the directory any more is told what a disabled user is.
const refusalOf = (user: DirectoryUser | null): FailureName =>
  user && user.state !== 'ACTIVE' ? STATE_FAILURES[user.state] : 'account_disabled'

const loginFailed = (journey: OpenJourney, failure: FailureName) => ({
  ...journeyEvent(journey),
  eventType: 'LOGIN_FAILED' as const,
  severity: 'WARN' as const,
  eventData: { error_code: FAILURES[failure].errorCode, username: journey.username, app_id: journey.app_id },
})
