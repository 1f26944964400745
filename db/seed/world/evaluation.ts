import { sha256 } from '#lib/crypto/hash.ts'
import { readDevice } from '#lib/risk/device.ts'
import type { Recommendation, RiskSignal } from '#lib/risk/risk-service.ts'
import { recommend } from '#lib/risk/rules.ts'
import { factsOf, userAgentOf } from './devices.ts'
import type { Origin } from './origin.ts'
import { placeName } from './places.ts'
import type { ContextRow, EvaluationRow, World } from './world.ts'

export type Verdict = { recommendation: Recommendation; riskScore: number; signals: RiskSignal[] }

/** The score is the sum of the signals' points, and what it leads to is the policy's word unless `given` overrules it. */
export function judgeSignals(signals: RiskSignal[], given?: Recommendation): Verdict {
  const riskScore = Math.min(
    100,
    signals.reduce((sum, signal) => sum + signal.points, 0),
  )
  return {
    recommendation: given ?? recommend(riskScore),
    riskScore,
    signals: signals.toSorted((a, b) => b.points - a.points),
  }
}

/** The verdict on a context, flattened as lib/login/placeName-login.ts does it, with the whole answer beside it. */
export function evaluationRow(
  world: World,
  context: ContextRow,
  origin: Origin,
  at: Date,
  verdict: Verdict,
): EvaluationRow {
  const evaluationId = world.random.uuid(at)
  const { signals } = verdict
  const userAgent = userAgentOf(origin.device, at, world.now)
  const device = deviceOf(userAgent)
  return {
    evaluationId,
    contextId: context.contextId,
    guid: context.guid,
    cupid: context.cupid,
    actionTokenHash: sha256(evaluationId),
    deviceId: origin.device.fingerprint,
    recommendation: verdict.recommendation,
    riskScore: verdict.riskScore,
    browser: device.browser,
    browserVersion: device.browserVersion,
    operatingSystem: device.operatingSystem,
    osVersion: device.osVersion,
    deviceType: device.deviceType,
    isMobile: device.isMobile,
    screenResolution: factsOf(origin.device).screen,
    userAgent,
    ipLocation: placeName(origin.place),
    primarySignalType: signals[0]?.type ?? null,
    signalCount: signals.length,
    hasHighRiskSignals: signals.some(signal => signal.severity === 'HIGH'),
    signalTypes: signals.map(signal => signal.type),
    rawResponse: rawAnswer(context, origin, at, verdict, world.random.uuid(at)),
    createdAt: at,
    sessionId: context.sessionId,
  }
}

// The shape of the built-in risk service's answer, which is that of Transmit's recommendation.
function rawAnswer(context: ContextRow, origin: Origin, at: Date, verdict: Verdict, id: string) {
  const { recommendation, riskScore, signals } = verdict
  return {
    id,
    issued_at: at.getTime(),
    recommendation: { type: recommendation },
    risk_score: riskScore,
    context: {
      action_type: context.authType === 'INITIAL' ? 'login' : 'step_up',
      action_performed_at: at.getTime(),
      application_id: context.appId,
      user_id: context.cupid,
      session_id: context.sessionId,
      device_id: origin.device.fingerprint,
      device_fingerprint: origin.device.fingerprint,
      ip: origin.ipAddress,
      ip_country: origin.place.countryCode,
      ip_location_region: origin.place.region,
      ip_location_city: origin.place.city,
    },
    risk_signals: { device: { known: !signals.some(signal => signal.type === 'NEW_DEVICE') } },
    reasons: signals.map(signal => signal.type),
    threats: [],
    source: 'built_in',
    signals,
  }
}

const known = new Map<string, ReturnType<typeof readDevice>>()

function deviceOf(userAgent: string) {
  const device = known.get(userAgent) ?? readDevice(userAgent)
  known.set(userAgent, device)
  return device
}
