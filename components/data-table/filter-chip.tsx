'use client'

import { X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { Popover, PopoverAnchor, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import type { FilterField } from './filter-field.ts'

// Nobody edits a filter before they have seen the list.
const FilterEditor = dynamic(() => import('./filter-editor.tsx').then(module => module.FilterEditor), { ssr: false })

type Props = {
  field: FilterField
  value: string | null
  isOpen: boolean
  onOpenChange(open: boolean): void
  /** Null removes the filter. */
  onChange(value: string | null): void
}

/** "Risk ≥ 50 ✕": a click edits, the cross removes. */
export function FilterChip({ field, value, isOpen, onOpenChange, onChange }: Props) {
  const text = value === null ? '…' : field.describe(value)
  return (
    <Popover open={isOpen} onOpenChange={onOpenChange}>
      <PopoverAnchor asChild>
        <span className="inline-flex h-7 max-w-full items-center rounded-md border bg-panel text-ink-2 hover:border-line-2 has-data-[state=open]:border-line-2">
          <PopoverTrigger className="flex h-full min-w-0 items-center gap-1.5 rounded-l-md pr-0.5 pl-2">
            {field.label}
            <b className="max-w-72 truncate font-medium text-ink">{text}</b>
          </PopoverTrigger>
          <button
            type="button"
            aria-label={`Remove the filter ${field.label} ${text}`}
            onClick={() => onChange(null)}
            className="grid h-full w-6 place-items-center rounded-r-md text-ink-3 hover:text-ink"
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      </PopoverAnchor>
      <PopoverContent className="w-72" aria-label={`Filter by ${field.label}`}>
        <FilterEditor
          field={field}
          value={value}
          onApply={next => {
            onOpenChange(false)
            if (next !== value) onChange(next)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}
