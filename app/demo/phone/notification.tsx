import { Landmark, MessageSquare, Phone } from 'lucide-react'
import { Ago } from '#components/ui/ago.tsx'
import { cn } from '#components/ui/cn.ts'
import type { PhoneMessage } from '#lib/demo/schema.ts'

const KINDS = {
  sms: { Icon: MessageSquare, title: 'Messages' },
  voice: { Icon: Phone, title: 'Demo Bank is calling' },
  push: { Icon: Landmark, title: 'Demo Bank' },
} as const

/** One thing that came; a touch opens it. */
export function Notification({ message, onOpen }: { message: PhoneMessage; onOpen: () => void }) {
  const { Icon, title } = KINDS[message.channel]
  const isNew = message.state === 'WAITING'
  const isMissed = message.channel === 'voice' && !isNew
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className={cn(
          'block w-full rounded-xl border px-3 py-2 text-left hover:bg-raise',
          isNew ? 'border-line-2 bg-panel shadow-sm' : 'border-transparent bg-raise text-ink-2',
        )}
      >
        <span className="flex items-center gap-1.5">
          <Icon size={13} className={isNew ? 'text-accent' : 'text-ink-3'} aria-hidden="true" />
          <span className="truncate font-medium text-sm">{isMissed ? 'Demo Bank called' : title}</span>
          <span className="ml-auto shrink-0 text-ink-3 text-xs">
            <Ago at={message.at} />
          </span>
        </span>
        <span className="mt-0.5 line-clamp-3 text-sm">{previewOf(message)}</span>
      </button>
    </li>
  )
}

function previewOf({ channel, state, body, number }: PhoneMessage) {
  if (channel === 'sms') return body
  if (channel === 'voice')
    return state === 'WAITING' ? `To •••• ${number}. Touch to answer.` : 'The code is worth nothing any more.'
  if (state === 'WAITING') return 'Somebody signs in. Is it you?'
  return { APPROVED: 'You approved it.', DENIED: 'You stopped it.', OVER: 'Its time is over.' }[state]
}
