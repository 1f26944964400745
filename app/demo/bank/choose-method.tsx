import { MessageSquare, Phone, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { At } from './bank-state.ts'
import { StepHeading } from './step-heading.tsx'
import type { JourneyActions } from './use-journey.ts'

type Props = { journey: At<'methods'>; busy: boolean; actions: JourneyActions }

/** How the user would like to confirm it: a text or a call to one of the numbers, or the app on the phone. */
export function ChooseMethod({ journey, busy, actions }: Props) {
  const { numbers, push } = journey.choice
  const isPossible = numbers.length > 0 || push === 'ENABLED'
  return (
    <>
      <StepHeading purpose={journey.purpose} title="Is it you?">
        {isPossible ? 'Choose how to confirm it.' : 'We know no phone of yours that could confirm it. Please call us.'}
      </StepHeading>
      <ul className="grid gap-2">
        {push === 'ENABLED' && (
          <Method
            icon={<Smartphone size={16} aria-hidden="true" />}
            title="Approve on my phone"
            note="the bank’s app asks you for a number"
            disabled={busy}
            onChoose={() => actions.sendPush(journey)}
          />
        )}
        {numbers.flatMap(number => [
          <Method
            key={`sms ${number.mfa_option_id}`}
            icon={<MessageSquare size={16} aria-hidden="true" />}
            title={`Text a code to •••• ${number.value}`}
            note="arrives in seconds"
            disabled={busy}
            onChoose={() => actions.sendCode(journey, 'sms', number)}
          />,
          <Method
            key={`voice ${number.mfa_option_id}`}
            icon={<Phone size={16} aria-hidden="true" />}
            title={`Call •••• ${number.value}`}
            note="a voice reads the code"
            disabled={busy}
            onChoose={() => actions.sendCode(journey, 'voice', number)}
          />,
        ])}
      </ul>
      <Button variant="ghost" className="mt-4 -ml-2.5" onClick={() => actions.cancel(journey)}>
        Cancel
      </Button>
    </>
  )
}

type MethodProps = { icon: ReactNode; title: string; note: string; disabled: boolean; onChoose: () => void }

function Method({ icon, title, note, disabled, onChoose }: MethodProps) {
  return (
    <li>
      <button
        type="button"
        disabled={disabled}
        onClick={onChoose}
        className="flex w-full items-center gap-3 rounded-lg border border-line-2 px-3.5 py-2.5 text-left shadow-sm hover:bg-raise disabled:opacity-50"
      >
        <span className="text-accent">{icon}</span>
        <span>
          <span className="block font-medium">{title}</span>
          <span className="block text-ink-3 text-sm">{note}</span>
        </span>
      </button>
    </li>
  )
}
