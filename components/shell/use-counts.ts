'use client'

import { useQuery } from '@tanstack/react-query'
import { fetchJson } from './fetch-json.ts'

export type Counts = { activeSessions: { count: number; capped: boolean } }

/** What the navigation counts, asked again every half minute: the same request notices that an agent is signed out. */
export function useCounts(first: Counts | null): Counts | null {
  const { data } = useQuery({
    queryKey: ['counts'],
    queryFn: ({ signal }) => fetchJson<Counts>('/api/console/counts', { signal }),
    initialData: first ?? undefined,
    refetchInterval: 30_000,
  })
  return data ?? null
}
