'use client'

import * as CheckboxPrimitive from 'radix-ui/checkbox'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** `checked="indeterminate"` is a dash. The 14 px box answers to a 24 px square around it. */
export function Checkbox({ className, ...props }: ComponentProps<typeof CheckboxPrimitive.Root>) {
  return (
    <CheckboxPrimitive.Root
      className={cn(
        'group relative grid size-3.5 shrink-0 place-items-center rounded-[3px] border border-ink-3 bg-panel align-middle',
        'before:absolute before:-inset-[5px] hover:border-ink-2 disabled:opacity-50',
        'data-[state=checked]:border-accent data-[state=checked]:bg-accent',
        'data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent',
        className,
      )}
      {...props}
    >
      <CheckboxPrimitive.Indicator className="text-accent-ink">
        <svg
          viewBox="0 0 12 12"
          className="size-3"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          aria-hidden="true"
        >
          <path d="M2.5 6.5l2.5 2.5 4.5-5.5" className="group-data-[state=indeterminate]:hidden" />
          <path d="M2.5 6h7" className="hidden group-data-[state=indeterminate]:inline" />
        </svg>
      </CheckboxPrimitive.Indicator>
    </CheckboxPrimitive.Root>
  )
}
