'use client'

import type { ReactNode } from 'react'
import { ProblemError } from '#components/shell/fetch-json.ts'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'
import { absoluteTime } from '#components/ui/relative-time.ts'
import { DataTable } from './data-table.tsx'
import { TableSkeleton } from './table-skeleton.tsx'
import type { List } from './use-list.ts'
import { useMoreRows } from './use-more-rows.ts'
import { WaitingRows } from './waiting-rows.tsx'

type Props<Item extends object> = {
  list: List<Item>
  /** What to say and offer where nothing matches. */
  empty: ReactNode
  rowActions?: (item: Item) => ReactNode
}

/** The rows, or what stands in their place: their shape while they come, why there are none, what failed. */
export function ListBody<Item extends object>({ list, empty, rowActions }: Props<Item>) {
  const { pages, items, table } = list
  const { isPending, isError, error, isFetching, isPlaceholderData, hasNextPage, isFetchingNextPage } = pages
  const isFirst = (isPending || (isPlaceholderData && items.length === 0)) && !isError
  const nothing = !isPending && items.length === 0 && !hasNextPage && !isFetching
  return (
    <Card className="relative flex max-h-full min-h-0 flex-col">
      {isFetching && !isPending && <Progress />}
      <WaitingRows list={list} />
      {isFirst ? (
        <TableSkeleton columns={table.getVisibleLeafColumns().map(({ columnDef }) => columnDef)} />
      ) : isError && (items.length === 0 || isPlaceholderData) ? (
        <ErrorState {...explain(error)} onRetry={() => pages.refetch()} retrying={isFetching} />
      ) : nothing ? (
        empty
      ) : (
        <DataTable
          list={list}
          rowActions={rowActions}
          trailing={(hasNextPage || isFetchingNextPage || isError) && <Trailing list={list} />}
        />
      )}
    </Card>
  )
}

// Where the pages end: the next one comes by itself, unless it failed or the search has gone far without finding much.
function Trailing<Item extends object>({ list }: { list: List<Item> }) {
  const { pages } = list
  const marker = useMoreRows(list)
  if (pages.isFetchNextPageError) {
    return (
      <p role="alert" className="sticky left-0 flex items-center justify-center gap-3 border-t p-2 text-ink-2">
        The next rows could not be read.
        <Button size="sm" onClick={() => pages.fetchNextPage()}>
          Try again
        </Button>
      </p>
    )
  }
  if (pages.searchedTo && !pages.isFetchingNextPage) {
    return (
      <p className="sticky left-0 flex flex-wrap items-center justify-center gap-3 border-t p-2 text-ink-2">
        <span>
          {list.items.length === 0 ? 'No match yet. Searched' : 'Searched'}{' '}
          {list.url.sort.startsWith('-') ? 'back to' : 'up to'} {absoluteTime(pages.searchedTo)}.
        </span>
        <Button size="sm" onClick={() => pages.fetchNextPage()}>
          Search on
        </Button>
      </p>
    )
  }
  return (
    <div ref={marker} role="status" aria-label="Loading more rows" className="sticky left-0 border-t">
      <TableSkeleton columns={list.definition.columns} rows={2} head={false} />
    </div>
  )
}

const Progress = () => (
  <div aria-hidden="true" className="absolute inset-x-3 top-0 z-30 h-0.5 animate-pulse rounded-full bg-accent" />
)

function explain(error: unknown): { title: string; detail: string } {
  if (!(error instanceof ProblemError)) return { title: 'The list could not be read', detail: String(error) }
  if (error.failure === 'dependency_unavailable') {
    return {
      title: 'The list could not be read',
      detail: 'The database or the directory is not answering. Nothing was changed.',
    }
  }
  if (error.failure === 'permission_missing') return { title: 'Your role does not allow this', detail: error.message }
  if (error.failure === 'request_invalid') return { title: 'This filter makes no sense', detail: error.message }
  return { title: 'The list could not be read', detail: error.message }
}
