'use client'

import { ArrowUp } from 'lucide-react'
import type { List } from './use-list.ts'

/** New rows that wait, because somebody is reading: said aloud once, shown on demand, and no row has moved. */
export function WaitingRows<Item extends object>({ list }: { list: List<Item> }) {
  const { waiting, show } = list.live
  const text = waiting === 1 ? '1 new' : `${waiting}${waiting === 50 ? '+' : ''} new`
  return (
    <>
      <span className="sr-only" aria-live="polite">
        {waiting > 0 ? `${text} above` : ''}
      </span>
      {waiting > 0 && (
        <button
          type="button"
          onClick={show}
          className="absolute top-10 left-1/2 z-20 inline-flex h-7 -translate-x-1/2 animate-pop-in items-center gap-1.5 rounded-full border border-line-2 bg-panel px-3 font-medium text-accent shadow-lg hover:bg-raise max-sm:top-2"
        >
          <ArrowUp size={13} aria-hidden="true" />
          {text}
        </button>
      )}
    </>
  )
}
