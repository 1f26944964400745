import { cn } from '#components/ui/cn.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ListColumn } from './list-definition.ts'

// Uneven, as words are; the same each time, as the server and the browser must agree.
const WIDTHS = [62, 48, 70, 55, 80, 44, 66, 52]

/** The table's shape while its rows are on their way: as many columns, as wide, at the same height. */
export function TableSkeleton<Item extends object>({
  columns,
  rows = 26,
  head = true,
}: {
  columns: ListColumn<Item>[]
  rows?: number
  head?: boolean
}) {
  const metas = columns.flatMap(({ meta }) => (meta ? [meta] : []))
  return (
    <div role="status" aria-label="Loading" className="@container min-h-0 overflow-hidden">
      {head && <div className="h-8 border-b max-sm:hidden" />}
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <div key={row} className="flex h-[34px] items-center border-b pl-7 last:border-b-0 max-sm:h-19">
          {metas.map(({ label, width, hiddenBelow }, column) => (
            <div
              key={label}
              className={cn('min-w-0 px-2', hiddenBelow, column > 1 && 'max-sm:hidden')}
              style={{ flex: `${width} 1 0` }}
            >
              <Skeleton style={{ width: `${WIDTHS[(row * 3 + column * 5) % WIDTHS.length]}%` }} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
