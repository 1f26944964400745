import { Pill, type Tone } from '#components/ui/pill.tsx'
import { claimsOf } from '../bank/bank-state.ts'
import type { Call } from '../use-calls.ts'

/** Each call to the API and its answer, newest first. Secrets are shortened; what a JWT says is shown under it. */
export function Traffic({ calls }: { calls: Call[] }) {
  if (calls.length === 0) {
    return <p className="px-4 py-4 text-ink-3">Sign in, and each call of this page appears here with its answer.</p>
  }
  return (
    <ol className="grid gap-3 p-4">
      {calls.map(call => (
        <li key={call.id} className="min-w-0 overflow-hidden rounded-lg border bg-panel shadow-sm">
          <h3 className="flex items-center gap-2.5 border-b px-3.5 py-2">
            <span className="min-w-0 break-all font-mono font-normal text-sm">
              {call.method} /api/v1{call.path}
            </span>
            {call.times > 1 && <Pill className="font-mono">× {call.times}</Pill>}
            <span className="ml-auto whitespace-nowrap font-mono font-normal text-ink-3 text-sm">{call.ms} ms</span>
            <Pill tone={toneOf(call.status)} className="font-mono">
              {call.status || 'no answer'}
            </Pill>
          </h3>
          <p className="border-b px-3.5 py-1 text-ink-3 text-sm">{call.app}</p>
          {call.sent !== undefined && <Json value={call.sent} label="Sent" />}
          <Json value={call.answer} label="Answer" />
        </li>
      ))}
    </ol>
  )
}

function Json({ value, label }: { value: unknown; label: string }) {
  const claims = Object.entries(value ?? {}).filter(([, text]) => isJwt(text))
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      className="overflow-x-auto border-b px-3.5 py-2 outline-offset-[-2px] last:border-b-0"
    >
      <p className="text-ink-3 text-xs">{label}</p>
      <pre className="font-mono text-sm">{JSON.stringify(value, shorten, 2)}</pre>
      {claims.map(([name, jwt]) => (
        <details key={name} className="mt-1">
          <summary className="text-ink-2 text-sm">What the {name.replace('_', ' ')} says</summary>
          <pre className="font-mono text-ink-2 text-sm">{JSON.stringify(claimsOf(String(jwt)), null, 2)}</pre>
        </details>
      ))}
    </section>
  )
}

const isJwt = (value: unknown) => typeof value === 'string' && /^ey[\w-]+\.[\w-]+\.[\w-]+$/.test(value)
const isSecret = (value: unknown): value is string =>
  typeof value === 'string' && (isJwt(value) || /^(rt|ho|at|key)_[\w-]{20,}$/.test(value))
const shorten = (_: string, value: unknown) =>
  isSecret(value) ? `${value.slice(0, isJwt(value) ? 18 : 6)}…${value.slice(-6)}` : clipped(value)
// A document would fill the panel.
const clipped = (value: unknown) =>
  typeof value === 'string' && value.length > 300 ? `${value.slice(0, 120)}… (${value.length} characters)` : value
const toneOf = (status: number): Tone => (status >= 500 || status === 0 ? 'crit' : status >= 400 ? 'warn' : 'good')
