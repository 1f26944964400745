import { v7 as uuidv7 } from 'uuid'
import { auditRows } from '#lib/audit/record.ts'
import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import { FAILURES } from '#lib/failure.ts'
import { type NewStep, stepRow } from '#lib/login/describe-step.ts'
import { evaluationEvents, evaluationRow } from '#lib/risk/describe-evaluation.ts'
import type { RiskVerdict } from '#lib/risk/risk-service.ts'
import type { Standing } from './queries.ts'
import type { StepUpReason } from './rules.ts'
import type { Action } from './schema.ts'

export type NewStepUp = {
  contextId: string
  action: Action
  /** Why it is due, by our own rules; nothing when the client app, or a resource server behind it, asked of itself. */
  reasons: StepUpReason[]
  appVersion: string | null
  deviceFingerprint: string | null
  actionTokenHash: string | null
  verdict: RiskVerdict
  /** The choice of a method; null when it was denied. */
  next: NewStep | null
}

/** A decided step-up as the rows that `writeStepUp` writes, in JSON. */
export function describeStepUp(ctx: Context, standing: Standing, stepUp: NewStepUp) {
  const { contextId, verdict, actionTokenHash, next } = stepUp
  const { guid, cupid } = standing
  const evaluation = { evaluationId: uuidv7(), contextId, user: { guid, cupid }, verdict, actionTokenHash }
  return {
    context: JSON.stringify(contextRow(ctx, standing, stepUp)),
    evaluation: JSON.stringify(evaluationRow(ctx, evaluation)),
    transactions: JSON.stringify(next ? [stepRow(next)] : []),
    flag: next ? null : STEP_UP_DENIED,
    waits: next !== null,
    events: auditRows(ctx, events(standing, stepUp, evaluation.evaluationId)),
  }
}

/** `sessions.flag_reason` of a session whose step-up was denied. */
const STEP_UP_DENIED = 'STEP_UP_DENIED'

const contextRow = (ctx: Context, standing: Standing, stepUp: NewStepUp) => ({
  context_id: stepUp.contextId,
  guid: standing.guid,
  cupid: standing.cupid,
  username: standing.username,
  app_id: standing.app_id,
  app_version: stepUp.appVersion ?? standing.app_version,
  device_fingerprint: stepUp.deviceFingerprint ?? stepUp.verdict.deviceId,
  ip_address: ctx.ipAddress ?? '0.0.0.0',
  correlation_id: ctx.correlationId,
  step_up_action: givenOf(stepUp.action),
  auth_outcome: stepUp.next ? null : 'FAILED',
})

function events(standing: Standing, stepUp: NewStepUp, evaluationId: string): AuditEvent[] {
  const { contextId, action, reasons, verdict, next } = stepUp
  const { cupid, session_id: sessionId } = standing
  const common = { cupid, contextId, sessionId, authType: 'STEP_UP' as const }
  return [
    {
      ...common,
      eventType: 'STEP_UP_INITIATED',
      eventData: {
        action_type: action.type,
        action_details: detailsOf(action),
        reason: reasons[0] ?? 'CLIENT_REQUEST',
      },
    },
    ...evaluationEvents({ evaluationId, verdict }, common),
    ...(next ? [] : [denied(common)]),
  ]
}

const denied = (common: Omit<AuditEvent, 'eventType'>): AuditEvent => ({
  ...common,
  eventType: 'STEP_UP_FAILED',
  severity: 'WARN',
  eventData: { outcome: 'FAILED', reason: 'DENIED', error_code: FAILURES.denied.errorCode },
})

/** The action as its success answers with it: what was given, nothing that was left out. */
const givenOf = (action: Action) =>
  Object.fromEntries(Object.entries(action).filter(([, value]) => value !== null && value !== undefined))

// The records know an action by its type and details alone: value and currency stand among them.
function detailsOf({ type: _, details, ...amount }: Action): Record<string, unknown> {
  const told = typeof details === 'string' ? { text: details } : details
  return { ...told, ...givenOf(amount as Action) }
}
