'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { cn } from '#components/ui/cn.ts'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import { useIsNarrow } from './use-is-narrow.ts'
import type { List } from './use-list.ts'

const ROW_PX = 34
const NARROW_ROW_PX = 76
const HEAD_PX = 32
const SELECT_PX = 36
const ACTIONS_PX = 36
/** What a pinned column needs at the least. */
const PINNED_PX = 150
/** What the server draws before it knows how high the screen is. */
const FIRST_PAINT = { width: 1000, height: 900 }

/** The rows that are on the screen, of however many are loaded. `trailing` stands after the last one. */
export function DataTable<Item extends object>({
  list,
  rowActions,
  trailing,
}: {
  list: List<Item>
  rowActions?: ((item: Item) => ReactNode) | undefined
  trailing?: ReactNode
}) {
  const { table, definition, scroller, currentId, selection, pages } = list
  const rows = table.getRowModel().rows
  const isNarrow = useIsNarrow()
  const rowPx = isNarrow ? NARROW_ROW_PX : ROW_PX
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: index => rows[index]?.id ?? index,
    overscan: 10,
    initialRect: FIRST_PAINT,
    scrollPaddingStart: HEAD_PX,
    scrollPaddingEnd: selection.size > 0 ? 72 : 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height is another layout
  useEffect(() => virtual.measure(), [rowPx])

  const shown = virtual.getVirtualItems()
  list.visible.current = shown.map(({ index }) => rows[index]?.id).filter(id => id !== undefined)
  list.revealer.current = virtual.scrollToIndex
  useFollowFocus(list)

  const width = minWidth(list)
  const before = shown[0]?.start ?? 0
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)

  return (
    <div
      ref={scroller}
      className="@container relative min-h-0 overflow-auto overscroll-contain rounded-lg [overflow-anchor:none]"
      onPointerEnter={() => {
        list.hovered.current = true
      }}
      onPointerLeave={() => {
        list.hovered.current = false
      }}
    >
      <table
        aria-label={definition.title}
        aria-rowcount={pages.hasNextPage ? -1 : rows.length + 1}
        aria-busy={pages.isPlaceholderData}
        style={{ minWidth: width }}
        className={cn(
          'w-full table-fixed border-separate border-spacing-0 transition-opacity max-sm:min-w-0!',
          pages.isPlaceholderData && 'opacity-50',
        )}
      >
        <TableHead list={list} hasActions={rowActions !== undefined} />
        <tbody>
          {before > 0 && <Spacer selectable={list.selectable} height={before} />}
          {shown.map(({ index, key }) => {
            const row = rows[index]
            if (!row) return null
            return (
              <TableRow
                key={key}
                list={list}
                row={row}
                index={index}
                isCurrent={row.id === currentId}
                isSelected={selection.ids.has(row.id)}
                isNew={list.live.arrived.has(row.id)}
                isNarrow={isNarrow}
                rowActions={rowActions}
              />
            )
          })}
          {after > 0 && <Spacer selectable={list.selectable} height={after} />}
        </tbody>
      </table>
      {trailing}
    </div>
  )
}

// Its cells are as wide as a row's on a phone, where the first row decides.
const Spacer = ({ selectable, height }: { selectable: boolean; height: number }) => (
  <tr>
    {selectable && <td className="w-9 p-0" />}
    <td style={{ height }} className="p-0" />
    <td className="w-9 p-0" />
  </tr>
)

// Chosen columns are all shown, at the price of scrolling sideways; otherwise the least of them give way.
function minWidth<Item extends object>({ table, url, selectable }: List<Item>) {
  const kept = table.getVisibleLeafColumns().filter(({ columnDef }) => url.columns || !columnDef.meta?.hiddenBelow)
  const widths = kept.map(({ columnDef: { meta } }) => (meta?.pinned && !url.columns ? PINNED_PX : (meta?.width ?? 0)))
  return widths.reduce((sum, width) => sum + width, ACTIONS_PX + (selectable ? SELECT_PX : 0))
}

// The focus goes along with the current row, unless it is at work elsewhere: in the peek, in a field.
function useFollowFocus<Item extends object>({ currentId, scroller }: List<Item>) {
  const before = useRef(currentId)
  useEffect(() => {
    if (before.current === currentId) return
    before.current = currentId
    const active = document.activeElement
    const mayTake =
      active === document.body || active === null || scroller.current?.contains(active) || active.id === 'content'
    if (!currentId || !mayTake) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(currentId)}"]`)
    if (row && !row.contains(active)) row.focus({ preventScroll: true })
  })
}
