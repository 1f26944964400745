import type { RiskSignal } from '#lib/risk/risk-service.ts'
import { HIGH_RISK_SCORE, RISK_POLICY } from '#lib/risk/rules.ts'
import { type Place, placeName } from './places.ts'

// What the risk service found, with the numbers it was judged by. Points of the built-in rules are theirs; the others
// are signals that a risk service with a longer memory gives.

const { windowMinutes } = RISK_POLICY

export const newDevice = (): RiskSignal => ({
  type: 'NEW_DEVICE',
  severity: 'LOW',
  points: RISK_POLICY.newDevice.points,
  evidence: { fingerprint: 'never seen' },
})

export const newLocation = (place: Place, usual: Place): RiskSignal => ({
  type: 'NEW_LOCATION',
  severity: 'LOW',
  points: 15,
  evidence: { place: placeName(place), usual: placeName(usual) },
})

export const unusualHour = (localHour: number): RiskSignal => ({
  type: 'UNUSUAL_HOUR',
  severity: 'LOW',
  points: 10,
  evidence: { localHour, usualFrom: 7, usualTo: 23 },
})

export const longAbsence = (days: number): RiskSignal => ({
  type: 'LONG_ABSENCE',
  severity: 'LOW',
  points: 10,
  evidence: { days },
})

export const failedAttempts = (failed: number): RiskSignal => ({
  type: 'MULTIPLE_FAILED_ATTEMPTS',
  severity: 'MEDIUM',
  points: RISK_POLICY.failedAttempts.points,
  evidence: { failed, threshold: RISK_POLICY.failedAttempts.atLeast, windowMinutes },
})

export const multipleAddresses = (addresses: number): RiskSignal => ({
  type: 'MULTIPLE_IPS',
  severity: 'HIGH',
  points: RISK_POLICY.multipleIps.points,
  evidence: { addresses, threshold: RISK_POLICY.multipleIps.moreThan, windowMinutes },
})

/** Most of the attempts succeed: an office, or a carrier's gateway. */
export const busyAddress = (attempts: number, unsuccessful: number): RiskSignal => ({
  type: 'IP_VELOCITY',
  severity: 'MEDIUM',
  points: RISK_POLICY.ipVelocity.points,
  evidence: { attempts, unsuccessful, threshold: RISK_POLICY.ipVelocity.moreThan, windowMinutes },
})

/** Most of the attempts fail: somebody tries passwords. */
export const stuffedAddress = (attempts: number, unsuccessful: number): RiskSignal => ({
  type: 'IP_VELOCITY',
  severity: 'HIGH',
  points: RISK_POLICY.ipVelocity.stuffingPoints,
  evidence: { attempts, unsuccessful, threshold: RISK_POLICY.ipVelocity.moreThan, windowMinutes },
})

export const recentHighRisk = (evaluations: number): RiskSignal => ({
  type: 'RECENT_HIGH_RISK',
  severity: 'MEDIUM',
  points: RISK_POLICY.recentHighRisk.points,
  evidence: { evaluations, atLeastScore: HIGH_RISK_SCORE, withinDays: RISK_POLICY.recentHighRisk.withinDays },
})

export const hostingNetwork = (network: string): RiskSignal => ({
  type: 'HOSTING_NETWORK',
  severity: 'MEDIUM',
  points: 9,
  evidence: { network },
})

export const impossibleTravel = (from: Place, to: Place, km: number, minutes: number): RiskSignal => ({
  type: 'IMPOSSIBLE_TRAVEL',
  severity: 'HIGH',
  points: 40,
  evidence: { from: placeName(from), to: placeName(to), km, minutes },
})

export const userAgentChanged = (was: string, is: string): RiskSignal => ({
  type: 'USER_AGENT_CHANGED',
  severity: 'HIGH',
  points: 20,
  evidence: { was, is },
})

export const highValue = (value: number, currency: string): RiskSignal => ({
  type: 'HIGH_VALUE',
  severity: 'LOW',
  points: 20,
  evidence: { value, currency, threshold: 10_000 },
})

export const privilegedOperation = (operation: string): RiskSignal => ({
  type: 'PRIVILEGED_OPERATION',
  severity: 'LOW',
  points: 18,
  evidence: { operation },
})
