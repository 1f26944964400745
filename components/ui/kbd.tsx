import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** A key, as it is printed on the keyboard. */
export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      className={cn(
        'inline-block rounded-xs border border-b-2 bg-panel px-1 font-medium font-mono text-[0.65625rem] text-ink-3 leading-4',
        className,
      )}
      {...props}
    />
  )
}
