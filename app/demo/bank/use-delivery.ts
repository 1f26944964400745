'use client'

import { useEffect } from 'react'
import { dataOf } from '#lib/api/client/client.ts'
import type { At, Journey } from './bank-state.ts'
import { explainProblem, type Trouble } from './explain-problem.ts'
import type { Bank } from './use-bank.ts'
import type { Answer } from './use-journey.ts'

const EVERY_MS = 1000

/**
 * Asks each second how a challenge stands. Of a code, until it has left; of a push, until its user has answered, and
 * then goes on with the journey. Asked too often, it waits as long as it is told to.
 */
export function useDelivery(
  { client, journey, setJourney }: Bank,
  follow: (answer: Answer, purpose: Journey['purpose']) => void,
  fail: (trouble: Trouble, journey: Journey) => void,
) {
  const waiting = isWaiting(journey) ? journey : null
  const transactionId = waiting?.transactionId ?? null

  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew for each challenge, not for what is learnt of it
  useEffect(() => {
    if (!waiting) return
    let timer: ReturnType<typeof setTimeout>
    let gone = false
    const poll = async () => {
      const { contextId, transactionId: id } = waiting
      const call = client.POST('/api/v1/auth/mfa/transactions/{id}', {
        params: { path: { id } },
        body: { context_id: contextId },
      })
      const { data, trouble } = await dataOf(call).then(
        data => ({ data, trouble: null }),
        (error: unknown) => ({ data: null, trouble: explainProblem(error) }),
      )
      if (gone) return
      if (trouble && trouble.status !== 429 && trouble.status !== 0) return fail(trouble, waiting)
      if (data && data.response_type_code !== 'MFA_PENDING') return follow(data, waiting.purpose)
      const delivery = data?.delivery_status
      if (delivery) setJourney(now => (isWaiting(now) && now.transactionId === id ? { ...now, delivery } : now))
      if (waiting.step === 'code' && delivery && delivery !== 'QUEUED') return
      timer = setTimeout(poll, Math.max(EVERY_MS, (trouble?.retryAfterSeconds ?? 0) * 1000))
    }
    timer = setTimeout(poll, EVERY_MS / 2)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [transactionId, waiting?.step])
}

const isWaiting = (journey: Journey | null): journey is At<'code' | 'push'> =>
  journey?.step === 'code' || journey?.step === 'push'
