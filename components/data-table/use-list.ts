'use client'

import { type RowSelectionState, useTable } from '@tanstack/react-table'
import { useCallback, useMemo, useRef, useState } from 'react'
import { type ListDefinition, listFeatures } from './list-definition.ts'
import { useListCount, useListPages } from './use-list-pages.ts'
import { useListPlace } from './use-list-place.ts'
import { useListUrl } from './use-list-url.ts'
import { useLive } from './use-live.ts'
import { useLiveChoice } from './use-live-choice.ts'
import { useSelection } from './use-selection.ts'

const COUNT_EVERY_MS = 15_000

export type List<Item extends object> = ReturnType<typeof useList<Item>>

type Options = {
  selectable: boolean
  /** What the server did not understand of the URL this page came with. Always the same object. */
  unsound: Record<string, string>
}

/** A list's whole state: URL, rows, current row, selection, peek and live mode. The parts beside draw it. */
export function useList<Item extends object>(definition: ListDefinition<Item>, { selectable, unsound }: Options) {
  const url = useListUrl(definition, unsound)
  const pages = useListPages(definition, url.text)
  const { items } = pages
  const [isLive, setLive] = useLiveChoice()
  const count = useListCount(definition, url.text, COUNT_EVERY_MS)

  const [currentId, setCurrentId] = useState<string | null>(null)
  const [isPeeking, setPeeking] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const hovered = useRef(false)
  const visible = useRef<string[]>([])
  const revealer = useRef<((index: number) => void) | null>(null)

  const currentIndex = currentId === null ? -1 : items.findIndex(item => definition.idOf(item) === currentId)
  const current = items[currentIndex] ?? null
  const selection = useSelection(definition, items, currentIndex)

  useListPlace({
    query: url.text,
    scroller,
    currentId,
    pageCount: pages.isPlaceholderData ? 0 : pages.pageCount,
    hasMore: pages.hasNextPage,
    isFetching: pages.isFetching,
    fetchMore: pages.fetchNextPage,
    onRestore: id => {
      setCurrentId(id)
      setPeeking(false)
      selection.clear()
    },
  })

  const isRead = () =>
    hovered.current || isPeeking || currentId !== null || selection.size > 0 || (scroller.current?.scrollTop ?? 0) > 4
  const live = useLive({
    definition,
    query: url.text,
    enabled: isLive && pages.isSuccess && !pages.isPlaceholderData,
    newestFirst: url.sort.startsWith('-'),
    items,
    visibleIds: () => visible.current,
    isRead,
    write: pages.write,
  })
  const showWaiting = useCallback(() => {
    live.show()
    scroller.current?.scrollTo({ top: 0 })
  }, [live.show])

  const columnVisibility = useVisibility(definition, url.columns)
  const rowSelection = useMemo(
    () => Object.fromEntries([...selection.ids].map(id => [id, true as const])),
    [selection.ids],
  )
  const sorting = useMemo(() => [{ id: url.sort.replace('-', ''), desc: url.sort.startsWith('-') }], [url.sort])
  const table = useTable({
    features: listFeatures,
    columns: definition.columns,
    data: items,
    getRowId: definition.idOf,
    state: { columnVisibility, rowSelection: rowSelection as RowSelectionState, sorting },
    enableRowSelection: row => selectable && !definition.isEnded(row.original),
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    sortDescFirst: true,
    onSortingChange: change => {
      const [sort] = typeof change === 'function' ? change(sorting) : change
      const value = sort && `${sort.desc ? '-' : ''}${sort.id}`
      if (value) url.set('sort', value === definition.params.defaults.sort ? null : value)
    },
  })

  return {
    definition,
    url,
    pages,
    items,
    count: count.data ?? null,
    table,
    selectable,
    selection,
    scroller,
    hovered,
    visible,
    revealer,
    /** Scrolls a row into sight, if it is not. */
    reveal: (index: number) => revealer.current?.(index),
    current,
    currentId,
    currentIndex,
    setCurrentId,
    /** Shows a row at the side; the list stays. */
    isPeeking: isPeeking && current !== null,
    setPeeking,
    isLive,
    setLive,
    live: { ...live, show: showWaiting },
  }
}

function useVisibility<Item extends object>({ columns }: ListDefinition<Item>, chosen: string[] | null) {
  return useMemo(
    () =>
      chosen
        ? Object.fromEntries(
            columns.map(column => [column.id, column.meta?.pinned === true || chosen.includes(column.id ?? '')]),
          )
        : {},
    [columns, chosen],
  )
}
