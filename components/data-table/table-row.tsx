'use client'

import { FlexRender, type Row } from '@tanstack/react-table'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import { hidden, pinned } from './column-classes.ts'
import type { ListFeatures } from './list-definition.ts'
import type { List } from './use-list.ts'

type Props<Item extends object> = {
  list: List<Item>
  row: Row<ListFeatures, Item>
  index: number
  isCurrent: boolean
  isSelected: boolean
  isNew: boolean
  isNarrow: boolean | null
  rowActions?: ((item: Item) => ReactNode) | undefined
}

const ground = 'bg-(--ground) border-b group-last/row:border-b-0 px-2 py-0 h-[34px] max-sm:h-19 whitespace-nowrap'

function PlainRow<Item extends object>({
  list,
  row,
  index,
  isCurrent,
  isSelected,
  isNew,
  isNarrow,
  rowActions,
}: Props<Item>) {
  const { definition, selectable, selection } = list
  const item = row.original
  const isEnded = definition.isEnded(item)

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element
    if (target.closest('a, button, [role=checkbox], [role=menu]') || window.getSelection()?.toString()) return
    list.setCurrentId(row.id)
    list.setPeeking(true)
  }
  return (
    <tr
      data-row={row.id}
      data-current={isCurrent || undefined}
      aria-rowindex={index + 2}
      tabIndex={isCurrent || (index === 0 && list.currentId === null) ? 0 : -1}
      aria-label={definition.nameOf(item)}
      onClick={onClick}
      onFocus={event => event.target === event.currentTarget && list.setCurrentId(row.id)}
      className={cn(
        'group/row [--ground:var(--panel)] hover:[--ground:var(--raise)] focus-visible:outline-none',
        '*:transition-colors *:duration-75',
        isEnded && 'text-ink-3',
        isNew && '[--ground:var(--accent-wash)] *:duration-700',
        isCurrent && '[--ground:var(--raise)]',
        isSelected && '[--ground:var(--accent-wash)] hover:[--ground:var(--accent-wash)]',
      )}
    >
      {selectable && (
        <td className={cn(ground, pinned.select, 'w-9 pr-0 pl-3', isCurrent && BAR)}>
          <Checkbox
            aria-label={`Select ${definition.nameOf(item)}`}
            checked={isSelected}
            disabled={isEnded}
            onClick={event => {
              selection.toggle(row.id, event.shiftKey)
              // After a click the keys go on from this row; who came with the keyboard stays on the box.
              if (event.detail > 0) event.currentTarget.closest('tr')?.focus({ preventScroll: true })
            }}
          />
        </td>
      )}
      {isNarrow !== false && (
        <td className={cn(ground, 'sm:hidden', isCurrent && !selectable && BAR)}>{definition.narrow(item)}</td>
      )}
      {(isNarrow ? [] : row.getVisibleCells()).map((cell, at) => {
        const { meta } = cell.column.columnDef
        return (
          <td
            key={cell.id}
            className={cn(
              ground,
              'overflow-hidden text-ellipsis',
              meta?.align === 'right' && 'text-right',
              meta?.pinned && (selectable ? pinned.second : pinned.first),
              at === 0 && isCurrent && !selectable && BAR,
              hidden(list, cell.column),
            )}
          >
            <FlexRender cell={cell} />
          </td>
        )
      })}
      {rowActions && <td className={cn(ground, pinned.actions, 'w-9 px-0 text-center')}>{rowActions(item)}</td>}
    </tr>
  )
}

const BAR = 'shadow-[inset_2px_0_0_var(--accent)]'

/** One row. It is drawn anew only when its own facts or marks change. */
export const TableRow = memo(
  PlainRow,
  (before, after) =>
    (['index', 'isCurrent', 'isSelected', 'isNew', 'isNarrow', 'rowActions'] as const).every(
      key => before[key] === after[key],
    ) &&
    before.row.original === after.row.original &&
    before.list.url.columns === after.list.url.columns &&
    (before.list.currentId === null) === (after.list.currentId === null) &&
    before.list.selection.toggle === after.list.selection.toggle,
) as typeof PlainRow
