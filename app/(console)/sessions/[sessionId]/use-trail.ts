'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { fetchJson } from '#components/shell/fetch-json.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import type { TrailEvent, TrailPage } from '#lib/sessions/trail/present.ts'

export type Trail = {
  events: TrailEvent[]
  hasMore: boolean
  isLoading: boolean
  problem: Error | null
  loadMore: () => void
}

/**
 * The audit trail, newest first: the newest page comes with the session and stays current, older ones are read when
 * asked for. Events never change once written, so that only new ones are put on top.
 */
export function useTrail(sessionId: string, newest: SessionPage['trail'] | undefined): Trail {
  const latest = useContinuous(sessionId, newest)
  const older = useInfiniteQuery({
    queryKey: ['session', sessionId, 'trail', latest.cursor],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<TrailPage>(`/api/console/sessions/${sessionId}/events?cursor=${encodeURIComponent(pageParam)}`, {
        signal,
      }),
    initialPageParam: latest.cursor ?? '',
    getNextPageParam: last => last.nextCursor ?? undefined,
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const pages = older.data?.pages
  const events = useMemo(
    () => [...latest.events, ...(pages ?? []).flatMap(page => page.events)],
    [latest.events, pages],
  )
  return {
    events,
    hasMore: pages ? older.hasNextPage : latest.cursor !== null,
    isLoading: older.isFetching,
    problem: older.error,
    loadMore: () => void (pages ? older.fetchNextPage() : older.refetch()),
  }
}

type Kept = { sessionId: string; events: TrailEvent[]; cursor: string | null }

/** The newest page and what has slid off it since: the older pages keep beginning where they began. */
function useContinuous(sessionId: string, newest: SessionPage['trail'] | undefined): Kept {
  const kept = useRef<Kept | null>(null)
  return useMemo(() => {
    const events = newest?.events ?? []
    const before = kept.current?.sessionId === sessionId ? kept.current : null
    const overlap = before ? events.findIndex(({ auditId }) => auditId === before.events[0]?.auditId) : -1
    // After a long absence the page has nothing in common with what was there: begin anew.
    kept.current =
      before && overlap >= 0
        ? { ...before, events: overlap === 0 ? before.events : [...events.slice(0, overlap), ...before.events] }
        : { sessionId, events, cursor: newest?.nextCursor ?? null }
    return kept.current
  }, [sessionId, newest])
}
