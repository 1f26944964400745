import { z } from 'zod'
import { maskAddress } from '#lib/mask.ts'
import type { Recommendation } from '#lib/risk/risk-service.ts'
import { shortPlace } from '#lib/short-place.ts'
import { maskData } from '../trail/present.ts'
import type { AuthenticationRow, MomentRow, StepRow } from './queries.ts'

/** One authentication as the browser gets it. Instants are ISO 8601, UTC. */
export type Authentication = {
  contextId: string
  /** 1 is the sign-in. */
  sequence: number
  type: 'INITIAL' | 'STEP_UP'
  outcome: 'SUCCESS' | 'FAILED' | 'EXPIRED' | 'PENDING'
  /** The risk verdict itself stopped it. */
  denied: boolean
  at: string
  completedAt: string | null
  /** Masked for who may not read personal data. */
  address: string
  place: string | null
  /** "Chrome · Windows" */
  device: string | null
  /** 0 to 100; null where there is no verdict. */
  score: number | null
  recommendation: Recommendation | null
  signals: Signal[]
  /** What the step-up was asked for; null for a sign-in. */
  action: Action | null
  steps: Step[]
}

export type Signal = {
  /** NEW_DEVICE, IP_VELOCITY, … */
  type: string
  points: number | null
  evidence: Record<string, string | number | boolean | null>
}

export type Action = {
  /** TRANSFER, CHANGE_EMAIL, … as the client app named it. */
  type: string
  details: Record<string, string | number | boolean | null>
}

export type Step = {
  kind: 'code' | 'push' | 'choice' | 'esign' | 'bind'
  method: 'sms' | 'voice' | 'push' | null
  result: 'right' | 'wrong' | 'rejected' | 'accepted' | 'declined' | 'unanswered' | 'pending'
  /** When it was answered, or, while it was not, when it was asked. */
  at: string
  /** From the question to the answer. */
  seconds: number | null
  /** Last digits of the number a code went to. */
  phone: string | null
  document: string | null
}

/** The authentications of a session; what each step-up was asked for stands in the audit events beside them. */
export function presentAuthentications(
  rows: AuthenticationRow[],
  moments: MomentRow[],
  masked: boolean,
  now: Date,
): Authentication[] {
  const initiated = new Map(
    moments.flatMap(moment => (moment.event_type === 'STEP_UP_INITIATED' ? [[moment.context_id, moment]] : [])),
  )
  const hide = <Value>(value: Value): Value => (masked ? (maskData(value) as Value) : value)
  return rows.map(row => ({
    contextId: row.contextId,
    sequence: row.authSequence,
    type: row.authType === 'STEP_UP' ? 'STEP_UP' : 'INITIAL',
    outcome: outcomeOf(row, now),
    denied: row.authOutcome === 'FAILED' && row.recommendation === 'DENY',
    at: row.authTime.toISOString(),
    completedAt: row.authCompletedAt?.toISOString() ?? null,
    address: masked ? maskAddress(row.ipAddress) : row.ipAddress,
    place: row.ipLocation && shortPlace(row.ipLocation),
    device: [row.browser, row.operatingSystem].filter(Boolean).join(' · ') || null,
    score: row.riskScore,
    recommendation: row.recommendation as Recommendation | null,
    signals: hide(presentSignals(row)),
    action: hide(presentAction(initiated.get(row.contextId)?.event_data)),
    steps: presentSteps(row.steps, masked),
  }))
}

/** A context lives 15 minutes; one whose time is over is told so before the job has come round to it. */
const CONTEXT_TTL_MS = 15 * 60_000

function outcomeOf({ authOutcome, authTime }: AuthenticationRow, now: Date): Authentication['outcome'] {
  if (authOutcome === 'SUCCESS' || authOutcome === 'FAILED' || authOutcome === 'EXPIRED') return authOutcome
  return now.getTime() - authTime.getTime() > CONTEXT_TTL_MS ? 'EXPIRED' : 'PENDING'
}

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const Scalars = z
  .record(z.string(), z.unknown())
  .transform(given => Object.fromEntries(Object.entries(given).filter(([, value]) => Scalar.safeParse(value).success)))
  .pipe(z.record(z.string(), Scalar))

const KeptSignal = z.object({
  type: z.string(),
  points: z.number().nullable().catch(null),
  evidence: Scalars.catch({}),
})

// The built-in engine keeps its signals whole. Of another service's answer there are the names alone.
function presentSignals({ signals, signalTypes }: AuthenticationRow): Signal[] {
  const kept = z.array(KeptSignal).safeParse(signals)
  if (kept.success) return kept.data
  return (signalTypes ?? []).map(type => ({ type, points: null, evidence: {} }))
}

// `action_type` and `action_details` are the seed's names; an `action` of one piece is the API's.
const Initiated = z.union([
  z
    .object({ action_type: z.string(), action_details: Scalars.catch({}) })
    .transform(({ action_type: type, action_details: details }) => ({ type, details })),
  z.object({ action: z.object({ type: z.string() }).loose() }).transform(({ action: { type, details, ...rest } }) => ({
    type,
    details: { ...Scalars.catch({}).parse(rest), ...Scalars.catch({}).parse(details) },
  })),
])

function presentAction(eventData: unknown): Action | null {
  const read = Initiated.safeParse(eventData)
  return read.success ? read.data : null
}

function presentSteps(rows: StepRow[], masked: boolean): Step[] {
  // The choice of a method is only told where it went no further.
  const told = rows.filter((row, index) => row.type !== 'MFA_INITIATE' || index === rows.length - 1)
  return told
    .filter(row => row.type !== 'MFA_INITIATE' || row.status !== 'CONSUMED')
    .map(row => ({
      kind: kindOf(row),
      method: row.mfaMethod as Step['method'],
      result: resultOf(row),
      at: (row.consumedAt ?? row.createdAt).toISOString(),
      seconds: secondsOf(row),
      phone: masked ? null : phoneOf(row, rows),
      document: row.esignDocumentId,
    }))
}

function kindOf({ type }: StepRow): Step['kind'] {
  if (type === 'MFA_VERIFY') return 'code'
  if (type === 'MFA_PUSH_VERIFY') return 'push'
  if (type === 'MFA_INITIATE') return 'choice'
  return type === 'DEVICE_BIND' ? 'bind' : 'esign'
}

function resultOf(row: StepRow): Step['result'] {
  if (row.status === 'PENDING') return 'pending'
  if (row.status === 'EXPIRED' || row.verificationResult === 'TIMEOUT') return 'unanswered'
  if (row.type === 'MFA_PUSH_VERIFY' && row.verificationResult === 'INCORRECT') return 'rejected'
  if (row.verificationResult) return row.verificationResult === 'CORRECT' ? 'right' : 'wrong'
  if (row.type === 'DEVICE_BIND') return row.deviceBindDecision === 'ACCEPTED' ? 'accepted' : 'declined'
  if (row.status === 'REJECTED') return row.type === 'MFA_PUSH_VERIFY' ? 'rejected' : 'declined'
  return 'accepted'
}

function secondsOf({ createdAt, consumedAt, status }: StepRow): number | null {
  if (!consumedAt || status === 'EXPIRED') return null
  return Math.round((consumedAt.getTime() - createdAt.getTime()) / 1000)
}

// The numbers were offered one step earlier, where the user chose.
function phoneOf(row: StepRow, rows: StepRow[]): string | null {
  if (row.mfaOptionId === null) return null
  const options = rows.flatMap(step => (step.createdAt <= row.createdAt ? (step.mfaOptions ?? []) : []))
  return options.find(option => option.mfa_option_id === row.mfaOptionId)?.phone_last_four ?? null
}
