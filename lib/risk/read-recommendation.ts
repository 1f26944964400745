import { z } from 'zod'
import { type Device, deviceIdOf, fitDevice, isMobile, readDevice } from './device.ts'
import { describePlace } from './place.ts'
import {
  RECOMMENDATIONS,
  type Recommendation,
  type RiskRequest,
  type RiskSignal,
  type RiskVerdict,
} from './risk-service.ts'
import { UNKNOWN_SCORE } from './rules.ts'
import { TransmitProblem } from './transmit-problem.ts'

/**
 * Transmit's recommendation, as text, read into a verdict. Lenient: only the recommendation's type must be there, a
 * field of another kind than documented counts as absent, unknown ones are kept in `raw`. Throws INVALID_ANSWER.
 */
export function readRecommendation(text: string, request: RiskRequest): RiskVerdict {
  const raw = parse(text, request.actionToken)
  const { success, data } = RecommendationSchema.safeParse(raw)
  if (!success) throw new TransmitProblem('INVALID_ANSWER', 200)
  const recommendation = data.recommendation.type
  const context = data.context ?? {}
  const place = {
    city: context.ip_location_city ?? null,
    region: context.ip_location_region ?? context.ip_region ?? null,
    countryCode: context.ip_country ?? null,
  }
  return {
    available: true,
    recommendation,
    riskScore: Math.round(data.risk_score ?? SCORE_UNSAID[recommendation]),
    deviceId: deviceIdOf(context.device_id ?? context.device_fingerprint),
    device: deviceOf(context, data.risk_signals?.device ?? {}, request.userAgent),
    ipLocation: describePlace(place),
    signals: signalsOf(data, recommendation),
    raw,
  }
}

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)
const text = optional(z.union([z.string(), z.number().transform(String)]).pipe(z.string().trim().min(1)))
const number = z.union([z.number(), z.string().trim().min(1).transform(Number)])
const record = optional(z.record(z.string(), z.unknown()))
const names = optional(z.array(z.unknown()).transform(list => list.filter(item => typeof item === 'string')))

const RecommendationSchema = z.object({
  // The reference writes the types in capitals, the guides in small letters.
  recommendation: z.object({ type: z.string().toUpperCase().pipe(z.enum(RECOMMENDATIONS)) }),
  risk_score: optional(number.pipe(z.number().min(0).max(100))),
  context: optional(
    z.object({
      device_id: text,
      device_fingerprint: text,
      device_platform: text,
      os_name: text,
      os_version: text,
      browser_name: text,
      browser_version: text,
      user_agent: text,
      ip_country: text,
      ip_region: text,
      ip_location_region: text,
      ip_location_city: text,
    }),
  ),
  risk_signals: optional(z.object({ device: record, network: record })),
  reasons: names,
  threats: names,
})

type Answer = z.infer<typeof RecommendationSchema>
type AnswerContext = NonNullable<Answer['context']>

// Where no score was sent, one that fits the recommendation's band.
const SCORE_UNSAID: Record<Recommendation, number> = { TRUST: 0, ALLOW: 15, CHALLENGE: UNKNOWN_SCORE, DENY: 100 }

function parse(text: string, actionToken: string | null): Record<string, unknown> {
  try {
    const value = storable(JSON.parse(text), actionToken)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // No JSON, or nested beyond reason.
  }
  throw new TransmitProblem('INVALID_ANSWER', 200)
}

// jsonb takes neither NUL nor half a surrogate pair, and the action token is stored as a hash only.
function storable(value: unknown, actionToken: string | null): unknown {
  if (typeof value === 'string') {
    const plain = value.replaceAll('\0', '').toWellFormed()
    return actionToken ? plain.replaceAll(actionToken, '[action token]') : plain
  }
  if (Array.isArray(value)) return value.map(item => storable(item, actionToken))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storable(key, actionToken), storable(item, actionToken)]),
  )
}

function deviceOf(context: AnswerContext, signals: Record<string, unknown>, userAgent: string | null): Device {
  const read = readDevice(context.user_agent ?? userAgent)
  const deviceType = context.device_platform?.toLowerCase() ?? read.deviceType
  const { screen_width: width, screen_height: height } = signals
  return fitDevice({
    browser: context.browser_name ?? read.browser,
    browserVersion: context.browser_name ? (context.browser_version ?? null) : read.browserVersion,
    operatingSystem: context.os_name ?? read.operatingSystem,
    osVersion: context.os_name ? (context.os_version ?? null) : read.osVersion,
    deviceType,
    isMobile: isMobile(deviceType),
    screenResolution: typeof width === 'number' && typeof height === 'number' ? `${width}x${height}` : null,
  })
}

const SEVERITIES: Record<Recommendation, RiskSignal['severity']> = {
  TRUST: 'LOW',
  ALLOW: 'LOW',
  CHALLENGE: 'MEDIUM',
  DENY: 'HIGH',
}

// Facts that Transmit states as true or false, and what each weighs for the one who reads it.
const FLAGS = {
  tor: 'HIGH',
  tampered: 'HIGH',
  spoofed: 'HIGH',
  emulated: 'MEDIUM',
  anonymizer: 'MEDIUM',
  vpn: 'LOW',
  proxy: 'LOW',
  hosting: 'LOW',
  incognito: 'LOW',
  tz_mismatch: 'LOW',
} as const satisfies Record<string, RiskSignal['severity']>

const GRAVITY: Record<RiskSignal['severity'], number> = { HIGH: 2, MEDIUM: 1, LOW: 0 }

// Transmit does not say what a reason adds to its score: points are 0. The gravest come first, else in its own order.
function signalsOf({ reasons = [], threats = [], risk_signals }: Answer, recommendation: Recommendation): RiskSignal[] {
  const stated: Record<string, unknown> = { ...risk_signals?.device, ...risk_signals?.network }
  const found: Omit<RiskSignal, 'points'>[] = [
    ...threats.map(type => ({ type, severity: 'HIGH' as const, evidence: { kind: 'threat' } })),
    ...reasons.map(type => ({ type, severity: SEVERITIES[recommendation], evidence: { kind: 'reason' } })),
    ...Object.entries(FLAGS)
      .filter(([name]) => stated[name] === true)
      .map(([name, severity]) => ({ type: `${name.toUpperCase()}_DETECTED`, severity, evidence: { kind: 'signal' } })),
  ]
  return found
    .toSorted((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity])
    .slice(0, 50)
    .map(signal => ({ ...signal, type: signal.type.slice(0, 50), points: 0 }))
}
