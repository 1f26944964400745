import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { type Context, transact } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { DirectoryUser, MobileApproveStatus } from '#lib/directory/directory.ts'
import { Failure } from '#lib/failure.ts'
import type { RiskVerdict } from '#lib/risk/risk-service.ts'
import { issueTokens, newRefreshToken, type TokenSet } from '#lib/tokens/issue-tokens.ts'
import { REFRESH_TOKEN_TTL_SECONDS } from '#lib/tokens/rules.ts'
import { type Attempt, actionTokenUsed, admit } from './admit.ts'
import { checkCredentials } from './check-credentials.ts'
import { describeLogin, type Outcome } from './describe-login.ts'
import { findActionToken, findTrustedDevice } from './queries.ts'
import { decideNextStep } from './rules.ts'
import type { LoginHeaders, LoginRequest } from './schema.ts'
import { writeLogin } from './write-login.ts'

export type LoginAnswer = { contextId: string } & (
  | { step: 'SESSION'; tokens: TokenSet; deviceBound: boolean }
  | {
      step: 'MFA'
      transactionId: string
      otpMethods: { value: string; mfa_option_id: number }[]
      mobileApproveStatus: MobileApproveStatus
    }
  | { step: 'ESIGN'; transactionId: string; documentId: string }
  | { step: 'DEVICE_BIND'; transactionId: string }
)

/**
 * The first step of a journey: password, risk verdict, and then a session or the step that is still asked for.
 * `headers` are what came beside the body. Failures carry the context's id, which the next attempt may send back.
 */
export async function startLogin(ctx: Context, request: LoginRequest, headers: LoginHeaders): Promise<LoginAnswer> {
  const attempt = await admit(ctx, request, headers)
  const user = await checkCredentials(ctx, attempt)
  const verdict = await assess(ctx, attempt, user)
  const fingerprint = attempt.fingerprint ?? verdict.deviceId
  const trustedDeviceId = await findTrust(ctx, attempt, user, fingerprint)
  const step = decideNextStep({
    recommendation: verdict.recommendation,
    directoryAsksMfa: user.mfaRequired,
    deviceTrusted: trustedDeviceId !== null,
    pendingDocuments: user.pendingDocuments,
    bindOffered: attempt.app.device_bind_offer && fingerprint !== null,
  })
  const outcome = await prepare(ctx, attempt, user, step)
  await write(
    ctx,
    attempt,
    describeLogin(ctx, { attempt, user, verdict, fingerprint, trustedDeviceId, outcome }),
    trustedDeviceId,
  )
  return answer(attempt, user, outcome, trustedDeviceId !== null)
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

async function findTrust(ctx: Context, attempt: Attempt, user: DirectoryUser, fingerprint: string | null) {
  if (!fingerprint) return null
  const [device] = await findTrustedDevice(ctx.db, {
    cupid: user.cupid,
    app_id: attempt.app.client_id,
    fingerprint_hash: sha256(fingerprint),
  })
  return device?.device_id ?? null
}

async function prepare(
  ctx: Context,
  attempt: Attempt,
  user: DirectoryUser,
  step: ReturnType<typeof decideNextStep>,
): Promise<Outcome> {
  if (step === 'DENY') return { step }
  if (step !== 'SESSION') return { step, transactionId: uuidv7() }
  const sessionId = uuidv7()
  const sessionExpiresAt = attempt.now + REFRESH_TOKEN_TTL_SECONDS
  const { client_id, scopes, access_token_format } = attempt.app
  const tokens = await issueTokens(
    ctx.parts,
    {
      sessionId,
      cupid: user.cupid,
      username: user.username,
      name: user.name,
      clientId: client_id,
      scopes,
      accessTokenFormat: access_token_format,
    },
    { acr: 'aal1', amr: ['pwd'], authTime: Math.floor(attempt.now) },
    { now: attempt.now, sessionExpiresAt },
    newRefreshToken(),
  )
  return { step, sessionId, sessionExpiresAt, tokens }
}

async function write(
  ctx: Context,
  attempt: Attempt,
  described: ReturnType<typeof describeLogin>,
  trustedDeviceId: string | null,
) {
  const { contextId, subject, now, actionTokenHash } = attempt
  const values = { subject, started: now, device_id: trustedDeviceId, ...described }
  const [written] = actionTokenHash
    ? await transact(ctx, async ctx => {
        // The same action token in two sign-ins at once: one waits here and then finds it judged.
        await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${actionTokenHash}, 0))`)
        const [token] = await findActionToken(ctx.db, { hash: actionTokenHash })
        if (token?.seen) throw actionTokenUsed(contextId)
        return writeLogin(ctx.db, values)
      })
    : await writeLogin(ctx.db, values)
  if (!written?.admitted) throw new Failure('password_locked', { contextId })
  if (!written.opened) throw new Failure('journey_processed', { contextId })
}

function answer(attempt: Attempt, user: DirectoryUser, outcome: Outcome, deviceBound: boolean): LoginAnswer {
  const { contextId } = attempt
  switch (outcome.step) {
    case 'DENY':
      throw new Failure('denied', { contextId })
    case 'SESSION':
      return {
        step: 'SESSION',
        contextId,
        tokens: outcome.tokens,
        deviceBound,
      }
    case 'MFA':
      return {
        step: 'MFA',
        contextId,
        transactionId: outcome.transactionId,
        otpMethods: user.phones
          .slice(0, 6)
          .map((phone, index) => ({ value: phone.slice(-4), mfa_option_id: index + 1 })),
        mobileApproveStatus: user.mobileApproveStatus,
      }
    case 'ESIGN':
      return {
        step: 'ESIGN',
        contextId,
        transactionId: outcome.transactionId,
        documentId: user.pendingDocuments[0] ?? '',
      }
    case 'DEVICE_BIND':
      return { step: 'DEVICE_BIND', contextId, transactionId: outcome.transactionId }
  }
}
