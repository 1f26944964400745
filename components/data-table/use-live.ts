'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fetchJson } from '#components/shell/fetch-json.ts'
import type { ListPage } from '#lib/list-query.ts'
import { mapItems, type Pages, putInFront } from './list-cache.ts'
import type { ListDefinition } from './list-definition.ts'

const EVERY_MS = 2_000
const HIGHLIGHT_MS = 2_500

type Live<Item extends object> = {
  definition: ListDefinition<Item>
  query: string
  enabled: boolean
  /** Whether new rows would stand at the top of what is shown. */
  newestFirst: boolean
  items: Item[]
  /** Ids of the rows on the screen now. */
  visibleIds(): string[]
  /** Whether somebody is at these rows: then none may move. */
  isRead(): boolean
  write(change: (pages: Pages<Item>) => Pages<Item>): unknown
}

/**
 * Looks at the list again every two seconds, while the tab is seen. The rows shown are brought up to date where they
 * stand. New ones go on top when nobody is reading; otherwise they are counted in `waiting` until somebody asks for them.
 */
export function useLive<Item extends object>(live: Live<Item>) {
  const { definition, query, enabled } = live
  const [waiting, setWaiting] = useState(0)
  const [arrived, setArrived] = useState<ReadonlySet<string>>(NONE)
  const latest = useRef(live)
  useEffect(() => {
    latest.current = live
  })

  const result = useQuery({
    queryKey: [definition.name, 'live', query],
    queryFn: ({ signal }) => look(latest.current, signal),
    enabled,
    refetchInterval: EVERY_MS,
    gcTime: 0,
    retry: false,
  })
  const { data } = result

  const show = useCallback(() => {
    const { definition, write, items } = latest.current
    if (!data) return
    const known = new Set(items.map(definition.idOf))
    write(pages => putInFront(pages, data.front, definition.idOf))
    setArrived(new Set(data.front.items.map(definition.idOf).filter(id => !known.has(id))))
    setWaiting(0)
  }, [data])

  useEffect(() => {
    if (!data) return
    const { definition, newestFirst, items, isRead, write } = latest.current
    const seen = new Map([...data.shown, ...data.front.items].map(item => [definition.idOf(item), item]))
    write(pages => mapItems(pages, item => newer(item, seen.get(definition.idOf(item)))))
    const known = new Set(items.map(definition.idOf))
    if (newestFirst && !isRead()) show()
    else setWaiting(newestFirst ? newOnes(data.front.items.map(definition.idOf), known) : 0)
  }, [data, show])

  useEffect(() => {
    if (arrived.size === 0) return
    const timer = setTimeout(() => setArrived(NONE), HIGHLIGHT_MS)
    return () => clearTimeout(timer)
  }, [arrived])

  return { waiting: enabled ? waiting : 0, arrived, show, isFailing: enabled && result.isError }
}

const NONE: ReadonlySet<string> = new Set()

async function look<Item extends object>(live: Live<Item>, signal: AbortSignal) {
  const { endpoint, idOf } = live.definition
  const front = await fetchJson<ListPage<Item>>(`${endpoint}?${live.query}`, { signal })
  const there = new Set(front.items.map(idOf))
  const others = live.visibleIds().filter(id => !there.has(id))
  const shown = others.length > 0 ? await fetchJson<Item[]>(`${endpoint}/rows?ids=${others}`, { signal }) : []
  return { front, shown }
}

// What was not there before and stands above what was. Below it, rows have only moved up from the next page.
function newOnes(ids: string[], known: ReadonlySet<string>): number {
  const lastKnown = ids.findLastIndex(id => known.has(id))
  return ids.filter((id, index) => !known.has(id) && (index < lastKnown || lastKnown < 0)).length
}

// A row that says the same is not drawn again.
const newer = <Item>(old: Item, item: Item | undefined): Item =>
  item && JSON.stringify(item) !== JSON.stringify(old) ? item : old
