import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** The page's shape, in its own measures, so that nothing moves when it comes. */
export default function Loading() {
  return (
    <div role="status" aria-label="The session is being read">
      <div className="flex h-7 items-center gap-2">
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-4 w-14" />
        <Skeleton className="ml-auto h-7 w-44" />
        <Skeleton className="h-7 w-30" />
      </div>
      <Skeleton className="mt-2 w-96 max-w-full" />
      <Card className="mt-4 grid h-15 grid-cols-3 items-center gap-4 px-3.5 lg:grid-cols-6">
        {['w-28', 'w-36', 'w-24', 'w-22', 'w-14', 'w-20'].map((width, index) => (
          <div key={width} className={index > 2 ? 'max-sm:hidden' : undefined}>
            <Skeleton className="mb-2 h-2 w-12" />
            <Skeleton className={width} />
          </div>
        ))}
      </Card>
      <Card className="mt-3.5">
        <Heading />
        <div className="flex h-52 items-end px-14 pb-15">
          <Skeleton className="h-1.5 w-full" />
        </div>
      </Card>
      <div className="mt-3.5 grid items-start gap-3.5 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
        <Card>
          <Heading />
          <div className="grid gap-6 px-5 py-5">
            {['w-64', 'w-52', 'w-72', 'w-44', 'w-80', 'w-56'].map(width => (
              <div key={width} className="flex items-center gap-5">
                <Skeleton className="w-14" />
                <Skeleton className="size-2.5 rounded-full" />
                <Skeleton className={`${width} max-w-full`} />
              </div>
            ))}
          </div>
        </Card>
        <div className="grid gap-3.5">
          {['h-20', 'h-28', 'h-56'].map(height => (
            <Card key={height}>
              <Heading />
              <div className={height} />
            </Card>
          ))}
        </div>
      </div>
    </div>
  )
}

const Heading = () => (
  <div className="flex h-10.5 items-center border-b px-3.5">
    <Skeleton className="w-36" />
  </div>
)
