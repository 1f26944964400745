'use client'

import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import type { List } from './use-list.ts'

const FORMATS = [
  { format: 'csv', name: 'CSV', hint: 'for spreadsheets' },
  { format: 'ndjson', name: 'NDJSON', hint: 'an object a line' },
] as const

/** The whole list, as it is filtered, as a file. The browser saves it while the server still reads. */
export function ExportMenu<Item extends object>({ list }: { list: List<Item> }) {
  const { definition, url, count } = list
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download size={13} aria-hidden="true" />
          <span className="max-lg:sr-only">Export</span>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="min-w-52">
        <DropdownMenuLabel>
          {count
            ? `${count.count.toLocaleString('en')}${count.capped ? ' or more' : ''} rows; recorded in the audit log`
            : ' '}
        </DropdownMenuLabel>
        {FORMATS.map(({ format, name, hint }) => (
          <DropdownMenuItem key={format} asChild>
            <a href={`${definition.endpoint}/export?format=${format}${url.text && '&'}${url.text}`} download>
              {name} <span className="ml-auto text-ink-3">{hint}</span>
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
