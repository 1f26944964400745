import { v7 as uuidv7 } from 'uuid'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { FAILURES, Failure, type FailureName } from '#lib/failure.ts'
import { takeOne } from '#lib/limits.ts'
import { actionTokenUsed } from '#lib/login/admit.ts'
import { chooseMethod } from '#lib/login/describe-step.ts'
import { holdActionToken } from '#lib/login/hold-action-token.ts'
import { type LoginAnswer, presentStep } from '#lib/login/present.ts'
import { STATE_FAILURES } from '#lib/login/rules.ts'
import { loadPolicy } from '#lib/policies/queries.ts'
import { outcomeJob } from '#lib/risk/queue-outcome.ts'
import type { LiveToken } from '#lib/tokens/queries.ts'
import { applyFailurePolicy } from './apply-failure-policy.ts'
import { describeStepUp, type NewStepUp } from './describe-step-up.ts'
import { gatherFacts } from './gather-facts.ts'
import type { Standing } from './queries.ts'
import { askingOf, requireStanding } from './require-standing.ts'
import { stepUpReasons } from './rules.ts'
import type { StartStepUp } from './schema.ts'
import { writeStepUp } from './write-step-up.ts'

/** What came beside the body. */
export type StepUpHeaders = { appVersion: string | null; deviceFingerprint: string | null }

const LOCKED = { PASSWORD: 'password_locked', MFA: 'mfa_locked' } as const

/**
 * Begins a step-up of the session whose access token this is: a second factor is asked for, whatever the risk service
 * says short of DENY. Several may be under way at once, each a journey of its own: who holds a copy of a token must not
 * be able to end the owner's. Throws `denied` with the context's id.
 */
export async function startStepUp(
  ctx: Context,
  caller: LiveToken,
  request: StartStepUp,
  headers: StepUpHeaders,
): Promise<LoginAnswer> {
  await takeOne(ctx, 'stepUpsPerSession', caller.session_id)
  const contextId = uuidv7()
  const { action } = request
  const actionToken = request.drs_action_token ?? null
  const actionTokenHash = actionToken && sha256(actionToken)
  const asking = askingOf(ctx, headers.deviceFingerprint)
  const [policy, standing] = await Promise.all([
    loadPolicy(ctx.db, 'step_up'),
    requireStanding(ctx, caller, asking, actionTokenHash),
  ])
  if (standing.action_token_seen) throw actionTokenUsed(contextId)
  if (standing.locked) return refuse(ctx, standing, request, LOCKED[standing.locked])
  const user = await requireUser(ctx, standing, request)
  const verdict = await ctx.parts.risk.evaluate(ctx.db, {
    authType: 'STEP_UP',
    sessionId: caller.session_id,
    cupid: caller.cupid,
    appId: caller.client_id,
    actionToken,
    ...asking,
  })
  const isDenied = verdict.recommendation === 'DENY' || standing.address_denied
  const reasons = stepUpReasons(gatherFacts(ctx, action, standing, asking, verdict), policy)
  const next = isDenied ? null : chooseMethod(user)
  await write(ctx, standing, actionToken, {
    contextId,
    action,
    reasons,
    ...headers,
    actionTokenHash,
    verdict,
    next,
  })
  if (!next) throw new Failure('denied', { contextId, message: 'Step-up denied' })
  return presentStep(contextId, next)
}

/** The user as the directory has them now; a step-up needs something to prove it with. */
async function requireUser(ctx: Context, standing: Standing, request: StartStepUp): Promise<DirectoryUser> {
  const found = await ctx.parts.directory.find(standing.username)
  const user = found?.cupid === standing.cupid ? found : null
  if (!user) return refuse(ctx, standing, request, 'account_disabled')
  if (user.state !== 'ACTIVE') return refuse(ctx, standing, request, STATE_FAILURES[user.state])
  const hasMethod = user.phones.length > 0 || user.mobileApproveStatus === 'ENABLED'
  return hasMethod ? user : refuse(ctx, standing, request, 'mfa_method_invalid', 'This user has no second factor')
}

// Nothing was begun: there is no context to tell of. The policy of failures is for those that had their chance.
async function refuse(
  ctx: Context,
  { cupid, session_id: sessionId }: Standing,
  { action }: StartStepUp,
  failure: FailureName,
  message?: string,
): Promise<never> {
  await record(ctx, {
    eventType: 'STEP_UP_FAILED',
    severity: 'WARN',
    cupid,
    sessionId,
    authType: 'STEP_UP',
    eventData: { outcome: 'FAILED', action_type: action.type, error_code: FAILURES[failure].errorCode },
  })
  throw new Failure(failure, { message })
}

async function write(ctx: Context, standing: Standing, actionToken: string | null, stepUp: NewStepUp): Promise<void> {
  const { contextId, actionTokenHash, next } = stepUp
  const { secretKey, risk } = ctx.parts
  const report = risk.reportOutcome && actionToken
  const values = {
    session_id: standing.session_id,
    cupid: standing.cupid,
    subject: standing.password_subject,
    outcome_job: report ? await outcomeJob(secretKey, { contextId, actionToken }) : null,
    ...describeStepUp(ctx, standing, stepUp),
  }
  await transact(ctx, async ctx => {
    if (actionTokenHash) await holdActionToken(ctx, contextId, actionTokenHash)
    const [written] = await writeStepUp(ctx.db, values)
    if (written?.locked) throw new Failure(LOCKED[written.locked])
    if (!written?.opened) throw new Failure('session_inactive')
    if (!next) await applyFailurePolicy(ctx, { session_id: standing.session_id, context_id: contextId })
  })
}
