'use client'

import { RotateCw } from 'lucide-react'
import { Button } from './button.tsx'
import { cn } from './cn.ts'

/** What failed, and another try. */
export function ErrorState({
  title,
  as: Title = 'p',
  detail,
  onRetry,
  retrying,
  className,
}: {
  title: string
  /** `h1` where it stands for the whole page. */
  as?: 'p' | 'h1' | 'h2'
  detail?: string | undefined
  onRetry?: (() => void) | undefined
  retrying?: boolean
  className?: string
}) {
  return (
    <div
      role="alert"
      className={cn('flex flex-col items-center justify-center gap-1 px-6 py-14 text-center', className)}
    >
      <Title className="flex items-center gap-2 font-medium text-base tracking-normal">
        <svg viewBox="0 0 10 10" className="size-2.5 text-crit" aria-hidden="true">
          <path d="M5 0l5 9.5H0z" fill="currentColor" />
        </svg>
        {title}
      </Title>
      {detail && <p className="max-w-[52ch] text-balance text-ink-2">{detail}</p>}
      {onRetry && (
        <Button className="mt-3" onClick={onRetry} loading={retrying}>
          <RotateCw size={13} aria-hidden="true" />
          Try again
        </Button>
      )}
    </div>
  )
}
