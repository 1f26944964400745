'use client'

import { RotateCw } from 'lucide-react'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import type { List } from './use-list.ts'

/** Live: the list looks again by itself. Off: how old it is, and a button that looks again. */
export function LiveSwitch<Item extends object>({ list }: { list: List<Item> }) {
  const { isLive, setLive, live, pages } = list
  return (
    <>
      {!isLive && pages.dataUpdatedAt > 0 && (
        <Button variant="ghost" onClick={() => pages.refetch()} loading={pages.isRefetching} aria-label="Look again">
          <RotateCw size={13} aria-hidden="true" />
          <Ago at={new Date(pages.dataUpdatedAt).toISOString()} className="text-ink-3 max-sm:hidden" />
        </Button>
      )}
      <Button aria-pressed={isLive} onClick={() => setLive(!isLive)}>
        <span
          aria-hidden="true"
          className={cn('size-1.5 rounded-full', !isLive ? 'bg-line-2' : live.isFailing ? 'bg-warn' : 'bg-good')}
        />
        {isLive && live.isFailing ? 'Reconnecting' : 'Live'}
      </Button>
    </>
  )
}
