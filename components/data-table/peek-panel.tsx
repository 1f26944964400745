'use client'

import { ChevronDown, ChevronUp, X } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useEffect, useRef } from 'react'
import { KeyNames } from '#components/shell/key-names.tsx'
import { Button } from '#components/ui/button.tsx'
import { Tooltip, TooltipContent, TooltipTrigger } from '#components/ui/tooltip.tsx'
import type { List } from './use-list.ts'

/** The current row at the side, with the list beside it: j and k go on to the next, and the keys of the list work. */
export function PeekPanel<Item extends object>({
  list,
  children,
}: {
  list: List<Item>
  children: (item: Item) => ReactNode
}) {
  return list.isPeeking && list.current ? (
    <Panel list={list} item={list.current}>
      {children(list.current)}
    </Panel>
  ) : null
}

function Panel<Item extends object>({ list, item, children }: { list: List<Item>; item: Item; children: ReactNode }) {
  const { definition, items, currentIndex, scroller } = list
  const panel = useRef<HTMLElement>(null)
  const id = definition.idOf(item)

  useEffect(() => {
    panel.current?.focus({ preventScroll: true })
    const rows = scroller.current
    return () => {
      // Back to the row it was about, unless the focus has gone elsewhere by itself.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) rows?.querySelector<HTMLElement>('[data-current]')?.focus()
      })
    }
  }, [scroller])

  const go = (step: 1 | -1) => {
    const next = items[currentIndex + step]
    if (!next) return
    list.setCurrentId(definition.idOf(next))
    list.reveal(currentIndex + step)
  }
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={definition.nameOf(item)}
      className="fixed top-12 right-0 bottom-0 z-30 flex w-104 max-w-full animate-enter-right flex-col border-line-2 border-l bg-panel shadow-lg focus-visible:outline-none"
    >
      <div className="flex h-11 shrink-0 items-center gap-1 border-b pr-2 pl-4">
        <Step label="Previous row" keys="k" disabled={currentIndex <= 0} onClick={() => go(-1)}>
          <ChevronUp size={15} aria-hidden="true" />
        </Step>
        <Step label="Next row" keys="j" disabled={currentIndex >= items.length - 1} onClick={() => go(1)}>
          <ChevronDown size={15} aria-hidden="true" />
        </Step>
        <span className="mono ml-1 text-ink-3">
          {currentIndex + 1} / {items.length}
          {list.pages.hasNextPage && '+'}
        </span>
        <Button asChild className="ml-auto">
          <Link href={definition.hrefOf(item)}>
            Open <KeyNames keys="Enter" className="pointer-coarse:hidden" />
          </Link>
        </Button>
        <Step label="Close" keys="Escape" onClick={() => list.setPeeking(false)}>
          <X size={15} aria-hidden="true" />
        </Step>
      </div>
      <div key={id} className="min-h-0 grow overflow-y-auto">
        {children}
      </div>
    </aside>
  )
}

function Step(props: { label: string; keys: string; disabled?: boolean; onClick(): void; children: ReactNode }) {
  return (
    <Tooltip>
      <TooltipTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={props.label} disabled={props.disabled} onClick={props.onClick}>
          {props.children}
        </Button>
      </TooltipTrigger>
      <TooltipContent>
        {props.label} <KeyNames keys={props.keys} className="ml-1" />
      </TooltipContent>
    </Tooltip>
  )
}
