import { v7 as uuidv7 } from 'uuid'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { findPendingDocument, type PendingDocument } from '#lib/esign/queries.ts'
import { Failure } from '#lib/failure.ts'
import { outcomeJob } from '#lib/risk/queue-outcome.ts'
import type { RiskVerdict } from '#lib/risk/risk-service.ts'
import { issueTokens, newRefreshToken } from '#lib/tokens/issue-tokens.ts'
import { REFRESH_TOKEN_TTL_SECONDS } from '#lib/tokens/rules.ts'
import { type Attempt, admit } from './admit.ts'
import { checkCredentials, failedEvent } from './check-credentials.ts'
import { describeLogin, type Outcome } from './describe-login.ts'
import type { NewSession } from './describe-session.ts'
import { chooseMethod } from './describe-step.ts'
import { holdActionToken } from './hold-action-token.ts'
import { type LoginAnswer, presentStep } from './present.ts'
import { loadStanding, type Standing } from './queries.ts'
import { decideNextStep, type NextStep } from './rules.ts'
import type { LoginHeaders, LoginRequest } from './schema.ts'
import { writeLogin } from './write-login.ts'

/**
 * The first step of a journey: password, risk verdict, and then a session or the step that is still asked for.
 * `headers` are what came beside the body. Failures carry the context's id, which the next attempt may send back.
 */
export async function startLogin(ctx: Context, request: LoginRequest, headers: LoginHeaders): Promise<LoginAnswer> {
  const attempt = await admit(ctx, request, headers)
  const user = await checkCredentials(ctx, attempt)
  const verdict = await assess(ctx, attempt, user)
  const fingerprint = attempt.fingerprint ?? verdict.deviceId
  const [standing, pending] = await Promise.all([
    standingOf(ctx, attempt, user, fingerprint),
    findPendingDocument(ctx.db, { cupid: user.cupid, named: user.pendingDocuments }),
  ])
  const step = decideNextStep({
    recommendation: verdict.recommendation,
    directoryAsksMfa: user.mfaRequired,
    deviceTrusted: standing.device_id !== null,
    pendingDocuments: pending ? [pending.document_id] : [],
    bindOffered: attempt.app.device_bind_offer && fingerprint !== null,
  })
  if (step === 'MFA' && standing.mfa_locked) await refuseLocked(ctx, attempt, user)
  const outcome = await prepare(ctx, attempt, user, step, pending)
  await write(ctx, attempt, describeLogin(ctx, { attempt, user, verdict, fingerprint, standing, outcome }), standing)
  return answer(attempt, outcome, standing.device_id !== null)
}

function assess(ctx: Context, attempt: Attempt, user: DirectoryUser): Promise<RiskVerdict> {
  return ctx.parts.risk.evaluate(ctx.db, {
    authType: 'INITIAL',
    sessionId: null,
    cupid: user.cupid,
    appId: attempt.app.client_id,
    ipAddress: attempt.ipAddress,
    userAgent: ctx.userAgent,
    deviceFingerprint: attempt.fingerprint,
    actionToken: attempt.request.drs_action_token ?? null,
  })
}

async function standingOf(
  ctx: Context,
  attempt: Attempt,
  user: DirectoryUser,
  fingerprint: string | null,
): Promise<Standing> {
  const [standing] = await loadStanding(ctx.db, {
    cupid: user.cupid,
    app_id: attempt.app.client_id,
    fingerprint_hash: fingerprint ? sha256(fingerprint) : '',
  })
  return standing ?? { device_id: null, expired_device_id: null, mfa_locked: false }
}

async function refuseLocked(ctx: Context, attempt: Attempt, user: DirectoryUser): Promise<never> {
  await record(ctx, failedEvent(attempt, 'mfa_locked', user))
  throw new Failure('mfa_locked', { contextId: attempt.contextId })
}

async function prepare(
  ctx: Context,
  attempt: Attempt,
  user: DirectoryUser,
  step: NextStep,
  pending: PendingDocument | undefined,
): Promise<Outcome> {
  switch (step) {
    case 'DENY':
      return { step }
    case 'MFA':
      return { step: 'NEXT', next: chooseMethod(user) }
    case 'ESIGN': {
      const document = { documentId: pending?.document_id ?? '', version: pending?.version ?? null }
      return { step: 'NEXT', next: { transactionId: uuidv7(), type: 'ESIGN_PRESENT', document } }
    }
    case 'DEVICE_BIND':
      return { step: 'NEXT', next: { transactionId: uuidv7(), type: 'DEVICE_BIND' } }
    case 'SESSION':
      return { step, session: await prepareSession(ctx, attempt, user) }
  }
}

async function prepareSession(ctx: Context, attempt: Attempt, user: DirectoryUser): Promise<NewSession> {
  const sessionId = uuidv7()
  const sessionExpiresAt = attempt.now + REFRESH_TOKEN_TTL_SECONDS
  const { client_id, scopes, access_token_format } = attempt.app
  const { cupid, username, name } = user
  const subject = { sessionId, cupid, username, name, clientId: client_id, scopes }
  const tokens = await issueTokens(
    ctx.parts,
    { ...subject, accessTokenFormat: access_token_format },
    { acr: 'aal1', amr: ['pwd'], authTime: Math.floor(attempt.now) },
    { now: attempt.now, sessionExpiresAt },
    newRefreshToken(),
  )
  return { sessionId, sessionExpiresAt, tokens }
}

async function write(
  ctx: Context,
  attempt: Attempt,
  described: ReturnType<typeof describeLogin>,
  standing: Standing,
): Promise<void> {
  const { contextId, subject, now, actionTokenHash, request } = attempt
  const actionToken = ctx.parts.risk.reportOutcome ? request.drs_action_token : undefined
  const values = {
    subject,
    started: now,
    device_id: standing.device_id,
    expired_device_id: standing.expired_device_id,
    outcome_job: actionToken ? await outcomeJob(ctx.parts.secretKey, { contextId, actionToken }) : null,
    waits: described.transactions !== '[]',
    ...described,
  }
  const [written] = actionTokenHash
    ? await transact(ctx, async ctx => {
        await holdActionToken(ctx, contextId, actionTokenHash)
        return writeLogin(ctx.db, values)
      })
    : await writeLogin(ctx.db, values)
  if (!written?.admitted) throw new Failure('password_locked', { contextId })
  if (!written.opened) throw new Failure('journey_processed', { contextId })
}

function answer({ contextId }: Attempt, outcome: Outcome, deviceBound: boolean): LoginAnswer {
  if (outcome.step === 'DENY') throw new Failure('denied', { contextId })
  if (outcome.step === 'NEXT') return presentStep(contextId, outcome.next)
  return { step: 'SESSION', contextId, tokens: outcome.session.tokens, deviceBound }
}
