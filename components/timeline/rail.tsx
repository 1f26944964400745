import type { ReactNode } from 'react'
import { timeOfDay } from '#components/charts/clock-time.ts'
import { cn } from '#components/ui/cn.ts'

/** One line: the time, a glyph on the line of time, what happened, and at the right what it scored. */
export function Rail({
  id,
  time,
  glyph,
  right,
  isLast,
  children,
}: {
  id?: string
  time: ReactNode
  glyph: ReactNode
  right?: ReactNode
  isLast?: boolean
  children: ReactNode
}) {
  return (
    <li
      id={id}
      className="relative grid scroll-mt-16 grid-cols-[74px_22px_minmax(0,1fr)] gap-x-2.5 px-3.5 py-[7px] target:bg-accent-wash max-sm:grid-cols-[62px_18px_minmax(0,1fr)]"
    >
      <span
        aria-hidden="true"
        className={cn(
          'absolute top-0 bottom-0 left-[108.5px] w-px bg-line-2 max-sm:left-[94.5px]',
          isLast && 'bottom-auto h-4',
        )}
      />
      <span suppressHydrationWarning className="mono text-right text-ink-3 leading-[22px]!">
        {time}
      </span>
      <span className="z-1 grid size-[22px] place-items-center max-sm:w-[18px]">{glyph}</span>
      <div className="flex min-w-0 gap-3">
        <div className="min-w-0 flex-1 leading-[22px]">{children}</div>
        {right && <div className="shrink-0 leading-[22px]">{right}</div>}
      </div>
    </li>
  )
}

export const lineTime = (iso: string, zone: string) => timeOfDay(Date.parse(iso), zone)
