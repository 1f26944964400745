import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

export type Tone = 'neutral' | 'good' | 'warn' | 'crit'

const TONES = {
  neutral: 'bg-raise text-ink-2',
  good: 'bg-good-wash text-good',
  warn: 'bg-warn-wash text-warn',
  crit: 'bg-crit-wash text-crit',
} as const satisfies Record<Tone, string>

/** A word with a severity: the colour repeats what the word says. */
export function Pill({
  tone = 'neutral',
  dot,
  className,
  children,
  ...props
}: ComponentProps<'span'> & { tone?: Tone; dot?: boolean }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 py-px font-medium text-xs',
        TONES[tone],
        className,
      )}
      {...props}
    >
      {dot && <i aria-hidden="true" className="size-1.5 rounded-full bg-current" />}
      {children}
    </span>
  )
}
