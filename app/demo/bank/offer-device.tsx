import { Button } from '#components/ui/button.tsx'
import type { At } from './bank-state.ts'
import { StepHeading } from './step-heading.tsx'
import type { JourneyActions } from './use-journey.ts'

type Props = { journey: At<'device'>; busy: boolean; actions: JourneyActions }

export function OfferDevice({ journey, busy, actions }: Props) {
  return (
    <>
      <StepHeading purpose={journey.purpose} title="Remember this device?">
        Where we know the device and nothing looks unusual, the password will be enough. You can take it back at any
        time.
      </StepHeading>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={busy} onClick={() => actions.bind(journey, true)}>
          Yes, remember it
        </Button>
        <Button disabled={busy} onClick={() => actions.bind(journey, false)}>
          No, not this one
        </Button>
      </div>
    </>
  )
}
