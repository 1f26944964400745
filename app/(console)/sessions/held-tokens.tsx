import { cn } from '#components/ui/cn.ts'
import type { SessionItem } from '#lib/sessions/list/present.ts'

const KINDS = [
  ['A', 'access'],
  ['R', 'refresh'],
] as const

/** How many tokens are active, and whether an access and a refresh token are among them. */
export function HeldTokens({ tokens }: { tokens: SessionItem['tokens'] }) {
  const held = KINDS.filter(([, kind]) => tokens[kind]).map(([, kind]) => kind)
  const words = held.length > 0 ? `with ${held.join(' and ')} token` : 'no access or refresh token'
  return (
    <span className="inline-flex items-center gap-1.5" title={`${tokens.active} active, ${words}`}>
      <span className={cn('mono', tokens.active === 0 && 'text-ink-3')}>{tokens.active}</span>
      <span className="sr-only">{words}</span>
      <span aria-hidden="true" className="inline-flex gap-0.5">
        {KINDS.map(([letter, kind]) => (
          <span
            key={kind}
            className={cn(
              'grid size-3.5 place-items-center rounded-[3px] font-medium font-mono text-[9px] leading-none',
              tokens[kind] ? 'bg-line text-ink-2' : 'border border-line-2 border-dashed text-transparent',
            )}
          >
            {letter}
          </span>
        ))}
      </span>
    </span>
  )
}
