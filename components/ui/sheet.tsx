'use client'

import * as DialogPrimitive from 'radix-ui/dialog'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { CloseButton, DialogDescription, DialogFooter, DialogHeader, DialogOverlay, DialogTitle } from './dialog.tsx'

export const Sheet = DialogPrimitive.Root
export const SheetTrigger = DialogPrimitive.Trigger
export const SheetClose = DialogPrimitive.Close
export const SheetHeader = DialogHeader
export const SheetFooter = DialogFooter
export const SheetTitle = DialogTitle
export const SheetDescription = DialogDescription

const SIDES = {
  right: 'right-0 border-l data-[state=closed]:animate-leave-right data-[state=open]:animate-enter-right',
  left: 'left-0 border-r data-[state=closed]:animate-leave-left data-[state=open]:animate-enter-left',
} as const

/** A dialog at the side, over the page's whole height. `overlay={false}` with `modal={false}` on `Sheet` peeks. */
export function SheetContent({
  className,
  children,
  side = 'right',
  overlay = true,
  showClose = true,
  ...props
}: ComponentProps<typeof DialogPrimitive.Content> & {
  side?: keyof typeof SIDES
  overlay?: boolean
  showClose?: boolean
}) {
  return (
    <DialogPrimitive.Portal>
      {overlay && <DialogOverlay />}
      <DialogPrimitive.Content
        className={cn(
          'fixed inset-y-0 z-50 flex w-104 max-w-[calc(100vw-2rem)] flex-col overflow-y-auto border-line-2 bg-panel shadow-lg',
          'focus-visible:outline-none',
          SIDES[side],
          className,
        )}
        {...props}
      >
        {children}
        {showClose && <CloseButton />}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  )
}
