'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Label } from '#components/ui/label.tsx'
import { useFocusOnMount } from '../use-focus-on-mount.ts'
import type { At } from './bank-state.ts'
import { Countdown } from './countdown.tsx'
import { DeliveryLine } from './delivery-line.tsx'
import { StepHeading } from './step-heading.tsx'
import type { JourneyActions } from './use-journey.ts'

type Props = { journey: At<'code'>; busy: boolean; actions: JourneyActions }

/** The code that was sent. One guess each: a wrong one leads back to the choice. */
export function EnterCode({ journey, busy, actions }: Props) {
  const { method, number, expiresAt } = journey
  const field = useFocusOnMount<HTMLInputElement>()
  const [code, setCode] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void actions.verify(journey, code)
  }
  return (
    <>
      <StepHeading purpose={journey.purpose} title={method === 'sms' ? 'We sent you a code' : 'We are calling you'}>
        To the number that ends in <span className="mono text-ink">{number.value}</span>. It is good for{' '}
        <Countdown until={expiresAt} />.
      </StepHeading>
      <form onSubmit={submit} className="grid gap-3">
        <div className="grid gap-1.5">
          <Label htmlFor="code">Six-digit code</Label>
          <Input
            id="code"
            ref={field}
            value={code}
            onChange={event => setCode(event.target.value.replaceAll(/\D/g, '').slice(0, 6))}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            required
            className="h-11 font-mono text-2xl tracking-[0.35em]"
          />
        </div>
        <DeliveryLine journey={journey} />
        <Button type="submit" variant="primary" loading={busy} className="h-8">
          Confirm
        </Button>
      </form>
      <div className="mt-3 -ml-2.5 flex flex-wrap gap-1">
        <Button variant="ghost" disabled={busy} onClick={() => actions.sendCode(journey, method, number)}>
          {method === 'sms' ? 'Send another code' : 'Call again'}
        </Button>
        <Button variant="ghost" disabled={busy} onClick={() => actions.chooseAgain(journey)}>
          Another way
        </Button>
        <Button variant="ghost" disabled={busy} onClick={() => actions.cancel(journey)}>
          Cancel
        </Button>
      </div>
    </>
  )
}
