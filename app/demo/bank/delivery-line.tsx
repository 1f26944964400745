import type { At, Delivery } from './bank-state.ts'

const WORDS: Record<Delivery, Record<'sms' | 'voice' | 'push', string>> = {
  QUEUED: { sms: 'On its way …', voice: 'We are about to ring …', push: 'On its way to your phone …' },
  SENT: { sms: 'Delivered.', voice: 'We have rung.', push: 'It is on your phone.' },
  FAILED: {
    sms: 'It could not be delivered. Choose another way.',
    voice: 'The call did not get through. Choose another way.',
    push: 'It could not be delivered. Choose another way.',
  },
}

/** Whether the code or the push has left, as the API says. */
export function DeliveryLine({ journey }: { journey: At<'code' | 'push'> }) {
  const text = WORDS[journey.delivery][journey.step === 'push' ? 'push' : journey.method]
  return (
    <p role="status" className={journey.delivery === 'FAILED' ? 'text-warn' : 'text-ink-3'}>
      {text}
    </p>
  )
}
