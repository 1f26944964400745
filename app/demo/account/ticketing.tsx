'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Exchange } from '#lib/demo/schema.ts'
import type { Bank } from '../bank/use-bank.ts'
import type { Tell } from '../use-calls.ts'
import { TicketingDesk } from './ticketing-desk.tsx'

type Props = { bank: Bank; tell: Tell }

/**
 * Over to another app: the bank makes a session token, and the ticketing app's back end redeems it with its own secret.
 * Shown again, the same token is refused.
 */
export function Ticketing({ bank, tell }: Props) {
  const { ask, client, busy, refused, setNotice } = bank
  const [token, setToken] = useState<string | null>(null)
  const [visit, setVisit] = useState<Exchange[] | null>(null)
  const [isArriving, setArriving] = useState(false)

  const arrive = async (session_token: string) => {
    setArriving(true)
    const response = await fetch('/api/demo/ticketing', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session_token }),
    }).catch(() => null)
    setArriving(false)
    if (!response?.ok) return setNotice({ tone: 'warn', text: 'Ticketing does not answer. Please try again.' })
    const { exchanges } = (await response.json()) as { exchanges: Exchange[] }
    for (const exchange of exchanges) tell('ticketing', exchange)
    setVisit(exchanges)
  }
  const handOver = async () => {
    setNotice(null)
    const body = { target_app: 'ticketing' }
    const { data, trouble } = await ask(client.POST('/api/v1/cross-app/generate-session', { body }))
    if (trouble) return refused(trouble)
    setToken(data.session_token)
    await arrive(data.session_token)
  }

  const isWaiting = busy || isArriving
  if (!visit || !token) {
    return (
      <>
        <p className="text-ink-2">Tickets for the season are sold by another app. You need not sign in again there.</p>
        <Button variant="primary" className="mt-3" loading={isWaiting} onClick={handOver}>
          Go to Ticketing
        </Button>
      </>
    )
  }
  return (
    <>
      <TicketingDesk visit={visit} />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button disabled={isWaiting} onClick={() => arrive(token)}>
          Show the same token again
        </Button>
        <Button variant="ghost" disabled={isWaiting} onClick={() => setVisit(null)}>
          Back to the bank
        </Button>
      </div>
    </>
  )
}
