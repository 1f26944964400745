import type { FailureName } from '#lib/failure.ts'

/** What a console route refused, in the words it used. `failure` is `unreachable` when nothing answered at all. */
export class ProblemError extends Error {
  readonly status: number
  readonly failure: FailureName | 'unreachable'

  constructor(status: number, failure: FailureName | 'unreachable', message: string) {
    super(message)
    this.name = 'ProblemError'
    this.status = status
    this.failure = failure
  }
}

/** Reads JSON from a console route. Throws `ProblemError`; who is no longer signed in is led to the sign-in page. */
export async function fetchJson<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init).catch((error: unknown) => {
    if (init?.signal?.aborted) throw error
    throw new ProblemError(0, 'unreachable', 'The server did not answer. Is the network there?')
  })
  if (response.ok) return response.json() as Promise<T>
  const problem = await readProblem(response)
  if (problem.status === 401) goToSignIn()
  throw problem
}

/** Leads to the sign-in page and back here afterwards. */
export function goToSignIn() {
  const here = `${window.location.pathname}${window.location.search}`
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
}

async function readProblem(response: Response): Promise<ProblemError> {
  const body = (await response.json().catch(() => ({}))) as { failure?: FailureName; detail?: string; title?: string }
  const message = body.detail ?? body.title ?? `The server answered ${response.status}`
  return new ProblemError(response.status, body.failure ?? 'server_error', message)
}
