'use client'

import { Pill, type Tone } from '#components/ui/pill.tsx'
import { type Call, claimsOf } from './use-bank.ts'

/** Each call to the API and its answer, newest first. Tokens are shortened; what a JWT says is shown under it. */
export function Traffic({ calls }: { calls: Call[] }) {
  return (
    <aside aria-label="What the API answered" className="min-w-0 px-6 py-8 max-sm:px-4">
      <h2 className="font-semibold">What the API answered</h2>
      {calls.length === 0 && (
        <p className="mt-2 text-ink-3">Sign in, and each call of this page appears here with its answer.</p>
      )}
      <ol className="mt-3 grid gap-3">
        {calls.map(call => (
          <li key={call.id} className="overflow-hidden rounded-lg border bg-panel shadow-sm">
            <h3 className="flex items-center gap-2.5 border-b px-3.5 py-2">
              <span className="min-w-0 truncate font-mono text-sm">
                {call.method} /api/v1{call.path}
              </span>
              <span className="ml-auto font-mono text-ink-3 text-sm">{call.ms} ms</span>
              <Pill tone={toneOf(call.status)} className="font-mono">
                {call.status || 'no answer'}
              </Pill>
            </h3>
            {call.sent !== undefined && <Json value={call.sent} label="Sent" />}
            <Json value={call.answer} label="Answer" />
          </li>
        ))}
      </ol>
    </aside>
  )
}

function Json({ value, label }: { value: unknown; label: string }) {
  const claims = Object.entries(value ?? {}).filter(([, text]) => isJwt(text))
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      className="overflow-x-auto border-b px-3.5 py-2 last:border-b-0"
    >
      <p className="text-ink-3 text-xs">{label}</p>
      <pre className="font-mono text-sm">{JSON.stringify(value, shorten, 2)}</pre>
      {claims.map(([name, jwt]) => (
        <details key={name} className="mt-1">
          <summary className="cursor-pointer text-ink-2 text-sm">What the {name.replace('_', ' ')} says</summary>
          <pre className="font-mono text-ink-2 text-sm">{JSON.stringify(claimsOf(String(jwt)), null, 2)}</pre>
        </details>
      ))}
    </section>
  )
}

const isJwt = (value: unknown) => typeof value === 'string' && /^ey[\w-]+\.[\w-]+\.[\w-]+$/.test(value)
const shorten = (_: string, value: unknown) =>
  isJwt(value) ? `${String(value).slice(0, 18)}…${String(value).slice(-6)}` : value
const toneOf = (status: number): Tone => (status >= 500 || status === 0 ? 'crit' : status >= 400 ? 'warn' : 'good')
