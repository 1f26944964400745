import { v7 as uuidv7 } from 'uuid'
import { auditRows } from '#lib/audit/record.ts'
import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { FAILURES } from '#lib/failure.ts'
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
  const { outcome } = login
  const session = outcome.step === 'SESSION' ? outcome.session : null
  return {
    context: JSON.stringify(contextRow(ctx, login)),
    evaluation: JSON.stringify(evaluationRow(ctx, login, evaluationId)),
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

function evaluationRow(ctx: Context, { attempt, user, verdict }: Login, evaluationId: string) {
  const { device, signals } = verdict
  const strongest = signals.toSorted((a, b) => b.points - a.points)[0]
  return {
    evaluation_id: evaluationId,
    context_id: attempt.contextId,
    guid: user.guid,
    cupid: user.cupid,
    // The column wants one for each: without an action token, nothing can be presented twice.
    action_token_hash: attempt.actionTokenHash ?? sha256(evaluationId),
    device_id: verdict.deviceId,
    recommendation: verdict.recommendation,
    risk_score: verdict.riskScore,
    browser: device.browser,
    browser_version: device.browserVersion,
    operating_system: device.operatingSystem,
    os_version: device.osVersion,
    device_type: device.deviceType,
    is_mobile: device.isMobile,
    screen_resolution: device.screenResolution,
    user_agent: ctx.userAgent,
    ip_location: verdict.ipLocation,
    primary_signal_type: strongest?.type ?? null,
    signal_count: signals.length,
    has_high_risk_signals: signals.some(signal => signal.severity === 'HIGH'),
    signal_types: signals.map(signal => signal.type),
    raw_response: verdict.raw,
  }
}

function events(login: Login, evaluationId: string): AuditEvent[] {
  const { attempt, user, verdict, outcome, standing } = login
  const common = { cupid: user.cupid, contextId: attempt.contextId, authType: 'INITIAL' as const }
  const app = { app_id: attempt.app.client_id, app_version: attempt.appVersion }
  const list: AuditEvent[] = [
    { ...common, eventType: 'LOGIN_INITIATED', eventData: { ...app, username: user.username } },
  ]
  if (!verdict.available) {
    list.push({
      ...common,
      eventType: 'DRS_UNAVAILABLE',
      severity: 'ERROR',
      eventData: { evaluation_id: evaluationId, fallback: verdict.recommendation },
    })
  }
  list.push({
    ...common,
    eventType: 'DRS_EVALUATION',
    eventData: {
      evaluation_id: evaluationId,
      recommendation: verdict.recommendation,
      risk_score: verdict.riskScore,
      signals: verdict.signals.map(signal => signal.type),
    },
  })
  return [...list, ...closingEvents(outcome, common, standing)]
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
