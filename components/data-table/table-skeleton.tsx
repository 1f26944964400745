import { Skeleton } from '#components/ui/skeleton.tsx'

// Uneven, as words are; the same each time, as the server and the browser must agree.
const WIDTHS = [62, 48, 70, 55, 80, 44, 66, 52]

/** The table's shape while its first rows are on their way. */
export function TableSkeleton({ widths, rows = 14 }: { widths: readonly number[]; rows?: number }) {
  const total = widths.reduce((sum, width) => sum + width, 0)
  return (
    <div role="status" aria-label="Loading" className="overflow-hidden">
      <div className="h-8 border-b max-sm:hidden" />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <div key={row} className="flex h-[34px] items-center border-b last:border-b-0 max-sm:h-19">
          {widths.map((width, column) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: they never move
              key={column}
              className={column > 1 ? 'px-2.5 max-sm:hidden' : 'px-2.5 max-sm:grow'}
              style={{ width: `${(100 * width) / total}%` }}
            >
              <Skeleton style={{ width: `${WIDTHS[(row * 3 + column * 5) % WIDTHS.length]}%` }} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
