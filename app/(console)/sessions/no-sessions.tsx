'use client'

import Link from 'next/link'
import type { List } from '#components/data-table/use-list.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { SessionItem } from '#lib/sessions/list/present.ts'

/** Nothing matches: why that may be, and what to do next. */
export function NoSessions({ list, demo }: { list: List<SessionItem>; demo: boolean }) {
  const { status, sort: _, ...filters } = list.url.values
  const withEnded = new URLSearchParams({ ...list.url.values, status: 'any' }).toString()
  const isFiltered = Object.keys(filters).length > 0
  const anyStatus = status === undefined && (
    <Button onClick={() => list.url.go(withEnded)}>
      {isFiltered ? 'Look among the ended too' : 'Show ended sessions'}
    </Button>
  )
  if (isFiltered || status !== undefined) {
    return (
      <EmptyState
        title="No session matches"
        action={
          <>
            {anyStatus}
            <Button onClick={() => list.url.go('')}>Clear the filters</Button>
          </>
        }
      >
        {status === undefined
          ? 'Only active sessions were looked at. Take away a filter, or look among the ended ones.'
          : 'Take away a filter to see more.'}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="Nobody is signed in"
      action={
        <>
          {demo && (
            <Button variant="primary" asChild>
              <Link href="/demo">Sign in at the demo bank</Link>
            </Button>
          )}
          {anyStatus}
        </>
      }
    >
      {demo
        ? 'A session appears here the moment somebody signs in. Try it in the demo bank.'
        : 'A session appears here the moment somebody signs in through a client app.'}
    </EmptyState>
  )
}
