import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** Holds the place of what is being read, in its shape: give it a width and a height. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden="true" className={cn('h-3 animate-pulse rounded-xs bg-line', className)} {...props} />
}
