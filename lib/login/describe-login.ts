import { v7 as uuidv7 } from 'uuid'
import { auditRows } from '#lib/audit/record.ts'
import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { FAILURES } from '#lib/failure.ts'
import type { RiskVerdict } from '#lib/risk/risk-service.ts'
import type { TokenSet } from '#lib/tokens/issue-tokens.ts'
import type { Attempt } from './admit.ts'
import { STEP_TTL_SECONDS } from './rules.ts'

export type Outcome =
  | { step: 'DENY' }
  | { step: 'MFA' | 'ESIGN' | 'DEVICE_BIND'; transactionId: string }
  | { step: 'SESSION'; sessionId: string; sessionExpiresAt: number; tokens: TokenSet }

type Login = {
  attempt: Attempt
  user: DirectoryUser
  verdict: RiskVerdict
  fingerprint: string | null
  trustedDeviceId: string | null
  outcome: Outcome
}

/** A decided sign-in as the rows that `writeLogin` writes, in JSON. */
export function describeLogin(ctx: Context, login: Login) {
  const evaluationId = uuidv7()
  return {
    context: JSON.stringify(contextRow(ctx, login)),
    evaluation: JSON.stringify(evaluationRow(ctx, login, evaluationId)),
    transactions: JSON.stringify(transactionRows(login)),
    sessions: JSON.stringify(sessionRows(ctx, login)),
    tokens: JSON.stringify(tokenRows(login)),
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
  requires_additional_steps: 'transactionId' in outcome,
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

function transactionRows({ user, outcome }: Login) {
  if (!('transactionId' in outcome)) return []
  const common = {
    transaction_id: outcome.transactionId,
    phase: outcome.step,
    ttl_seconds: STEP_TTL_SECONDS[outcome.step],
  }
  switch (outcome.step) {
    case 'MFA':
      return [
        {
          ...common,
          transaction_type: 'MFA_INITIATE',
          mfa_options: user.phones.slice(0, 6).map((phone, index) => ({
            phone_last_four: phone.slice(-4),
            mfa_option_id: index + 1,
          })),
          mobile_approve_status: user.mobileApproveStatus,
        },
      ]
    case 'ESIGN':
      return [{ ...common, transaction_type: 'ESIGN_PRESENT', esign_document_id: user.pendingDocuments[0] }]
    case 'DEVICE_BIND':
      return [{ ...common, transaction_type: 'DEVICE_BIND', device_bind_decision: 'OFFERED' }]
  }
}

const sessionRows = (ctx: Context, { attempt, user, fingerprint, outcome }: Login) =>
  outcome.step !== 'SESSION'
    ? []
    : [
        {
          session_id: outcome.sessionId,
          cupid: user.cupid,
          device_fingerprint: fingerprint,
          ip_address: attempt.ipAddress,
          user_agent: ctx.userAgent,
          expires_at: outcome.sessionExpiresAt,
        },
      ]

const tokenRows = ({ outcome }: Login) =>
  outcome.step !== 'SESSION'
    ? []
    : Object.entries(outcome.tokens.rows).map(([token_type, row]) => ({
        token_type,
        token_id: row.tokenId,
        token_value: row.tokenValue,
        token_value_hash: row.tokenValueHash,
        expires_at: row.expiresAt,
      }))

function events(login: Login, evaluationId: string): AuditEvent[] {
  const { attempt, user, verdict, outcome, trustedDeviceId } = login
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
  return [...list, ...closingEvents(outcome, common, user, trustedDeviceId)]
}

function closingEvents(
  outcome: Outcome,
  common: Pick<AuditEvent, 'cupid' | 'contextId' | 'authType'>,
  user: DirectoryUser,
  trustedDeviceId: string | null,
): AuditEvent[] {
  switch (outcome.step) {
    case 'DENY':
      return [
        {
          ...common,
          eventType: 'LOGIN_DENIED',
          severity: 'WARN',
          eventData: { error_code: FAILURES.denied.errorCode },
        },
      ]
    case 'MFA':
      return [{ ...common, eventType: 'LOGIN_MFA_REQUIRED', transactionId: outcome.transactionId }]
    case 'ESIGN':
      return [
        {
          ...common,
          eventType: 'ESIGN_PRESENTED',
          transactionId: outcome.transactionId,
          eventData: { document_id: user.pendingDocuments[0] },
        },
      ]
    case 'DEVICE_BIND':
      return [{ ...common, eventType: 'DEVICE_BIND_OFFERED', transactionId: outcome.transactionId }]
    case 'SESSION': {
      const { sessionId } = outcome
      const trusted: AuditEvent[] = trustedDeviceId
        ? [{ ...common, eventType: 'LOGIN_TRUSTED_DEVICE', sessionId, eventData: { device_id: trustedDeviceId } }]
        : []
      return [
        ...trusted,
        { ...common, eventType: 'SESSION_CREATED', sessionId },
        {
          ...common,
          eventType: 'LOGIN_SUCCESS',
          sessionId,
          eventData: { method: 'password', mfa_used: false, device_trusted: trustedDeviceId !== null },
        },
      ]
    }
  }
}
