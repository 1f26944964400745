import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

export function Card({ className, ...props }: ComponentProps<'section'>) {
  return <section className={cn('rounded-lg border bg-panel shadow-sm', className)} {...props} />
}

/** The line above a card's content: its name, what it holds, and at the right what can be done. */
export function CardHeader({
  title,
  sub,
  id,
  className,
  children,
}: {
  title: ReactNode
  sub?: ReactNode
  /** Of the heading, for `aria-labelledby` on the card. */
  id?: string
  className?: string
  children?: ReactNode
}) {
  return (
    <header className={cn('flex min-h-10.5 items-center gap-2 border-b px-3.5 py-1.5', className)}>
      <h2 id={id} className="whitespace-nowrap">
        {title}
      </h2>
      {sub !== undefined && <span className="min-w-0 truncate text-ink-3">{sub}</span>}
      {children !== undefined && <div className="ml-auto flex shrink-0 items-center gap-2">{children}</div>}
    </header>
  )
}
