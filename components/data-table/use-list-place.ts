'use client'

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** Where somebody was in a list, kept with the entry of the browser's history: back, forward and reload lead there. */
type Place = { top: number; currentId: string | null; pages: number }

const SAVE_MS = 300
const MOST_PAGES = 20

type Options = {
  /** The list's URL without its columns: another one is another list, and begins at its own place. */
  query: string
  scroller: RefObject<HTMLElement | null>
  currentId: string | null
  pageCount: number
  hasMore: boolean
  isFetching: boolean
  fetchMore(): unknown
  onRestore(currentId: string | null): void
}

export function useListPlace(options: Options): void {
  const { query, scroller, currentId, pageCount, hasMore, isFetching, fetchMore } = options
  const wanted = useRef<Place | null>(null)
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: another query is another place
  useLayoutEffect(() => {
    const place = placeOfEntry()
    wanted.current = place
    latest.current.onRestore(place?.currentId ?? null)
    if (!place) scroller.current?.scrollTo({ top: 0 })
  }, [query, scroller])

  useLayoutEffect(() => {
    const place = wanted.current
    if (!place || isFetching) return
    if (pageCount < Math.min(place.pages, MOST_PAGES) && hasMore) fetchMore()
    else if (pageCount > 0) {
      wanted.current = null
      scroller.current?.scrollTo({ top: place.top })
    }
  }, [pageCount, hasMore, isFetching, fetchMore, scroller])

  useEffect(() => {
    const element = scroller.current
    let timer: ReturnType<typeof setTimeout> | undefined
    const save = () => {
      timer = undefined
      if (!wanted.current && element) keep({ top: element.scrollTop, currentId, pages: pageCount })
    }
    const saveSoon = () => {
      timer ??= setTimeout(save, SAVE_MS)
    }
    saveSoon()
    element?.addEventListener('scroll', saveSoon, { passive: true })
    return () => {
      element?.removeEventListener('scroll', saveSoon)
      clearTimeout(timer)
    }
  }, [scroller, currentId, pageCount])
}

const placeOfEntry = (): Place | null => (window.history.state as { listPlace?: Place } | null)?.listPlace ?? null

// Next keeps its own state in the entry: it stays as it is.
const keep = (listPlace: Place) => window.history.replaceState({ ...window.history.state, listPlace }, '')
