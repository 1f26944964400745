'use client'

import { useFocusReturn } from '#components/revoke/use-focus-return.ts'
import { Button } from '#components/ui/button.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '#components/ui/sheet.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'
import { eventCount } from './trail-card.tsx'
import { TrailList } from './trail-list.tsx'
import type { Trail } from './use-trail.ts'

type Props = { page: SessionPage; trail: Trail; open: boolean; onOpenChange: (open: boolean) => void }

/** The whole audit trail of the session and of the journeys that belong to it. */
export function TrailSheet({ page, trail, open, onOpenChange }: Props) {
  const focusReturn = useFocusReturn()
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent className="w-150 overflow-hidden" {...focusReturn}>
        <SheetHeader className="border-b pb-3">
          <SheetTitle>Audit trail</SheetTitle>
          <SheetDescription>
            {eventCount(page)} of the session, its sign-in and its step-ups, newest first.
          </SheetDescription>
        </SheetHeader>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <TrailList events={trail.events} />
          {trail.problem && (
            <ErrorState
              className="py-6"
              title="Older events could not be read"
              detail={trail.problem.message}
              onRetry={trail.loadMore}
              retrying={trail.isLoading}
            />
          )}
          <div className="px-3.5 py-3 text-ink-3">
            {trail.hasMore && !trail.problem && (
              <Button onClick={trail.loadMore} loading={trail.isLoading}>
                Load more
              </Button>
            )}
            {!trail.hasMore && 'That is all of it.'}
          </div>
        </div>
      </SheetContent>
    </Sheet>
  )
}
