'use client'

import { useEffect, useRef } from 'react'
import type { List } from './use-list.ts'

/** Asks for the next page shortly before the last row comes into sight. Returns the ref of what stands after it. */
export function useMoreRows<Item extends object>({ pages, scroller }: List<Item>) {
  const marker = useRef<HTMLDivElement>(null)
  const { hasNextPage, isFetching, isFetchNextPageError, searchedTo, fetchNextPage } = pages
  const mayFetch = hasNextPage && !isFetching && !isFetchNextPageError && searchedTo === null

  useEffect(() => {
    if (!marker.current || !mayFetch) return
    const observer = new IntersectionObserver(
      entries => entries.some(entry => entry.isIntersecting) && fetchNextPage(),
      {
        root: scroller.current,
        rootMargin: '600px 0px',
      },
    )
    observer.observe(marker.current)
    return () => observer.disconnect()
  }, [mayFetch, fetchNextPage, scroller])
  return marker
}
