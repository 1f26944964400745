'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import type { ListDefinition } from './list-definition.ts'

/** Which rows are selected. A range goes from the row that was selected last to the one given. */
export function useSelection<Item extends object>(
  { idOf, isEnded }: ListDefinition<Item>,
  items: Item[],
  currentIndex: number,
) {
  const [ids, setIds] = useState<ReadonlySet<string>>(NONE)
  const anchor = useRef<string | null>(null)

  const toggle = useCallback(
    (id: string, range = false) => {
      const to = items.findIndex(item => idOf(item) === id)
      const from = range && anchor.current ? items.findIndex(item => idOf(item) === anchor.current) : -1
      anchor.current = id
      setIds(before => {
        const next = new Set(before)
        if (from < 0) return next.delete(id) ? next : next.add(id)
        for (const item of items.slice(Math.min(from, to), Math.max(from, to) + 1))
          if (!isEnded(item)) next.add(idOf(item))
        return next
      })
    },
    [items, idOf, isEnded],
  )
  /** Moves on from the current row and takes the next one in: shift with j or k. */
  const extendTo = useCallback(
    (index: number) => {
      const taken = items
        .slice(Math.min(currentIndex, index), Math.max(currentIndex, index) + 1)
        .filter(i => !isEnded(i))
      anchor.current = items[index] ? idOf(items[index]) : null
      setIds(before => new Set([...before, ...taken.map(idOf)]))
    },
    [items, currentIndex, idOf, isEnded],
  )
  const set = useCallback((chosen: string[]) => setIds(new Set(chosen)), [])
  const clear = useCallback(() => {
    anchor.current = null
    setIds(before => (before.size > 0 ? NONE : before))
  }, [])
  const selected = useMemo(() => items.filter(item => ids.has(idOf(item))), [items, ids, idOf])
  return { ids, size: ids.size, items: selected, toggle, extendTo, set, clear }
}

const NONE: ReadonlySet<string> = new Set()
