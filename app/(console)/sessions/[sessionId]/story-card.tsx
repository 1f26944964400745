'use client'

import { memo } from 'react'
import { useZone } from '#components/charts/zone.tsx'
import { Story } from '#components/timeline/story.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'

/** What happened, in order. */
export const StoryCard = memo(function StoryCard({
  page,
  onAllEvents,
}: {
  page: SessionPage
  onAllEvents: () => void
}) {
  const zone = useZone()
  return (
    <Card aria-labelledby="timeline-title" className="min-w-0">
      <CardHeader id="timeline-title" title="Timeline" sub={countWords(page)}>
        <Button size="sm" onClick={onAllEvents}>
          All events <Kbd>e</Kbd>
        </Button>
      </CardHeader>
      <Story page={page} zone={zone} />
    </Card>
  )
})

function countWords({ authentications, omitted, refreshedAt, story }: SessionPage): string {
  const handoffs = story.filter(({ kind }) => kind === 'handoff').length
  return [
    count(authentications.length + omitted, 'authentication'),
    count(refreshedAt.length, 'refresh', 'refreshes'),
    handoffs > 0 && count(handoffs, 'handoff'),
  ]
    .filter(Boolean)
    .join(', ')
}

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`
