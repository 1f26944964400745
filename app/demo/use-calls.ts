'use client'

import { useCallback, useState } from 'react'
import type { Exchange } from '#lib/demo/schema.ts'

/** An exchange with the API, by whom, and how many times in a row it went the same way. */
export type Call = Exchange & { id: number; app: string; times: number }
export type Tell = (app: string, exchange: Exchange) => void

const KEPT = 60

/** What the apps of this page said to the API and heard, newest first. */
export function useCalls(): { calls: Call[]; tell: Tell } {
  const [calls, setCalls] = useState<Call[]>([])
  const tell = useCallback<Tell>((app, exchange) => setCalls(before => withCall(before, app, exchange)), [])
  return { calls, tell }
}

/** A `fetch` for the API's client that tells of what went through it. `init` is for every request of it. */
export const tellingFetch =
  (app: string, tell: Tell, init?: RequestInit) =>
  async (request: Request): Promise<Response> => {
    const { method } = request
    const path = new URL(request.url).pathname.replace(/^\/api\/v1/, '')
    const sent = masked(await readJson(request.clone()))
    const started = performance.now()
    const common = () => ({ method, path, ...(sent !== undefined && { sent }), ms: elapsed(started) })
    try {
      const response = await fetch(request, init)
      const answer = await readJson(response.clone())
      tell(app, { ...common(), status: response.status, answer })
      return response
    } catch (error) {
      tell(app, { ...common(), status: 0, answer: { title: 'The API did not answer' } })
      throw error
    }
  }

const elapsed = (since: number) => Math.round(performance.now() - since)

async function readJson(body: Request | Response): Promise<unknown> {
  const text = await body.text()
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

const masked = (sent: unknown) =>
  sent && typeof sent === 'object' && 'password' in sent ? { ...sent, password: '••••••••' } : sent

// A push is asked after each second: one line that counts, not a hundred lines.
function withCall(before: Call[], app: string, exchange: Exchange): Call[] {
  const [last, ...rest] = before
  if (last && app === last.app && isPending(exchange) && isPending(last) && last.path === exchange.path) {
    return [{ ...last, ...exchange, times: last.times + 1 }, ...rest]
  }
  return [{ ...exchange, app, id: (last?.id ?? 0) + 1, times: 1 }, ...before].slice(0, KEPT)
}

const isPending = ({ answer }: Exchange) =>
  (answer as { response_type_code?: string } | undefined)?.response_type_code === 'MFA_PENDING'
