import { BreakerOpen, createBreaker } from '#lib/breaker.ts'
import { Failure } from '#lib/failure.ts'
import type { Log } from '#lib/log.ts'
import { builtInRisk, placeOf } from './built-in.ts'
import { type TransmitAccess, type TransmitCaller, transmitCaller } from './call-transmit.ts'
import { deviceIdOf, readDevice } from './device.ts'
import { describePlace } from './place.ts'
import { readRecommendation } from './read-recommendation.ts'
import type { RiskRequest, RiskService, RiskVerdict } from './risk-service.ts'
import { UNKNOWN_SCORE } from './rules.ts'
import { TRANSMIT_PROBLEMS, TransmitProblem } from './transmit-problem.ts'

export type TransmitOptions = Omit<TransmitAccess, 'timeoutMs' | 'fetch'> & {
  /** Default 800. */
  timeoutMs?: number
  log?: Log
  fetch?: typeof globalThis.fetch
}

/** What became of the sign-in or step-up that an action token stands for. Values: Transmit's "Report action result". */
export type ActionOutcome = {
  result: 'success' | 'failure' | 'incomplete'
  userId?: string
  challengeType?: 'sms_otp' | 'voice_otp' | 'push_otp' | 'email_otp' | 'totp' | 'password' | 'passkey'
}

export type TransmitRisk = RiskService & {
  /** False when Transmit will not take this one, ever; throws Failure('dependency_unavailable') when later may do. */
  reportOutcome(actionToken: string, outcome: ActionOutcome): Promise<boolean>
}

/**
 * Asks Transmit. No answer in time, or none that can be read, is CHALLENGE with `available: false`. A request without an
 * action token is one that Transmit has seen nothing of: the built-in rules judge it.
 */
export function transmitRisk(options: TransmitOptions): TransmitRisk {
  const { timeoutMs = 800, log, fetch = globalThis.fetch } = options
  const transmit = transmitCaller({ ...options, timeoutMs, fetch })
  const breaker = createBreaker(isFault, state => log?.warn({ state }, 'transmit breaker changed'))
  // Its own: while outcomes are refused, sign-ins are still judged.
  const outcomeBreaker = createBreaker(isFault, state => log?.warn({ state }, 'transmit outcome breaker changed'))
  const builtIn = builtInRisk(log ? { log } : {})
  const askOnce = oncePerToken(request => breaker(() => recommendationFor(transmit, request)))

  return {
    async evaluate(db, request) {
      if (!request.actionToken) return withFallbackNote(await builtIn.evaluate(db, request))
      try {
        return await askOnce(request)
      } catch (error) {
        const problem = error instanceof BreakerOpen ? new TransmitProblem('BREAKER_OPEN') : error
        if (!(problem instanceof TransmitProblem)) throw problem
        log?.warn({ problem: problem.problem, status: problem.status }, 'transmit gave no verdict')
        return unavailable(problem, request, log)
      }
    },
    async reportOutcome(actionToken, outcome) {
      try {
        await outcomeBreaker(() => sendOutcome(transmit, actionToken, outcome))
        return true
      } catch (error) {
        if (error instanceof TransmitProblem && !isFault(error)) return false
        throw new Failure('dependency_unavailable', { cause: error })
      }
    },
  }
}

async function recommendationFor(transmit: TransmitCaller, request: RiskRequest): Promise<RiskVerdict> {
  const path = `/risk/v1/recommendation?${new URLSearchParams({ action_token: request.actionToken! })}`
  const ask = async () => readRecommendation(await transmit.call({ method: 'GET', path }), request)
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof TransmitProblem) || !TRANSMIT_PROBLEMS[error.problem].retry) throw error
    // The one before may have arrived all the same: then it is we who used the token, and nobody is to be accused.
    return ask().catch(again => Promise.reject(isReuse(again) ? error : again))
  }
}

const isReuse = (error: unknown) => error instanceof TransmitProblem && error.problem === 'TOKEN_REUSED'

// A sign-in takes less from the look at used tokens to the row that marks this one used.
const REMEMBER_MS = 30_000

/**
 * One question for each action token, however many sign-ins bring it at once: asked twice, Transmit would block its user.
 * The same user sending twice gets the same verdict, and the second is refused when it is written; another user's is a
 * reuse. What came to nothing may be asked again.
 */
function oncePerToken(ask: (request: RiskRequest) => Promise<RiskVerdict>) {
  const asked = new Map<string, { cupid: string; at: number; verdict: Promise<RiskVerdict> }>()
  const forgetOld = () => {
    for (const [token, { at }] of asked) {
      if (performance.now() - at < REMEMBER_MS) return
      asked.delete(token)
    }
  }
  return async (request: RiskRequest): Promise<RiskVerdict> => {
    forgetOld()
    const token = request.actionToken ?? ''
    const before = asked.get(token)
    if (before && before.cupid !== request.cupid) throw new TransmitProblem('TOKEN_REUSED')
    if (before) return before.verdict
    const verdict = ask(request)
    asked.set(token, { cupid: request.cupid, at: performance.now(), verdict })
    verdict.catch(() => asked.delete(token))
    return verdict
  }
}

const isFault = (error: unknown) => error instanceof TransmitProblem && TRANSMIT_PROBLEMS[error.problem].fault

async function sendOutcome(transmit: TransmitCaller, actionToken: string, outcome: ActionOutcome) {
  const { result, userId, challengeType } = outcome
  const body = { action_token: actionToken, result, user_id: userId, challenge_type: challengeType }
  await transmit.call({ method: 'POST', path: '/risk/v1/action/result', body })
}

const withFallbackNote = (verdict: RiskVerdict): RiskVerdict => ({
  ...verdict,
  raw: { ...verdict.raw, fallback_reason: 'NO_ACTION_TOKEN' },
})

/** Never a silent ALLOW (ASVS 16.5.2): what is not known is challenged, and says why. */
function unavailable({ problem, status }: TransmitProblem, request: RiskRequest, log?: Log): RiskVerdict {
  const reused = problem === 'TOKEN_REUSED'
  const type = reused ? 'ACTION_TOKEN_REUSED' : 'RISK_SERVICE_UNAVAILABLE'
  return {
    available: false,
    recommendation: 'CHALLENGE',
    riskScore: UNKNOWN_SCORE,
    deviceId: deviceIdOf(request.deviceFingerprint),
    device: readDevice(request.userAgent),
    ipLocation: describePlace(placeOf(request.ipAddress, log)),
    signals: [
      {
        type,
        severity: reused ? 'HIGH' : 'MEDIUM',
        points: UNKNOWN_SCORE,
        evidence: { reason: problem, status },
      },
    ],
    raw: {
      source: 'transmit',
      available: false,
      reason: problem,
      status,
      recommendation: { type: 'CHALLENGE' },
      risk_score: UNKNOWN_SCORE,
      issued_at: Date.now(),
      reasons: [type],
      context: { ip: request.ipAddress, user_agent: request.userAgent, user_id: request.cupid },
    },
  }
}
