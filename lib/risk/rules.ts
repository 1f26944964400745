import type { Recommendation, RiskSignal } from './risk-service.ts'

// What a score means, for the server and the console alike. Nothing in this file may import from Node.

/** Labels a score. Source: drs_evaluations.risk_score in the schema seed. */
export const RISK_BANDS = {
  LOW: { from: 0, to: 30 },
  MEDIUM: { from: 31, to: 70 },
  HIGH: { from: 71, to: 100 },
} as const
export type RiskBand = keyof typeof RISK_BANDS

/** Selects the list of high-risk logins. It is not the floor of the high band: 70 is labelled medium and yet listed. */
export const HIGH_RISK_SCORE = 70

/** What stands in drs_evaluations when the risk service gave no verdict: the middle of the band that is challenged. */
export const UNKNOWN_SCORE = 50

export const riskBand = (score: number): RiskBand =>
  score >= RISK_BANDS.HIGH.from ? 'HIGH' : score >= RISK_BANDS.MEDIUM.from ? 'MEDIUM' : 'LOW'

export const isHighRisk = (score: number): boolean => score >= HIGH_RISK_SCORE

export type RiskPolicy = {
  /** Attempts, failures, addresses and devices are counted over the last minutes, the present attempt included. */
  windowMinutes: number
  newDevice: { points: number }
  ipVelocity: { moreThan: number; points: number; stuffingShare: number; stuffingPoints: number }
  failedAttempts: { atLeast: number; points: number }
  multipleIps: { moreThan: number; points: number }
  multipleDevices: { moreThan: number; points: number }
  recentHighRisk: { withinDays: number; points: number }
  challengeFrom: number
  denyFrom: number
}

/**
 * The first rule set; thresholds by the step-up seed, "Fraud Detection Use Cases". Each flag of a user challenges alone.
 * A new device or a busy address alone does not: people buy phones, and an office sits behind one address. DENY stands
 * above what strangers can pile on a user from outside (failures + addresses + his own new phone = 85).
 */
export const RISK_POLICY: RiskPolicy = {
  windowMinutes: 10,
  newDevice: { points: 15 },
  ipVelocity: { moreThan: 20, points: 25, stuffingShare: 0.5, stuffingPoints: 45 },
  failedAttempts: { atLeast: 3, points: 35 },
  multipleIps: { moreThan: 5, points: 35 },
  multipleDevices: { moreThan: 3, points: 35 },
  recentHighRisk: { withinDays: 7, points: 35 },
  challengeFrom: RISK_BANDS.MEDIUM.from,
  denyFrom: 90,
}

/** What the database knows about an attempt. Counts over the window hold the present attempt too. */
export type RiskFacts = {
  hasFingerprint: boolean
  /** The user has signed in successfully before, as far back as contexts are kept. */
  signedInBefore: boolean
  /** One of those sign-ins brought a fingerprint. */
  usedFingerprints: boolean
  /** This fingerprint has signed the user in before, or is a trusted device of his. */
  deviceKnown: boolean
  /** Loopback or private: behind it stands a proxy or a test, not one network whose attempts could be counted. */
  addressIsLocal: boolean
  addressAttempts: number
  /** Of these, the ones that did not end in success (yet), the present one left out. */
  addressUnsuccessful: number
  failedAttempts: number
  distinctAddresses: number
  distinctDevices: number
  highRiskEvaluations: number
}

export type Judgement = { riskScore: number; recommendation: Recommendation; signals: RiskSignal[] }

/** Weighs the facts. The score is the sum of the signals' points, at most 100; signals come heaviest first. */
export function judge(facts: RiskFacts, policy: RiskPolicy = RISK_POLICY): Judgement {
  const signals = RULES.map(rule => rule(facts, policy)).filter(signal => signal !== null)
  signals.sort((a, b) => b.points - a.points)
  const total = signals.reduce((sum, signal) => sum + signal.points, 0)
  const riskScore = Math.max(0, Math.min(100, Math.round(total)))
  return { riskScore, recommendation: recommend(riskScore, policy), signals }
}

/** Never TRUST: who is trusted is settled by the user's trusted devices, not by a low score. */
export function recommend(score: number, policy: Pick<RiskPolicy, 'challengeFrom' | 'denyFrom'> = RISK_POLICY) {
  if (score >= policy.denyFrom) return 'DENY'
  return score >= policy.challengeFrom ? 'CHALLENGE' : 'ALLOW'
}

type Rule = (facts: RiskFacts, policy: RiskPolicy) => RiskSignal | null

// A user's first sign-in has no device to be compared with, and one who never brought a fingerprint has none to miss.
// Leaving it out is no way around the rule: who has brought one before and now brings none comes from a new device.
const newDevice: Rule = (facts, { newDevice: { points } }) => {
  const expected = facts.hasFingerprint ? facts.signedInBefore : facts.usedFingerprints
  if (!expected || facts.deviceKnown) return null
  const fingerprint = facts.hasFingerprint ? 'never seen' : 'missing'
  return { type: 'NEW_DEVICE', severity: 'LOW', points, evidence: { fingerprint } }
}

// Many sign-ins that succeed are an office or a carrier's gateway; many that do not are somebody trying passwords.
const ipVelocity: Rule = (facts, { windowMinutes, ipVelocity: limit }) => {
  const { addressAttempts: attempts, addressUnsuccessful: unsuccessful } = facts
  if (facts.addressIsLocal || attempts <= limit.moreThan) return null
  const stuffing = unsuccessful >= attempts * limit.stuffingShare
  return {
    type: 'IP_VELOCITY',
    severity: stuffing ? 'HIGH' : 'MEDIUM',
    points: stuffing ? limit.stuffingPoints : limit.points,
    evidence: { attempts, unsuccessful, threshold: limit.moreThan, windowMinutes },
  }
}

const failedAttempts: Rule = (facts, { windowMinutes, failedAttempts: limit }) =>
  facts.failedAttempts < limit.atLeast
    ? null
    : {
        type: 'MULTIPLE_FAILED_ATTEMPTS',
        severity: 'MEDIUM',
        points: limit.points,
        evidence: { failed: facts.failedAttempts, threshold: limit.atLeast, windowMinutes },
      }

const multipleIps: Rule = (facts, { windowMinutes, multipleIps: limit }) =>
  facts.distinctAddresses <= limit.moreThan
    ? null
    : {
        type: 'MULTIPLE_IPS',
        severity: 'HIGH',
        points: limit.points,
        evidence: { addresses: facts.distinctAddresses, threshold: limit.moreThan, windowMinutes },
      }

const multipleDevices: Rule = (facts, { windowMinutes, multipleDevices: limit }) =>
  facts.distinctDevices <= limit.moreThan
    ? null
    : {
        type: 'MULTIPLE_DEVICES',
        severity: 'HIGH',
        points: limit.points,
        evidence: { devices: facts.distinctDevices, threshold: limit.moreThan, windowMinutes },
      }

// Somebody had this user's password and looked like an attacker: for a week he is asked for more than a password.
const recentHighRisk: Rule = (facts, { recentHighRisk: limit }) =>
  facts.highRiskEvaluations === 0
    ? null
    : {
        type: 'RECENT_HIGH_RISK',
        severity: 'MEDIUM',
        points: limit.points,
        evidence: {
          evaluations: facts.highRiskEvaluations,
          atLeastScore: HIGH_RISK_SCORE,
          withinDays: limit.withinDays,
        },
      }

const RULES: readonly Rule[] = [newDevice, ipVelocity, failedAttempts, multipleIps, multipleDevices, recentHighRisk]
