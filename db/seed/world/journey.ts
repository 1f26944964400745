import type { AuditEvent } from '#lib/audit/schema.ts'
import type { Recommendation, RiskSignal } from '#lib/risk/risk-service.ts'
import type { ClientApp } from '../client-apps.ts'
import { appRequest, jobRun, type Request, record } from './audit.ts'
import { evaluationRow, judgeSignals, type Verdict } from './evaluation.ts'
import type { Origin } from './origin.ts'
import type { Person } from './people.ts'
import { later, MINUTE, nextRound, SECOND } from './time.ts'
import type { ContextRow, TransactionRow, World } from './world.ts'

/** An authentication under way: its context, the step that is open, and the request it stands at. */
export type Journey = {
  world: World
  person: Person
  app: ClientApp
  origin: Origin
  context: ContextRow
  verdict: Verdict
  steps: TransactionRow[]
  request: Request
  trail: string
}

export type Opening = {
  person: Person
  app: ClientApp
  origin: Origin
  at: Date
  signals?: RiskSignal[]
  /** Where the risk service said other than its score. */
  recommendation?: Recommendation
  /** The session that is stepped up. */
  session?: { sessionId: string; contextId: string }
}

/** Begins one: the context, the verdict on it, and the events of both, `first` before the evaluation's. */
export function openJourney(
  world: World,
  opening: Opening,
  first: Pick<AuditEvent, 'eventType' | 'eventData'>,
): Journey {
  const { person, app, origin, at, session } = opening
  const request = appRequest(world, at, app, origin)
  const context = contextRow(world, opening, request.correlationId)
  const verdict = judgeSignals(opening.signals ?? [], opening.recommendation)
  const evaluation = evaluationRow(world, context, origin, later(at, world.random.int(60, 190)), verdict)
  world.rows.contexts.push(context)
  world.rows.evaluations.push(evaluation)
  const trail = session?.contextId ?? context.contextId
  const journey: Journey = { world, person, app, origin, context, verdict, steps: [], request, trail }
  journey.request = { ...request, at: later(evaluation.createdAt, world.random.int(20, 60)) }
  tell(journey, first, {
    eventType: 'DRS_EVALUATION',
    eventData: {
      evaluation_id: evaluation.evaluationId,
      recommendation: verdict.recommendation,
      risk_score: verdict.riskScore,
      signals: verdict.signals.map(signal => signal.type),
    },
  })
  return journey
}

/** Records events of the request the journey stands at. */
export function tell(journey: Journey, ...events: AuditEvent[]): void {
  const { contextId, cupid, authType, sessionId } = journey.context
  const common = { contextId, cupid, authType: authType as 'INITIAL' | 'STEP_UP', sessionId }
  record(journey.world, journey.trail, journey.request, ...events.map(event => ({ ...common, ...event })))
}

/** The user's next request, some seconds on. */
export function proceed(journey: Journey, seconds: number): void {
  const at = later(journey.request.at, Math.round(seconds * SECOND))
  journey.request = appRequest(journey.world, at, journey.app, journey.origin)
}

type Step = Pick<TransactionRow, 'transactionType' | 'phase'> & Partial<TransactionRow>

/** The next step of the journey, PENDING. */
export function openStep(journey: Journey, step: Step, ttlSeconds: number): TransactionRow {
  const { at } = journey.request
  const row: TransactionRow = {
    ...NO_STEP,
    transactionId: journey.world.random.uuid(at),
    contextId: journey.context.contextId,
    parentTransactionId: journey.steps.at(-1)?.transactionId ?? null,
    sequenceNumber: journey.steps.length + 1,
    createdAt: at,
    expiresAt: later(at, ttlSeconds * SECOND),
    ...step,
  }
  journey.context.requiresAdditionalSteps = true
  journey.steps.push(row)
  journey.world.rows.transactions.push(row)
  return row
}

/** Ends a step, by the request the journey stands at. */
export function closeStep(journey: Journey, step: TransactionRow, result: Partial<TransactionRow> = {}): void {
  Object.assign(step, { transactionStatus: 'CONSUMED', consumedAt: journey.request.at, ...result })
}

export function finish(journey: Journey, outcome: 'SUCCESS' | 'FAILED'): void {
  journey.context.authOutcome = outcome
  journey.context.completedAt = journey.request.at
}

/** The user went away: what is pending runs out, and the jobs of their next round say so. Nothing, where it is over. */
export function abandon(journey: Journey): void {
  const { world, context } = journey
  if (context.authOutcome !== null) return
  const step = journey.steps.findLast(row => row.transactionStatus === 'PENDING')
  const stepRound = step && nextRound(step.expiresAt, 5 * MINUTE)
  if (step && stepRound && stepRound <= world.now) {
    const verifies = step.transactionType === 'MFA_VERIFY' || step.transactionType === 'MFA_PUSH_VERIFY'
    const result = verifies ? 'TIMEOUT' : step.verificationResult
    Object.assign(step, { transactionStatus: 'EXPIRED', consumedAt: stepRound, verificationResult: result })
    journey.request = jobRun(stepRound)
    tell(journey, {
      eventType: 'TRANSACTION_EXPIRED',
      transactionId: step.transactionId,
      eventData: { transaction_type: step.transactionType },
    })
  }
  const contextRound = nextRound(context.expiresAt, 15 * MINUTE)
  if (contextRound > world.now) return
  Object.assign(context, { authOutcome: 'EXPIRED', completedAt: contextRound })
  journey.request = jobRun(contextRound)
  tell(journey, { eventType: 'CONTEXT_EXPIRED', eventData: { app_id: context.appId } })
}

function contextRow(
  world: World,
  { person, app, origin, at, session }: Opening,
  correlationId: string | null,
): ContextRow {
  return {
    contextId: world.random.uuid(at),
    guid: person.guid,
    cupid: person.cupid,
    username: person.username,
    appId: app.clientId,
    appVersion: app.version,
    deviceFingerprint: origin.device.fingerprint,
    ipAddress: origin.ipAddress,
    correlationId,
    requiresAdditionalSteps: false,
    authOutcome: null,
    completedAt: null,
    createdAt: at,
    expiresAt: later(at, 15 * MINUTE),
    authType: session ? 'STEP_UP' : 'INITIAL',
    sessionId: session?.sessionId ?? null,
    stepUpAction: null,
  }
}

const NO_STEP = {
  transactionStatus: 'PENDING',
  mfaMethod: null,
  mfaOptionId: null,
  mfaOptions: null,
  mobileApproveStatus: null,
  displayNumber: null,
  selectedNumber: null,
  verificationResult: null,
  attemptNumber: null,
  esignDocumentId: null,
  esignVersion: null,
  esignAction: null,
  deviceBindDecision: null,
  consumedAt: null,
} as const satisfies Partial<TransactionRow>
