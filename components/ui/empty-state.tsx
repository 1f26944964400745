import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/** Nothing here: says why, and what to do next. */
export function EmptyState({
  title,
  as: Title = 'p',
  action,
  className,
  children,
}: {
  title: string
  /** `h1` where it stands for the whole page. */
  as?: 'p' | 'h1' | 'h2'
  action?: ReactNode
  className?: string
  children?: ReactNode
}) {
  return (
    <div className={cn('flex flex-col items-center justify-center gap-1 px-6 py-14 text-center', className)}>
      <Title className="font-medium text-base tracking-normal">{title}</Title>
      {children !== undefined && <div className="max-w-[46ch] text-balance text-ink-2">{children}</div>}
      {action !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
