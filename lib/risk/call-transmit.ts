import { problemOf, TransmitProblem } from './transmit-problem.ts'

export type TransmitAccess = {
  baseUrl: string
  clientId: string
  clientSecret: string
  /** For one attempt as a whole: access token, if one is needed, and answer. */
  timeoutMs: number
  fetch: typeof globalThis.fetch
}

export type TransmitCall = { path: string; method: 'GET' | 'POST'; body?: unknown }

export type TransmitCaller = {
  /** One attempt with a valid access token. Gives the body as text; throws TransmitProblem. */
  call(request: TransmitCall): Promise<string>
}

/** Transmit's risk API behind its client-credentials token (RFC 6749 §4.4), which is fetched once for all callers. */
export function transmitCaller(access: TransmitAccess): TransmitCaller {
  const tokens = accessTokens(access)
  return {
    async call(request) {
      const signal = AbortSignal.timeout(access.timeoutMs)
      const token = await within(signal, tokens.get())
      try {
        return await send(access, request, token, signal)
      } catch (error) {
        if (!(error instanceof TransmitProblem) || error.problem !== 'UNAUTHORIZED') throw error
      }
      // Revoked or expired before its time: a new one, once.
      tokens.forget(token)
      return send(access, request, await within(signal, tokens.get()), signal)
    },
  }
}

// An answer is a few kilobytes; what is larger is not one, and would be stored with every evaluation.
const MAX_ANSWER_LENGTH = 256 * 1024

async function send(access: TransmitAccess, { path, method, body }: TransmitCall, token: string, signal: AbortSignal) {
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  return answer(access, path, { method, headers, body: body === undefined ? null : JSON.stringify(body), signal })
}

async function answer(access: TransmitAccess, path: string, init: RequestInit & { signal: AbortSignal }) {
  try {
    const response = await access.fetch(`${access.baseUrl.replace(/\/+$/, '')}${path}`, { ...init, redirect: 'manual' })
    const problem = problemOf(response.status)
    if (problem) {
      await response.body?.cancel()
      throw problem
    }
    const text = await response.text()
    if (text.length > MAX_ANSWER_LENGTH) throw new TransmitProblem('INVALID_ANSWER', response.status)
    return text
  } catch (error) {
    if (error instanceof TransmitProblem) throw error
    throw new TransmitProblem(init.signal.aborted ? 'TIMEOUT' : 'UNREACHABLE')
  }
}

type AccessTokens = { get(): Promise<string>; forget(token: string): void }

function accessTokens(access: TransmitAccess): AccessTokens {
  let held: { token: string; renewAt: number } | null = null
  let flight: Promise<string> | null = null

  async function renew() {
    const askedAt = performance.now()
    const { token, lifetimeMs } = await requestToken(access)
    // Renewed a little early, and counted from the asking: no request leaves with a token that dies on its way.
    held = { token, renewAt: askedAt + lifetimeMs - Math.min(60_000, lifetimeMs / 10) }
    return token
  }

  return {
    async get() {
      if (held && performance.now() < held.renewAt) return held.token
      flight ??= renew().finally(() => {
        flight = null
      })
      return flight
    },
    forget(token) {
      if (held?.token === token) held = null
    },
  }
}

async function requestToken(access: TransmitAccess) {
  const request = {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: access.clientId,
      client_secret: access.clientSecret,
      grant_type: 'client_credentials',
      resource: 'https://risk.identity.security',
    }),
    // Its own limit: the flight is shared, and the caller that began it may give up before the others.
    signal: AbortSignal.timeout(access.timeoutMs),
  }
  try {
    return readToken(await answer(access, '/oidc/token', request))
  } catch (error) {
    // `invalid_client` is a 400 or a 401 (RFC 6749 §5.2): here it is our credentials that are refused, not one sign-in.
    const refused = error instanceof TransmitProblem && error.problem === 'REQUEST_REFUSED'
    throw refused ? new TransmitProblem('UNAUTHORIZED', error.status) : error
  }
}

function readToken(text: string): { token: string; lifetimeMs: number } {
  const { access_token: token, expires_in: seconds } = parseObject(text)
  if (typeof token !== 'string' || token === '') throw new TransmitProblem('INVALID_ANSWER', 200)
  const lifetimeSeconds = Number(seconds)
  // Transmit's tokens live an hour; where it does not say, we ask again after five minutes.
  return { token, lifetimeMs: lifetimeSeconds > 0 ? lifetimeSeconds * 1000 : 300_000 }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Falls through: a body that is no JSON is the same problem as one that is no object.
  }
  throw new TransmitProblem('INVALID_ANSWER', 200)
}

/** Waits for shared work no longer than the signal allows; the work goes on for the others. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new TransmitProblem('TIMEOUT'))
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
}
