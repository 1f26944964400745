import type { FailureName } from '#lib/failure.ts'

export type Refusal = { failure: FailureName | 'unreachable'; retryAfterSeconds: number | null }

/** Asks next-auth to sign an agent in. Null when it did: the cookie is set. */
export async function requestSignIn(username: string, password: string): Promise<Refusal | null> {
  try {
    const { csrfToken } = await readJson<{ csrfToken: string }>(await fetch('/api/auth/csrf'))
    const body = new URLSearchParams({ csrfToken, username, password, json: 'true' })
    const answer = await fetch('/api/auth/callback/directory', { method: 'POST', body })
    const { url } = await readJson<{ url: string }>(answer)
    return readRefusal(new URL(url, window.location.origin).searchParams)
  } catch {
    return { failure: 'unreachable', retryAfterSeconds: null }
  }
}

/** What next-auth says in the address it leads to: `error=failure` or `error=failure:seconds`. */
export function readRefusal(params: URLSearchParams): Refusal | null {
  if (params.has('csrf')) return { failure: 'server_error', retryAfterSeconds: null }
  const error = params.get('error')
  if (!error) return null
  const [failure, seconds] = error.split(':')
  return { failure: failure as FailureName, retryAfterSeconds: seconds ? Number.parseInt(seconds, 10) || null : null }
}

async function readJson<T>(response: Response): Promise<T> {
  if (!response.headers.get('content-type')?.includes('json')) throw new Error(`answered ${response.status}`)
  return response.json() as Promise<T>
}
