import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

export const fieldClasses = [
  'w-full min-w-0 rounded-md border border-line-2 bg-panel px-2.5 text-ink shadow-sm transition-colors duration-75',
  'hover:border-ink-3 focus-visible:border-accent focus-visible:outline-offset-0 disabled:opacity-50',
  'aria-invalid:border-crit aria-invalid:focus-visible:outline-crit',
]

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={cn(fieldClasses, 'h-8', className)} {...props} />
}
