'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { KeyNames } from '#components/shell/key-names.tsx'
import { Button } from '#components/ui/button.tsx'
import type { List } from './use-list.ts'

/** What is selected, what it comes to, and what can be done with all of it. */
export function SelectionBar<Item extends object>({
  list,
  summary,
  children,
}: {
  list: List<Item>
  summary: ReactNode
  children: ReactNode
}) {
  const { selection, items, definition, pages } = list
  if (selection.size === 0) return null
  const matching = items.filter(item => !definition.isEnded(item))
  // Only where everything that matches is on the page: nobody selects what they have not been shown.
  const hasMore = pages.hasNextPage || selection.size >= matching.length
  return (
    <section
      aria-label="Selection"
      className="absolute bottom-4 left-1/2 z-20 flex max-w-[calc(100%-1rem)] -translate-x-1/2 animate-pop-in flex-wrap items-center justify-center gap-x-3 gap-y-1.5 rounded-lg border border-line-2 bg-panel py-1.5 pr-2 pl-3.5 shadow-lg"
    >
      <span className="whitespace-nowrap" aria-live="polite">
        <b className="font-medium">{selection.size} selected</b>
        <span className="ml-3 text-ink-3">{summary}</span>
      </span>
      <span className="flex items-center gap-2">
        {!hasMore && (
          <Button onClick={() => selection.set(matching.map(definition.idOf))}>All {matching.length} that match</Button>
        )}
        {children}
        <button type="button" onClick={selection.clear} className="rounded-xs px-1">
          <KeyNames keys="Escape" className="pointer-coarse:hidden" />
          <X size={15} aria-hidden="true" className="hidden text-ink-3 pointer-coarse:block" />
          <span className="sr-only"> clears the selection</span>
        </button>
      </span>
    </section>
  )
}
