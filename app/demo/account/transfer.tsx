'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Label } from '#components/ui/label.tsx'
import type { Session } from '../bank/bank-state.ts'
import type { Bank } from '../bank/use-bank.ts'
import type { JourneyActions } from '../bank/use-journey.ts'

type Props = { bank: Bank; session: Session; actions: JourneyActions }

const REASONS: Record<string, string> = {
  HIGH_VALUE: 'it is a large sum',
  SENSITIVE_CHANGE: 'it changes how we reach you',
  PRIVILEGED_OPERATION: 'it is done for somebody else',
  STALE_AUTHENTICATION: 'you signed in a while ago',
  RISK: 'something about this request is new',
}

/** Money that moves: the bank asks whether this needs a second factor, and begins a step-up when it does. */
export function Transfer({ bank, session, actions }: Props) {
  const { ask, client, busy, setNotice, setContextId, refused } = bank
  const [amount, setAmount] = useState('15000')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const value = Number(amount)
    const does = `A transfer of ${value.toLocaleString('en-US')} USD`
    const action = { type: 'TRANSFER', value, currency: 'USD' }
    setNotice(null)
    const need = await ask(client.POST('/api/v1/auth/step-up/evaluate', { body: { action } }))
    if (need.trouble) return refused(need.trouble)
    if (!need.data.required) return setNotice({ tone: 'good', text: `${does} is done.` })
    const begun = await ask(client.POST('/api/v1/auth/step-up', { body: { action } }))
    if (begun.trouble) return refused(begun.trouble)
    setContextId(begun.data.context_id)
    actions.follow(begun.data, { kind: 'step-up', username: session.username, does })
    setNotice({ tone: 'warn', text: `We ask again, because ${need.data.reasons.map(wordsOf).join(' and ')}.` })
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <div className="grid gap-1.5">
        <Label htmlFor="amount">Amount in US dollars</Label>
        <Input
          id="amount"
          type="number"
          min="1"
          max="1000000"
          value={amount}
          onChange={event => setAmount(event.target.value)}
          required
        />
      </div>
      <p className="text-ink-3">To the Demo Savings Bank. Over 10,000 dollars we ask for a second factor first.</p>
      <Button type="submit" variant="primary" loading={busy} className="justify-self-start">
        Transfer
      </Button>
    </form>
  )
}

const wordsOf = (reason: string) => REASONS[reason] ?? reason
