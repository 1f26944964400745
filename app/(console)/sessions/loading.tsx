import { ListFrame } from '#components/data-table/list-frame.tsx'
import { TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { SESSION_COLUMNS } from './columns.tsx'

/** The page's shape while its first rows are read. */
export default function SessionsLoading() {
  return (
    <ListFrame>
      <PageHeader title="Sessions" sub={<Skeleton className="w-16" />}>
        <span className="h-7" />
      </PageHeader>
      <div className="flex h-7 items-center gap-1.5">
        <Skeleton className="h-7 w-64 rounded-md max-sm:w-full" />
        <Skeleton className="h-7 w-28 rounded-md" />
        <Skeleton className="h-7 w-20 rounded-md" />
      </div>
      <Card className="flex min-h-0 flex-col">
        <TableSkeleton columns={SESSION_COLUMNS} />
      </Card>
    </ListFrame>
  )
}
