'use client'

import { useState } from 'react'
import { useAgent } from '#components/shell/agent-context.tsx'
import type { ActionResult } from '#lib/agents/run-action.ts'
import type { FailureName } from '#lib/failure.ts'
import { revoke } from '#lib/sessions/actions.ts'
import type { RevocationResult } from '#lib/sessions/list/revoke-sessions.ts'
import type { RevocationReceipt } from '#lib/sessions/revoke-session.ts'
import { type Receipt, type SessionToRevoke, sumUp } from './receipt.ts'

/** Ends several sessions at once; the list's own action does it. */
export type SubmitMany = (input: { sessionIds: string[]; reason: string }) => Promise<ActionResult<RevocationResult[]>>

export type Problem = { failure: FailureName | 'unreachable'; message: string }

export type Revocation =
  | { step: 'asking'; problem: Problem | null }
  | { step: 'ending' }
  | { step: 'ended'; receipt: Receipt }
  /** None of them was active any more. */
  | { step: 'too-late'; message: string }

export type RevocationHandlers = {
  onSubmit?: SubmitMany | undefined
  /** Shows the sessions as ended before the server has answered; what it returns takes that back. */
  onOptimistic?: ((sessionIds: string[]) => () => void) | undefined
  onRevoked?: ((receipts: RevocationReceipt[]) => void) | undefined
  /** They had ended already: what is on screen is old. */
  onStale?: ((sessionIds: string[]) => void) | undefined
}

/** Sends a revocation and keeps what came of it. */
export function useRevocation(sessions: SessionToRevoke[], handlers: RevocationHandlers) {
  const { username: by } = useAgent()
  const [state, setState] = useState<Revocation>({ step: 'asking', problem: null })

  const submit = async (reason: string) => {
    const sessionIds = sessions.map(({ sessionId }) => sessionId)
    setState({ step: 'ending' })
    const undo = handlers.onOptimistic?.(sessionIds)
    const result = await send(sessions, reason, handlers.onSubmit)
    if (!result.ok) {
      undo?.()
      if (result.failure !== 'session_not_active') return setState({ step: 'asking', problem: result })
      handlers.onStale?.(sessionIds)
      return setState({ step: 'too-late', message: result.message })
    }
    const receipts = result.value.flatMap(one => (one.ok ? [one.receipt] : []))
    const refused = result.value.flatMap(one => {
      const session = sessions.find(({ sessionId }) => sessionId === one.sessionId)
      return one.ok || !session ? [] : [{ session, message: one.message }]
    })
    if (receipts.length > 0) handlers.onRevoked?.(receipts)
    if (refused.length > 0) {
      if (receipts.length === 0) undo?.()
      handlers.onStale?.(refused.map(({ session }) => session.sessionId))
    }
    if (receipts.length === 0) return setState({ step: 'too-late', message: refused[0]?.message ?? '' })
    setState({ step: 'ended', receipt: sumUp(sessions, receipts, { by, reason, refused }) })
  }

  return { state, submit }
}

type Sent = { ok: true; value: RevocationResult[] } | ({ ok: false } & Problem)

async function send(sessions: SessionToRevoke[], reason: string, onSubmit?: SubmitMany): Promise<Sent> {
  const [only] = sessions
  try {
    if (sessions.length > 1 || !only) {
      if (!onSubmit) throw new Error('several sessions at once need onSubmit')
      return await onSubmit({ sessionIds: sessions.map(({ sessionId }) => sessionId), reason })
    }
    const { sessionId } = only
    const result = await revoke({ sessionId, reason })
    return result.ok ? { ok: true, value: [{ sessionId, ok: true, receipt: result.value }] } : result
  } catch {
    // A server action that never reached the server rejects; what it was about to do may be tried again.
    return { ok: false, failure: 'unreachable', message: 'The server did not answer. Is the network there?' }
  }
}
