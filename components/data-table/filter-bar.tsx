'use client'

import { Plus } from 'lucide-react'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { KeyNames } from '#components/shell/key-names.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import { FilterChip } from './filter-chip.tsx'
import { type FilterField, filterValue } from './filter-field.ts'
import { SearchField } from './search-field.tsx'
import type { List } from './use-list.ts'

type Props<Item extends object> = {
  list: List<Item>
  /** Those of the definition's filters that this agent may use. */
  fields: FilterField[]
  searchField: RefObject<HTMLInputElement | null>
  /** Whether the menu of filters is open: `f` opens it from anywhere. */
  isAdding: boolean
  onAddingChange(open: boolean): void
  /** At the right end. */
  children?: ReactNode
}

/** What the list is filtered by, each as a chip that is edited where it stands. */
export function FilterBar<Item extends object>(props: Props<Item>) {
  const { list, fields, searchField, isAdding, onAddingChange, children } = props
  const { values } = list.url
  // A filter that was chosen from the menu and has no value yet.
  const [draft, setDraft] = useState<string | null>(null)
  const chosen = useRef<string | null>(null)
  const shown = fields.filter(field => filterValue(field, values) !== null || field.name === draft)

  return (
    <search className="flex flex-wrap items-center gap-1.5" aria-label="Filters">
      <SearchField list={list} ref={searchField} />
      {shown.map(field => (
        <FilterChip
          key={field.name}
          field={field}
          value={filterValue(field, values)}
          isOpen={draft === field.name}
          onOpenChange={open => setDraft(open ? field.name : null)}
          onChange={value => list.url.set(field.name, written(field, value))}
        />
      ))}
      <DropdownMenu open={isAdding} onOpenChange={onAddingChange}>
        <DropdownMenuTrigger className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-2 border-dashed px-2 text-ink-2 hover:border-ink-3 hover:text-ink">
          <Plus size={13} aria-hidden="true" />
          Filter
          <KeyNames keys="f" className="max-sm:hidden" />
        </DropdownMenuTrigger>
        <DropdownMenuContent
          className="min-w-44"
          onCloseAutoFocus={event => {
            if (!chosen.current) return
            // The editor opens once the menu has gone, and takes the focus.
            event.preventDefault()
            setDraft(chosen.current)
            chosen.current = null
          }}
        >
          {fields.map(field => (
            <DropdownMenuItem
              key={field.name}
              onSelect={() => {
                chosen.current = field.name
              }}
            >
              {field.label}
              {values[field.name] !== undefined && <span className="ml-auto text-ink-3 text-xs">set</span>}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      {children}
    </search>
  )
}

function written(field: FilterField, value: string | null): string | null {
  if (value === null) return field.unset ? field.unset.none : null
  return value === field.unset?.means ? null : value
}
