/**
 * Why Transmit gave no verdict. `retry`: asking once more may help. `fault`: the service is ill, which the breaker counts;
 * what one action token provoked is not, or a caller with worn-out tokens could shut the service off for everyone.
 */
export const TRANSMIT_PROBLEMS = {
  TIMEOUT: { retry: true, fault: true },
  UNREACHABLE: { retry: true, fault: true },
  SERVER_ERROR: { retry: true, fault: true },
  INVALID_ANSWER: { retry: false, fault: true },
  RATE_LIMITED: { retry: false, fault: true },
  UNAUTHORIZED: { retry: false, fault: true },
  FORBIDDEN: { retry: false, fault: true },
  REQUEST_REFUSED: { retry: false, fault: false },
  TOKEN_REUSED: { retry: false, fault: false },
  BREAKER_OPEN: { retry: false, fault: false },
} as const

export type TransmitProblemName = keyof typeof TRANSMIT_PROBLEMS

/** Holds nothing of the request: neither its address, which carries the action token, nor what was answered. */
export class TransmitProblem extends Error {
  override name = 'TransmitProblem'
  readonly problem: TransmitProblemName
  /** The HTTP status, where there was an answer. */
  readonly status: number | null

  constructor(problem: TransmitProblemName, status: number | null = null) {
    super(status === null ? problem : `${problem} (${status})`)
    this.problem = problem
    this.status = status
  }
}

/** The problem that an HTTP status stands for; null for 200. Statuses: Transmit's "Get recommendation". */
export function problemOf(status: number): TransmitProblem | null {
  if (status === 200 || status === 201) return null
  return new TransmitProblem(problemNamed(status), status)
}

function problemNamed(status: number): TransmitProblemName {
  if (status === 401) return 'UNAUTHORIZED'
  if (status === 403) return 'FORBIDDEN'
  if (status === 429) return 'RATE_LIMITED'
  if (status === 463) return 'TOKEN_REUSED'
  if (status >= 500) return 'SERVER_ERROR'
  return status >= 400 ? 'REQUEST_REFUSED' : 'INVALID_ANSWER'
}
