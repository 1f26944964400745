import type { List } from './use-list.ts'

/** The order of the rows in words, also when the column they are sorted by is not shown. */
export function SortedBy<Item extends object>({ list: { table, url } }: { list: List<Item> }) {
  const label = table.getColumn(url.sort.replace('-', ''))?.columnDef.meta?.label.toLowerCase()
  if (!label) return null
  return (
    <span className="ml-auto whitespace-nowrap text-ink-3 max-lg:hidden">
      Sorted by {label}
      {!url.sort.startsWith('-') && ', oldest first'}
    </span>
  )
}
