import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/client.ts'
import type { Log } from '#lib/log.ts'
import { deviceIdOf, readDevice } from './device.ts'
import { isLocal } from './local-address.ts'
import { describePlace, findPlace, type Place } from './place.ts'
import { getRiskFacts } from './queries.ts'
import type { RiskRequest, RiskService, RiskVerdict } from './risk-service.ts'
import { HIGH_RISK_SCORE, type Judgement, judge, RISK_POLICY, type RiskFacts, type RiskPolicy } from './rules.ts'

export type BuiltInOptions = { policy?: RiskPolicy; log?: Log }

/** Judges by our own tables. Throws only when the database is down, as everything else does then. */
export function builtInRisk({ policy = RISK_POLICY, log }: BuiltInOptions = {}): RiskService {
  return {
    async evaluate(db: Database, request: RiskRequest): Promise<RiskVerdict> {
      const [row] = await getRiskFacts(db, {
        cupid: request.cupid,
        ip_address: request.ipAddress,
        device_fingerprint: request.deviceFingerprint,
        window_minutes: policy.windowMinutes,
        high_risk_days: policy.recentHighRisk.withinDays,
        high_risk_score: HIGH_RISK_SCORE,
      })
      const { judgedAt, ...counted } = row!
      const facts = { ...counted, addressIsLocal: isLocal(request.ipAddress) }
      const judgement = judge(facts, policy)
      const device = readDevice(request.userAgent)
      const place = placeOf(request.ipAddress, log)
      return {
        available: true,
        ...judgement,
        deviceId: deviceIdOf(request.deviceFingerprint),
        device,
        ipLocation: describePlace(place),
        raw: rawAnswer(request, { judgement, facts, device, place, judgedAt }),
      }
    },
  }
}

/** Null as well when the place database cannot be read: a sign-in does not fail for want of a map. */
export function placeOf(ipAddress: string, log?: Log): Place | null {
  try {
    return findPlace(ipAddress)
  } catch (error) {
    log?.error({ err: error }, 'place database not readable')
    return null
  }
}

type Answer = {
  judgement: Judgement
  facts: RiskFacts
  device: RiskVerdict['device']
  place: Place | null
  judgedAt: number
}

// The shape of Transmit's recommendation, so that one reader serves both; `source` and `signals` are ours.
function rawAnswer(request: RiskRequest, { judgement, facts, device, place, judgedAt }: Answer) {
  const issuedAt = Math.floor(judgedAt)
  return {
    id: uuidv7(),
    issued_at: issuedAt,
    recommendation: { type: judgement.recommendation },
    risk_score: judgement.riskScore,
    context: {
      action_type: request.authType === 'INITIAL' ? 'login' : 'step_up',
      action_performed_at: issuedAt,
      application_id: request.appId,
      user_id: request.cupid,
      session_id: request.sessionId,
      device_id: deviceIdOf(request.deviceFingerprint),
      device_fingerprint: request.deviceFingerprint,
      device_platform: device.deviceType,
      os_name: device.operatingSystem,
      os_version: device.osVersion,
      browser_name: device.browser,
      browser_version: device.browserVersion,
      user_agent: request.userAgent,
      ip: request.ipAddress,
      ip_country: place?.countryCode ?? null,
      ip_location_region: place?.region ?? null,
      ip_location_city: place?.city ?? null,
    },
    risk_signals: {
      device: { known: facts.deviceKnown },
      network: {
        ip_attempts_in_window: facts.addressAttempts,
        ip_unsuccessful_in_window: facts.addressUnsuccessful,
      },
      behavior: {},
      history: {
        signed_in_before: facts.signedInBefore,
        user_failed_in_window: facts.failedAttempts,
        user_ip_count_in_window: facts.distinctAddresses,
        user_device_count_in_window: facts.distinctDevices,
        user_high_risk_evaluations: facts.highRiskEvaluations,
      },
    },
    reasons: judgement.signals.map(signal => signal.type),
    threats: [],
    source: 'built_in',
    signals: judgement.signals,
  }
}
