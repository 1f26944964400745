'use client'

import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'
import { TrailList } from './trail-list.tsx'
import type { Trail } from './use-trail.ts'

const SHOWN = 8
/** A few more are not worth a click. */
const ALL_IF_UP_TO = 12

/** The newest audit events; all of them are one click away. */
export function TrailCard({ trail, page, onAllEvents }: { trail: Trail; page: SessionPage; onAllEvents: () => void }) {
  const shown = page.trail.count <= ALL_IF_UP_TO ? ALL_IF_UP_TO : SHOWN
  const rest = page.trail.count - shown
  return (
    <Card aria-labelledby="trail-title" className="min-w-0">
      <CardHeader id="trail-title" title="Audit trail" sub={eventCount(page)} />
      <TrailList events={trail.events.slice(0, shown)} />
      {rest > 0 && (
        <div className="border-t px-2 py-1.5">
          <Button variant="ghost" size="sm" onClick={onAllEvents}>
            All events, {page.trail.capped ? 'thousands' : rest.toLocaleString('en-US')} more
          </Button>
        </div>
      )}
    </Card>
  )
}

export const eventCount = ({ trail }: SessionPage): string =>
  `${trail.count.toLocaleString('en-US')}${trail.capped ? '+' : ''} event${trail.count === 1 ? '' : 's'}`
