import { v7 as uuidv7 } from 'uuid'
import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { findPendingDocument } from '#lib/esign/queries.ts'
import { issueTokens, newRefreshToken, type TokenSet } from '#lib/tokens/issue-tokens.ts'
import { AMR, type Proof, REFRESH_TOKEN_TTL_SECONDS } from '#lib/tokens/rules.ts'
import type { Move } from './advance-journey.ts'
import { sessionRow, tokenRows } from './describe-session.ts'
import { type NewStep, openedEvent, stepRow } from './describe-step.ts'
import { makeMove } from './make-move.ts'
import { type LoginAnswer, presentStep } from './present.ts'
import { journeyEvent, type OpenJourney } from './require-step.ts'
import { requireUser } from './require-user.ts'
import { decideNextStep } from './rules.ts'

/** What the user did right: how the step is closed, and what it leaves behind. */
export type Passed = Pick<Move, 'result' | 'expects' | 'device' | 'acceptance'> & {
  events: AuditEvent[]
  /** The second factor that was proved just now. */
  method?: 'sms' | 'voice' | 'push'
  /** The document that was accepted just now. */
  accepted?: { documentId: string; version: number }
}

/** Closes a step that was passed and goes on: to the next one, or to the session. */
export async function passStep(ctx: Context, journey: OpenJourney, passed: Passed): Promise<LoginAnswer> {
  const user = await requireUser(ctx, journey)
  const next = await chooseNext(ctx, journey, user, passed)
  const move: Move = {
    close: 'CONSUMED',
    ...(passed.result && { result: passed.result }),
    ...(passed.expects && { expects: passed.expects }),
    ...(passed.device && { device: passed.device }),
    ...(passed.acceptance && { acceptance: passed.acceptance }),
    ...(passed.method && { mfa: 'passed' as const }),
    events: passed.events,
  }
  if (next) {
    const { transactionId } = next
    const event = { ...journeyEvent(journey), transactionId }
    await makeMove(ctx, journey, { ...move, next: stepRow(next), events: [...move.events, openedEvent(next, event)] })
    return presentStep(journey.context_id, next)
  }
  return journey.auth_type === 'STEP_UP'
    ? raiseSession(ctx, journey, user, passed, move)
    : openSession(ctx, journey, user, passed, move)
}

// A step-up asks for a second factor and nothing else; the offer to remember the device is the last step there is.
async function chooseNext(
  ctx: Context,
  journey: OpenJourney,
  user: DirectoryUser,
  passed: Passed,
): Promise<NewStep | null> {
  if (journey.auth_type === 'STEP_UP' || journey.phase === 'DEVICE_BIND') return null
  const pending = await findPendingDocument(ctx.db, {
    cupid: user.cupid,
    named: user.pendingDocuments,
    accepted: passed.accepted ?? null,
  })
  const step = decideNextStep({
    recommendation: 'ALLOW',
    directoryAsksMfa: false,
    deviceTrusted: journey.trusted_device_id !== null,
    pendingDocuments: pending ? [pending.document_id] : [],
    bindOffered: journey.app.device_bind_offer && journey.device_fingerprint !== null,
  })
  const transactionId = uuidv7()
  if (step === 'ESIGN' && pending) {
    const document = { documentId: pending.document_id, version: pending.version }
    return { transactionId, type: 'ESIGN_PRESENT', document }
  }
  return step === 'DEVICE_BIND' ? { transactionId, type: 'DEVICE_BIND' } : null
}

async function openSession(
  ctx: Context,
  journey: OpenJourney,
  user: DirectoryUser,
  passed: Passed,
  move: Move,
): Promise<LoginAnswer> {
  const sessionId = uuidv7()
  const sessionExpiresAt = journey.now + REFRESH_TOKEN_TTL_SECONDS
  const proof = proofOf(journey, passed)
  const tokens = await issue(ctx, journey, user, proof, { sessionId, sessionExpiresAt })
  // A device that is bound here takes the place of the same one, bound in another journey meanwhile.
  const trusted = passed.device ? null : journey.trusted_device_id
  const event = { ...journeyEvent(journey), transactionId: null, sessionId }
  const method = passed.method ?? journey.proved_method
  await makeMove(ctx, journey, {
    ...move,
    outcome: 'SUCCESS',
    session: sessionRow(ctx, { sessionId, sessionExpiresAt, tokens }, user.cupid, journey.device_fingerprint),
    tokens: tokenRows(tokens),
    ...(trusted && { usedDeviceId: trusted }),
    events: [
      ...move.events,
      ...(trusted ? [{ ...event, eventType: 'LOGIN_TRUSTED_DEVICE' as const, eventData: { device_id: trusted } }] : []),
      { ...event, eventType: 'SESSION_CREATED' },
      {
        ...event,
        eventType: 'LOGIN_SUCCESS',
        eventData: {
          method: 'password',
          mfa_used: method !== null,
          ...(method && { mfa_method: method }),
          device_trusted: trusted !== null,
        },
      },
    ],
  })
  const deviceBound = trusted !== null || passed.device !== undefined
  return { step: 'SESSION', contextId: journey.context_id, tokens, deviceBound }
}

/** A step-up that succeeded: the session stays, its access and ID tokens are issued anew with more in them. */
async function raiseSession(
  ctx: Context,
  journey: OpenJourney,
  user: DirectoryUser,
  passed: Passed,
  move: Move,
): Promise<LoginAnswer> {
  const { session_id, session_expires_at } = journey
  if (!session_id || !session_expires_at) throw new Error('a step-up without its session')
  const session = { sessionId: session_id, sessionExpiresAt: session_expires_at }
  const tokens = await issue(ctx, journey, user, proofOf(journey, passed), session)
  await makeMove(ctx, journey, {
    ...move,
    outcome: 'SUCCESS',
    tokens: tokenRows(tokens, ['ACCESS', 'ID']),
    events: [
      ...move.events,
      {
        ...journeyEvent(journey),
        transactionId: null,
        eventType: 'STEP_UP_SUCCESS',
        eventData: { outcome: 'SUCCESS', mfa_method: passed.method, attempts: journey.attempts },
      },
    ],
  })
  const stepUp = { action: journey.step_up_action ?? {} }
  const deviceBound = journey.trusted_device_id !== null
  return { step: 'SESSION', contextId: journey.context_id, tokens, deviceBound, stepUp }
}

function issue(
  ctx: Context,
  journey: OpenJourney,
  user: DirectoryUser,
  proof: Proof,
  { sessionId, sessionExpiresAt }: { sessionId: string; sessionExpiresAt: number },
): Promise<TokenSet> {
  const { client_id, scopes, access_token_format } = journey.app
  const { cupid, username, name } = user
  const subject = { sessionId, cupid, username, name, clientId: client_id, scopes }
  return issueTokens(
    ctx.parts,
    { ...subject, accessTokenFormat: access_token_format },
    proof,
    { now: journey.now, sessionExpiresAt },
    newRefreshToken(),
  )
}

/** What this journey has proved: a second factor now or at an earlier step, or the password alone. */
function proofOf(journey: OpenJourney, { method }: Passed): Proof {
  const factor = method ?? journey.proved_method
  const authTime = Math.floor(method ? journey.now : (journey.proved_at ?? journey.started))
  return factor ? { acr: 'aal2', amr: ['pwd', AMR[factor]], authTime } : { acr: 'aal1', amr: ['pwd'], authTime }
}
