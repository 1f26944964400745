import { Ago } from '#components/ui/ago.tsx'
import type { PhoneMessage } from '#lib/demo/schema.ts'
import { ScreenBar } from './screen-bar.tsx'

/** The thread of text messages, the newest last. */
export function MessagesScreen({ messages, onBack }: { messages: PhoneMessage[]; onBack: () => void }) {
  return (
    <div className="flex h-full flex-col">
      <ScreenBar title="Messages" onBack={onBack} />
      <section
        aria-label="Text messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto px-3 py-3 outline-offset-[-3px]"
      >
        <ol className="grid gap-3" aria-live="polite">
          {[...messages].reverse().map(message => (
            <li key={message.id} className="mr-6">
              <p className="rounded-xl rounded-bl-xs bg-raise px-3 py-2">{message.body}</p>
              <p className="mt-0.5 px-1 text-ink-3 text-xs">
                to •••• {message.number}, <Ago at={message.at} />
              </p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}
