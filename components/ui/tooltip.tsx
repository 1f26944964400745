'use client'

import * as TooltipPrimitive from 'radix-ui/tooltip'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** Brings its own provider, so that a page without tooltips loads none of this. */
export function Tooltip(props: ComponentProps<typeof TooltipPrimitive.Root>) {
  return (
    <TooltipPrimitive.Provider delayDuration={350}>
      <TooltipPrimitive.Root {...props} />
    </TooltipPrimitive.Provider>
  )
}

export const TooltipTrigger = TooltipPrimitive.Trigger

export function TooltipContent({
  className,
  sideOffset = 5,
  ...props
}: ComponentProps<typeof TooltipPrimitive.Content>) {
  return (
    <TooltipPrimitive.Portal>
      <TooltipPrimitive.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          'z-60 max-w-72 animate-fade-in rounded-md border border-line-2 bg-panel px-2 py-1 text-ink text-sm shadow-lg',
          className,
        )}
        {...props}
      />
    </TooltipPrimitive.Portal>
  )
}
