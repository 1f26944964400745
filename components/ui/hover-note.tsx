'use client'

import type { ReactNode } from 'react'
import { Tooltip, TooltipContent, TooltipTrigger } from './tooltip.tsx'

type Props = { note: ReactNode; onClose(): void; children: ReactNode }

/** A tooltip that is open from its first moment: what somebody already stays on gets it. */
export default function HoverNote({ note, onClose, children }: Props) {
  return (
    <Tooltip defaultOpen onOpenChange={open => !open && onClose()}>
      <TooltipTrigger asChild>
        <span>{children}</span>
      </TooltipTrigger>
      <TooltipContent className="mono">{note}</TooltipContent>
    </Tooltip>
  )
}
