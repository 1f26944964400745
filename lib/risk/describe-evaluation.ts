import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import type { RiskVerdict } from './risk-service.ts'

export type Evaluation = {
  evaluationId: string
  contextId: string
  user: Pick<DirectoryUser, 'guid' | 'cupid'>
  verdict: RiskVerdict
  actionTokenHash: string | null
}

/** A verdict as the row of `drs_evaluations` that the statements write, in JSON. */
export function evaluationRow(ctx: Context, evaluation: Evaluation) {
  const { evaluationId, contextId, user, verdict, actionTokenHash } = evaluation
  const { device, signals } = verdict
  const strongest = signals.toSorted((a, b) => b.points - a.points)[0]
  return {
    evaluation_id: evaluationId,
    context_id: contextId,
    guid: user.guid,
    cupid: user.cupid,
    // The column wants one for each: without an action token, nothing can be presented twice.
    action_token_hash: actionTokenHash ?? sha256(evaluationId),
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

/** What a verdict is recorded as; a service that gave none, as that too. */
export function evaluationEvents(
  { evaluationId, verdict }: Pick<Evaluation, 'evaluationId' | 'verdict'>,
  common: Omit<AuditEvent, 'eventType'>,
): AuditEvent[] {
  const judged: AuditEvent = {
    ...common,
    eventType: 'DRS_EVALUATION',
    eventData: {
      evaluation_id: evaluationId,
      recommendation: verdict.recommendation,
      risk_score: verdict.riskScore,
      signals: verdict.signals.map(signal => signal.type),
    },
  }
  if (verdict.available) return [judged]
  const eventData = { evaluation_id: evaluationId, fallback: verdict.recommendation }
  return [{ ...common, eventType: 'DRS_UNAVAILABLE', severity: 'ERROR', eventData }, judged]
}
