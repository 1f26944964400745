'use client'

import { Columns3 } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import type { List } from './use-list.ts'

/** Which columns are shown. While nobody has chosen, the width decides what is left out. */
export function ColumnChooser<Item extends object>({ list }: { list: List<Item> }) {
  const { table, url } = list
  const columns = table.getAllLeafColumns()
  const shown = columns.filter(column => column.getIsVisible()).map(column => column.id)
  const toggle = (id: string) => {
    const next = columns.map(column => column.id).filter(other => shown.includes(other) !== (other === id))
    url.set('columns', next.join(','), { quiet: true })
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        {/* On a phone a row is one cell that tells everything. */}
        <Button className="max-sm:hidden">
          <Columns3 size={13} aria-hidden="true" />
          <span className="max-lg:sr-only">Columns</span>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="min-w-44">
        {columns.map(column => (
          <DropdownMenuCheckboxItem
            key={column.id}
            checked={column.getIsVisible()}
            disabled={column.columnDef.meta?.pinned === true}
            // One chooses several: the menu stays.
            onSelect={event => event.preventDefault()}
            onCheckedChange={() => toggle(column.id)}
          >
            {column.columnDef.meta?.label}
          </DropdownMenuCheckboxItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem
          disabled={url.columns === null}
          className="pl-7"
          onSelect={() => url.set('columns', null, { quiet: true })}
        >
          As wide as fits
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
