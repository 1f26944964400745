'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import { fetchJson } from './fetch-json.ts'
import type { Filter } from './find.ts'

const PAUSE_MS = 180
const SHOWN = 5

/** The first few sessions a filter matches, asked for when the typing pauses. */
export function useMatchingSessions(filter: Filter | null): { sessions: SessionItem[]; isLooking: boolean } {
  const query = useSettled(filter && new URLSearchParams(filter).toString())
  const { data, isFetching } = useQuery({
    queryKey: ['find', query],
    queryFn: ({ signal }) => fetchJson<{ items: SessionItem[] }>(`/api/console/sessions?${query}`, { signal }),
    enabled: query !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const sessions = filter && query !== null ? (data?.items.slice(0, SHOWN) ?? []) : []
  return { sessions, isLooking: filter !== null && isFetching }
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
