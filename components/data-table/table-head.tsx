'use client'

import { FlexRender } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import { hidden, pinned } from './column-classes.ts'
import type { List } from './use-list.ts'

const cell = 'sticky top-0 z-10 h-8 border-b bg-panel px-2 text-ink-3 text-xs whitespace-nowrap'

/** The names of the columns, in sight while the rows go by. */
export function TableHead<Item extends object>({ list, hasActions }: { list: List<Item>; hasActions: boolean }) {
  const { table, selectable } = list
  return (
    <thead className="max-sm:hidden">
      <tr aria-rowindex={1}>
        {selectable && (
          <th scope="col" className={cn(cell, pinned.select, 'w-9 pr-0 pl-3')}>
            <SelectAll list={list} />
          </th>
        )}
        {table.getFlatHeaders().map(header => {
          const { meta } = header.column.columnDef
          const sorted = header.column.getIsSorted()
          const canSort = header.column.getCanSort()
          return (
            <th
              key={header.id}
              scope="col"
              style={meta?.widthClass ? undefined : { width: meta?.width }}
              aria-sort={sorted ? (sorted === 'desc' ? 'descending' : 'ascending') : undefined}
              className={cn(
                cell,
                meta?.widthClass,
                meta?.align === 'right' && 'text-right',
                meta?.pinned && (selectable ? pinned.second : pinned.first),
                hidden(list, header.column),
              )}
            >
              {canSort ? (
                <button
                  type="button"
                  onClick={header.column.getToggleSortingHandler()}
                  className={cn(
                    'group/sort -mx-1 inline-flex items-center gap-1 rounded-xs px-1 hover:text-ink',
                    meta?.align === 'right' && 'flex-row-reverse',
                    sorted && 'text-ink',
                  )}
                >
                  <SortMark sorted={sorted} />
                  <FlexRender header={header} />
                </button>
              ) : (
                <FlexRender header={header} />
              )}
            </th>
          )
        })}
        {hasActions && (
          <th scope="col" className={cn(cell, pinned.actions, 'w-9 px-0')}>
            <span className="sr-only">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

function SortMark({ sorted }: { sorted: false | 'asc' | 'desc' }) {
  if (sorted === 'asc') return <ArrowUp size={12} aria-hidden="true" />
  return (
    <ArrowDown
      size={12}
      aria-hidden="true"
      className={cn(!sorted && 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60')}
    />
  )
}

function SelectAll<Item extends object>({ list }: { list: List<Item> }) {
  const { table, selection, items, definition } = list
  const all = items.filter(item => !definition.isEnded(item)).map(definition.idOf)
  const state = selection.size === 0 ? false : selection.size >= all.length ? true : 'indeterminate'
  return (
    <Checkbox
      aria-label={`Select all ${table.getRowModel().rows.length} rows shown`}
      checked={state}
      disabled={all.length === 0}
      onCheckedChange={() => (state === true ? selection.clear() : selection.set(all))}
    />
  )
}
