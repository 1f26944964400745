import { Button } from '#components/ui/button.tsx'
import type { At } from './bank-state.ts'
import { Countdown } from './countdown.tsx'
import { DeliveryLine } from './delivery-line.tsx'
import { StepHeading } from './step-heading.tsx'
import type { JourneyActions } from './use-journey.ts'

type Props = { journey: At<'push'>; busy: boolean; actions: JourneyActions }

/** The number to type on the phone. The page asks each second whether that was done, and goes on by itself. */
export function AwaitPush({ journey, busy, actions }: Props) {
  return (
    <>
      <StepHeading purpose={journey.purpose} title="Type this number on your phone">
        Open the push on your phone and type the number there.
      </StepHeading>
      <p
        role="img"
        aria-label={`The number to type: ${journey.displayNumber}`}
        className="grid place-items-center rounded-xl border bg-raise py-7 font-mono font-semibold text-[3.5rem] leading-none tracking-[0.12em]"
      >
        {journey.displayNumber}
      </p>
      <div className="mt-3 flex items-baseline justify-between gap-3">
        <DeliveryLine journey={journey} />
        <p className="text-ink-3">
          Waiting for <Countdown until={journey.expiresAt} />
        </p>
      </div>
      <div className="mt-3 -ml-2.5 flex flex-wrap gap-1">
        <Button variant="ghost" disabled={busy} onClick={() => actions.sendPush(journey)}>
          Send it again
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
