import { v7 as uuidv7 } from 'uuid'
import { auditRows } from '#lib/audit/record.ts'
import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { FAILURES } from '#lib/failure.ts'
import { evaluationEvents, evaluationRow } from '#lib/risk/describe-evaluation.ts'
import type { RiskVerdict } from '#lib/risk/risk-service.ts'
import type { Attempt } from './admit.ts'
import { type NewSession, sessionRow, tokenRows } from './describe-session.ts'
import { type NewStep, openedEvent, stepRow } from './describe-step.ts'
import type { Standing } from './queries.ts'

export type Outcome = { step: 'DENY' } | { step: 'NEXT'; next: NewStep } | { step: 'SESSION'; session: NewSession }

type Login = {
  attempt: Attempt
  user: DirectoryUser
  verdict: RiskVerdict
  fingerprint: string | null
  standing: Standing
  outcome: Outcome
}

/** A decided sign-in as the rows that `writeLogin` writes, in JSON. */
export function describeLogin(ctx: Context, login: Login) {
  const evaluationId = uuidv7()
  const { outcome, user, verdict } = login
  const { contextId, actionTokenHash } = login.attempt
  const session = outcome.step === 'SESSION' ? outcome.session : null
  return {
    context: JSON.stringify(contextRow(ctx, login)),
    evaluation: JSON.stringify(evaluationRow(ctx, { evaluationId, contextId, user, verdict, actionTokenHash })),
    transactions: JSON.stringify(outcome.step === 'NEXT' ? [stepRow(outcome.next)] : []),
    sessions: JSON.stringify(session ? [sessionRow(ctx, session, login.user.cupid, login.fingerprint)] : []),
    tokens: JSON.stringify(session ? tokenRows(session.tokens) : []),
    events: auditRows(ctx, events(login, evaluationId)),
  }
}

const contextRow = (ctx: Context, { attempt, user, fingerprint, outcome }: Login) => ({
  context_id: attempt.contextId,
  guid: user.guid,
  cupid: user.cupid,
  username: user.username,
  app_id: attempt.app.client_id,
  app_version: attempt.appVersion,
  device_fingerprint: fingerprint,
  ip_address: attempt.ipAddress,
  correlation_id: ctx.correlationId,
  requires_additional_steps: outcome.step === 'NEXT',
  auth_outcome: outcome.step === 'SESSION' ? 'SUCCESS' : outcome.step === 'DENY' ? 'FAILED' : null,
})

function events(login: Login, evaluationId: string): AuditEvent[] {
  const { attempt, user, verdict, outcome, standing } = login
  const common = { cupid: user.cupid, contextId: attempt.contextId, authType: 'INITIAL' as const }
  const app = { app_id: attempt.app.client_id, app_version: attempt.appVersion }
  return [
    { ...common, eventType: 'LOGIN_INITIATED', eventData: { ...app, username: user.username } },
    ...evaluationEvents({ evaluationId, verdict }, common),
    ...closingEvents(outcome, common, standing),
  ]
}

function closingEvents(
  outcome: Outcome,
  common: Pick<AuditEvent, 'cupid' | 'contextId' | 'authType'>,
  standing: Standing,
): AuditEvent[] {
  if (outcome.step === 'DENY') {
    const eventData = { error_code: FAILURES.denied.errorCode }
    return [{ ...common, eventType: 'LOGIN_DENIED', severity: 'WARN', eventData }]
  }
  if (outcome.step === 'NEXT') {
    return [openedEvent(outcome.next, { ...common, transactionId: outcome.next.transactionId })]
  }
  const { sessionId } = outcome.session
  const { device_id } = standing
  return [
    ...(device_id
      ? [{ ...common, eventType: 'LOGIN_TRUSTED_DEVICE' as const, sessionId, eventData: { device_id } }]
      : []),
    { ...common, eventType: 'SESSION_CREATED', sessionId },
    {
      ...common,
      eventType: 'LOGIN_SUCCESS',
      sessionId,
      eventData: { method: 'password', mfa_used: false, device_trusted: device_id !== null },
    },
  ]
}
