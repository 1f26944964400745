import { setTimeout as sleep } from 'node:timers/promises'
import { claimsOf, cookie } from '#lib/api/testing/test-api.ts'
import { openMessage } from '#lib/delivery/seal-message.ts'
import { SECRET_KEY } from './serve-api.ts'

// Far beyond what any answer takes on a busy machine: who waits as long was forgotten.
const HANG_MS = 20_000
const APP = { 'x-client-id': 'storefront-web-app', 'user-agent': 'load' }

// biome-ignore lint/suspicious/noExplicitAny: what an answer holds, each caller says for itself
type Answer = { body: any; refreshToken: string }
type Tokens = { access: string; id: string; refresh: string }
type End = 'LOGOUT' | 'REFRESH_REVOKED' | 'ACCESS_REVOKED'

/** A session whose sign-in was acknowledged, and what was acknowledged of it since. */
export type Held = {
  contextId: string
  sessionId: string
  /** The sign-in's tokens and those of each refresh. */
  issued: Tokens[]
  /** How its user ended it, and whether that was acknowledged. */
  end: { how: End; acknowledged: boolean } | null
  /** A refresh whose answer was still wanting when the load was stopped. */
  refreshUnanswered: boolean
}

export type Ledger = {
  held: Held[]
  /** Steps whose code was acknowledged as sent. */
  challenges: string[]
  /** Calls without an answer, and answers that the service is away. */
  lost: number
  away: number
  /** Whatever nobody should have been answered. */
  surprises: string[]
}

export type Target = { url(): string; rows<Row>(text: string, values?: unknown[]): Promise<Row[]> }

export type Load = {
  ledger: Ledger
  /** Null where the answer was lost or that the service is away. */
  ask(path: string, body?: object | URLSearchParams, headers?: Record<string, string>): Promise<Answer | null>
  signIn(): Promise<Held | null>
  /** Settles when every call is answered. */
  stop(): Promise<void>
}

/** Users who sign in, refresh and end their sessions as fast as they are answered, and ask again where they are not. */
export function startLoad(target: Target, users = 12): Load {
  const ledger: Ledger = { held: [], challenges: [], lost: 0, away: 0, surprises: [] }
  let running = true
  const ask: Load['ask'] = (path, body, headers) => call(target, ledger, path, body, headers)
  const insist: Load['ask'] = async (...what) => {
    for (;;) {
      const answer = await ask(...what)
      if (answer || !running) return answer
      await sleep(50)
    }
  }
  const signIn = async () => hold(ledger, await ask('/auth/login', { username: 'simpleuser', password: 'password' }))
  const user = async (index: number) => {
    for (let round = index; running; round++) {
      const held = index % 6 === 0 ? await signInWithCode(target, ledger, ask) : await signIn()
      if (!held) await sleep(50)
      else await live(held, round, insist)
    }
  }
  const all = Array.from({ length: users }, (_, index) =>
    user(index).catch(error => void ledger.surprises.push(String(error))),
  )
  return {
    ledger,
    ask,
    signIn,
    async stop() {
      running = false
      await Promise.all(all)
    },
  }
}

async function call(
  { url }: Target,
  ledger: Ledger,
  path: string,
  body?: object | URLSearchParams,
  headers?: Record<string, string>,
): Promise<Answer | null> {
  const isForm = body instanceof URLSearchParams
  let response: Response
  let text: string
  try {
    response = await fetch(`${url()}/api/v1${path}`, {
      method: 'POST',
      headers: { ...APP, ...(body && !isForm && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(HANG_MS),
    })
    text = await response.text()
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') throw new Error(`${path}: no answer in ${HANG_MS} ms`)
    ledger.lost++
    return null
  }
  const parsed = text ? JSON.parse(text) : null
  if (response.status === 503 && parsed?.error_code === 'CIAM_E05_00_002') {
    ledger.away++
    return null
  }
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return {
    body: parsed,
    refreshToken: /refresh_token=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '',
  }
}

const tokensOf = ({ body, refreshToken }: Answer): Tokens => ({
  access: body.access_token,
  id: body.id_token,
  refresh: refreshToken,
})

function hold(ledger: Ledger, answer: Answer | null): Held | null {
  if (!answer) return null
  const sessionId = String(claimsOf(answer.body.id_token).sid)
  const opened = { issued: [tokensOf(answer)], end: null, refreshUnanswered: false }
  const held: Held = { contextId: answer.body.context_id, sessionId, ...opened }
  ledger.held.push(held)
  return held
}

// A journey that loses an answer is given up: its user begins a new one.
async function signInWithCode(target: Target, ledger: Ledger, ask: Load['ask']): Promise<Held | null> {
  const begun = await ask('/auth/login', { username: 'mfauser', password: 'password' })
  if (!begun) return null
  const { context_id, transaction_id } = begun.body
  const sent = await ask('/auth/mfa/initiate', { context_id, transaction_id, method: 'sms' })
  if (!sent) return null
  const step = { context_id, transaction_id: sent.body.transaction_id }
  ledger.challenges.push(step.transaction_id)
  const code = await codeOf(target, step.transaction_id)
  return code === null ? null : hold(ledger, await ask('/auth/mfa/otp/verify', { ...step, code }))
}

// Null where the database is away.
async function codeOf({ rows }: Target, transactionId: string): Promise<string | null> {
  const text = `SELECT payload ->> 'sealed' AS sealed FROM graphile_worker._private_jobs WHERE payload ->> 'transaction_id' = $1`
  const jobs = await rows<{ sealed: string }>(text, [transactionId]).catch(() => null)
  if (!jobs) return null
  if (!jobs[0]) throw new Error('a challenge was acknowledged and nobody will send it')
  return (await openMessage(SECRET_KEY, jobs[0].sealed)).code ?? ''
}

const ENDS = ['LOGOUT', null, 'REFRESH_REVOKED', 'ACCESS_REVOKED'] as const

async function live(held: Held, round: number, insist: Load['ask']): Promise<void> {
  let tokens = held.issued[0]
  for (let refreshes = 1 + (round % 4); tokens && refreshes > 0; refreshes--) {
    held.refreshUnanswered = true
    const answer = await insist('/auth/refresh', undefined, cookie(tokens.refresh))
    if (!answer) return
    held.refreshUnanswered = false
    tokens = tokensOf(answer)
    held.issued.push(tokens)
  }
  const how = ENDS[Math.floor(round / 4) % ENDS.length]
  if (!how || !tokens) return
  held.end = { how, acknowledged: false }
  const { access, refresh } = tokens
  const answer =
    how === 'LOGOUT'
      ? await insist('/auth/logout', undefined, cookie(refresh))
      : await insist('/auth/token/revoke', new URLSearchParams({ token: how === 'REFRESH_REVOKED' ? refresh : access }))
  if (answer) held.end.acknowledged = true
}
