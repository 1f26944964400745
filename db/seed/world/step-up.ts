import { FAILURES } from '#lib/failure.ts'
import type { Recommendation, RiskSignal } from '#lib/risk/risk-service.ts'
import { AMR } from '#lib/tokens/rules.ts'
import { abandon, finish, type Journey, openJourney, tell } from './journey.ts'
import type { Origin } from './origin.ts'
import { proveSecondFactor, type Try } from './second-factor.ts'
import { issueTokens, type LiveSession } from './tokens.ts'

/** What the user wants to do, and why that asks for more than the session has shown. */
export type Action = {
  type: string
  details: Record<string, string | number>
  reason: 'HIGH_VALUE' | 'SENSITIVE_CHANGE' | 'PRIVILEGED_OPERATION' | 'STALE_AUTHENTICATION'
}

export type StepUp = {
  at: Date
  action: Action
  tries: Try[]
  signals?: RiskSignal[]
  recommendation?: Recommendation
  /** Where somebody else than the session's own device asks. */
  origin?: Origin
}

/** A session asked to prove itself again. True when it did: its access token is then issued anew, with more in it. */
export function stepUp(session: LiveSession, input: StepUp): boolean {
  const { world, person, app } = session
  const { action, at, signals, recommendation } = input
  const opening = { person, app, origin: input.origin ?? session.origin, at, session: session.row }
  const journey = openJourney(
    world,
    { ...opening, ...(signals && { signals }), ...(recommendation && { recommendation }) },
    {
      eventType: 'STEP_UP_INITIATED',
      eventData: { action_type: action.type, action_details: action.details, reason: action.reason },
    },
  )
  journey.context.stepUpAction = givenAction(action)
  if (journey.verdict.recommendation === 'DENY') return deny(journey, session)
  const factor = proveSecondFactor(journey, input.tries)
  if (!factor) return giveUp(journey, input.tries)
  session.proof = {
    acr: 'aal2',
    amr: ['pwd', AMR[factor.method]],
    authTime: Math.floor(journey.request.at.getTime() / 1000),
  }
  issueTokens(session, journey.request.at, ['ACCESS', 'ID'])
  session.row.lastActivityAt = journey.request.at
  finish(journey, 'SUCCESS')
  const eventData = { outcome: 'SUCCESS', mfa_method: factor.method, attempts: factor.attempts }
  tell(journey, { eventType: 'STEP_UP_SUCCESS', eventData })
  return true
}

function deny(journey: Journey, session: LiveSession): false {
  const eventData = { outcome: 'FAILED', reason: 'DENIED', error_code: FAILURES.denied.errorCode }
  tell(journey, { eventType: 'STEP_UP_FAILED', severity: 'WARN', eventData })
  finish(journey, 'FAILED')
  Object.assign(session.row, { flaggedAt: journey.request.at, flagReason: 'STEP_UP_DENIED' })
  return false
}

// A user whose push was rejected has failed; one who went away leaves it to the clock.
function giveUp(journey: Journey, tries: Try[]): false {
  abandon(journey)
  if (journey.context.authOutcome !== 'FAILED') return false
  const rejected = tries.findIndex(({ method, result }) => method === 'push' && result === 'wrong')
  const eventData = {
    outcome: 'FAILED',
    mfa_method: 'push',
    attempts: rejected + 1,
    error_code: FAILURES.transaction_expired.errorCode,
  }
  tell(journey, { eventType: 'STEP_UP_FAILED', severity: 'WARN', eventData })
  return false
}

/** The action as the client app sent it: its records hold value and currency among the details. */
function givenAction({ type, details: { value, currency, ...details } }: Action) {
  const amount = { ...(value !== undefined && { value }), ...(currency !== undefined && { currency }) }
  return { type, ...amount, ...(Object.keys(details).length > 0 && { details }) }
}
