'use client'

import type { ReactNode } from 'react'
import { Sheet, SheetContent, SheetDescription, SheetTitle } from '#components/ui/sheet.tsx'

type Props = { open: boolean; onOpenChange(open: boolean): void; children: ReactNode }

/** The navigation where there is no room for it beside the page. */
export function NavigationSheet({ open, onOpenChange, children }: Props) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent side="left" className="w-60">
        <SheetTitle className="sr-only">Navigation</SheetTitle>
        <SheetDescription className="sr-only">The rooms of the console</SheetDescription>
        {children}
      </SheetContent>
    </Sheet>
  )
}
