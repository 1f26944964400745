import type { Database } from '#db/client.ts'

/** Gives a verdict on an authentication. Two answer: the built-in rules over our own tables, and Transmit DRS. */
export interface RiskService {
  /** Never throws for a service that is down: it answers CHALLENGE with `available: false`. */
  evaluate(db: Database, request: RiskRequest): Promise<RiskVerdict>
}

export type RiskRequest = {
  authType: 'INITIAL' | 'STEP_UP'
  /** The session that is stepped up; null at sign-in. */
  sessionId: string | null
  cupid: string
  appId: string
  ipAddress: string
  userAgent: string | null
  deviceFingerprint: string | null
  /** What the client app got from Transmit's browser or mobile SDK. */
  actionToken: string | null
}

export const RECOMMENDATIONS = ['ALLOW', 'CHALLENGE', 'DENY', 'TRUST'] as const
export type Recommendation = (typeof RECOMMENDATIONS)[number]

export type RiskSignal = {
  /** NEW_DEVICE, IP_VELOCITY, … */
  type: string
  severity: 'LOW' | 'MEDIUM' | 'HIGH'
  /** What it adds to the score. */
  points: number
  /** The numbers it was judged by, for people: `{ attempts: 24, windowMinutes: 10 }`. */
  evidence: Record<string, string | number | boolean | null>
}

export type RiskVerdict = {
  /** False when the service could not be asked: the recommendation is then CHALLENGE, and the fact is audited. */
  available: boolean
  recommendation: Recommendation
  /** 0 to 100. */
  riskScore: number
  deviceId: string | null
  device: {
    browser: string | null
    browserVersion: string | null
    operatingSystem: string | null
    osVersion: string | null
    /** mobile, desktop, tablet */
    deviceType: string | null
    isMobile: boolean | null
    screenResolution: string | null
  }
  /** City, State, Country, as far as known. */
  ipLocation: string | null
  signals: RiskSignal[]
  /** The whole answer, as it is kept. */
  raw: Record<string, unknown>
}
