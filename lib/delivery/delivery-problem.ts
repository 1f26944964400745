import { Failure } from '#lib/failure.ts'

/**
 * Why a carrier did not take a message. `retry`: it may later. `outage`: it is ill, which the breaker counts; what one
 * number provoked is not, or a user with a bad number could stop the codes of everyone.
 */
export const DELIVERY_PROBLEMS = {
  TIMEOUT: { retry: true, outage: true },
  UNREACHABLE: { retry: true, outage: true },
  SERVER_ERROR: { retry: true, outage: true },
  INVALID_ANSWER: { retry: true, outage: true },
  RATE_LIMITED: { retry: true, outage: false },
  BREAKER_OPEN: { retry: true, outage: false },
  /** The worker's own fault, or the database's; its log says more. */
  INTERNAL_ERROR: { retry: true, outage: false },
  UNAUTHORIZED: { retry: false, outage: false },
  REFUSED: { retry: false, outage: false },
  INVALID_NUMBER: { retry: false, outage: false },
  OPTED_OUT: { retry: false, outage: false },
  /** Nothing is configured that brings messages of this kind. */
  NO_CARRIER: { retry: false, outage: false },
  /** The queued message does not open with this installation's SECRET_KEY. */
  UNREADABLE: { retry: false, outage: false },
} as const

export type DeliveryProblemName = keyof typeof DELIVERY_PROBLEMS

type Details = { status?: number | undefined; vendorCode?: number | undefined; retryAfterSeconds?: number | undefined }

/** Holds nothing of the message, neither number nor code, nor the carrier's words, which repeat them. */
export class DeliveryProblem extends Error {
  override name = 'DeliveryProblem'
  readonly problem: DeliveryProblemName
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** The carrier's own number for it: Twilio's error code. */
  readonly vendorCode: number | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(problem: DeliveryProblemName, details: Details = {}) {
    super([problem, details.status, details.vendorCode].filter(Boolean).join(' '))
    this.problem = problem
    this.status = details.status
    this.vendorCode = details.vendorCode
    this.retryAfterSeconds = details.retryAfterSeconds
  }

  /** As `Delivery.send` throws it. */
  toFailure(): Failure {
    const { retry } = DELIVERY_PROBLEMS[this.problem]
    return new Failure(retry ? 'dependency_unavailable' : 'mfa_method_invalid', {
      cause: this,
      ...(this.retryAfterSeconds !== undefined && { retryAfterSeconds: this.retryAfterSeconds }),
    })
  }
}

/** The problem behind whatever `Delivery.send` threw. */
export function problemBehind(error: unknown): DeliveryProblem {
  if (!(error instanceof Failure)) return new DeliveryProblem('INTERNAL_ERROR')
  const { cause, retryAfterSeconds } = error.details
  if (cause instanceof DeliveryProblem) return cause
  const laterMayDo = error.failure === 'dependency_unavailable'
  return new DeliveryProblem(laterMayDo ? 'UNREACHABLE' : 'REFUSED', { retryAfterSeconds })
}

/** Null when the carrier took it. Source: Twilio's statuses, and Standard Webhooks for what else a receiver may say. */
export function problemOfStatus(status: number, retryAfter: string | null): DeliveryProblem | null {
  if (status >= 200 && status < 300) return null
  return new DeliveryProblem(problemNamed(status), { status, retryAfterSeconds: readRetryAfter(retryAfter) })
}

function problemNamed(status: number): DeliveryProblemName {
  if (status === 401 || status === 403) return 'UNAUTHORIZED'
  if (status === 429) return 'RATE_LIMITED'
  if (status >= 500 || status === 408 || status === 425) return 'SERVER_ERROR'
  // A redirect is not followed: a code goes where the operator said and nowhere else.
  return 'REFUSED'
}

/** Seconds, or a date (RFC 9110 §10.2.3). */
function readRetryAfter(value: string | null): number | undefined {
  if (!value) return undefined
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}
