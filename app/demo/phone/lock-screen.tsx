'use client'

import { useClock } from '#components/ui/clock.tsx'
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts'
import type { Phone, PhoneMessage } from '#lib/demo/schema.ts'
import { Notification } from './notification.tsx'

type Props = {
  username: string
  owner: Phone['owner'] | undefined
  isOffline: boolean
  messages: PhoneMessage[]
  onPick: (message: PhoneMessage) => void
}

/** The time, whose phone it is, and what came. */
export function LockScreen({ username, owner, isOffline, messages, onPick }: Props) {
  const time = useClock(nowMs => clockTime(nowMs))
  // The server does not know the reader's zone.
  const isHydrated = useIsHydrated()
  return (
    <div className="flex h-full flex-col">
      <header className="px-5 pt-5 pb-4 text-center">
        <p className="font-semibold text-[2.9rem] leading-none tracking-tight">{isHydrated ? time : '\u00a0'}</p>
        <p className="mt-2 text-ink-2">{owner?.name ?? username}</p>
        <p className="text-ink-3 text-sm">{whatIsOnIt(owner, isOffline)}</p>
      </header>
      <section
        aria-label="Notifications"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto px-3 pb-2 outline-offset-[-3px]"
      >
        <ol aria-live="polite" className="grid gap-2">
          {messages.map(message => (
            <Notification key={message.id} message={message} onOpen={() => onPick(message)} />
          ))}
        </ol>
        {messages.length === 0 && <p className="pt-10 text-center text-ink-3">Nothing has come.</p>}
      </section>
    </div>
  )
}

const clockTime = (nowMs: number) => new Date(nowMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

function whatIsOnIt(owner: Phone['owner'] | undefined, isOffline: boolean) {
  if (isOffline) return 'no signal: the server does not answer'
  if (owner === undefined) return '\u00a0'
  if (!owner) return 'Nobody of that name has a phone here'
  const numbers = owner.numbers.map(last => `•••• ${last}`).join(', ')
  const app = owner.push === 'ENABLED' ? 'Demo Bank app' : owner.push === 'DISABLED' ? 'app disabled' : 'no app'
  return numbers ? `${numbers} · ${app}` : `no number · ${app}`
}
