'use client'

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { fetchJson } from '#components/shell/fetch-json.ts'
import type { ListCount, ListPage } from '#lib/list-query.ts'
import { countKey, eachOnce, mapItems, type Pages, pagesKey } from './list-cache.ts'
import type { ListDefinition } from './list-definition.ts'

/** A search that finds little goes on by itself for so many pages; after that somebody must want it. */
const SEARCHED_PAGES = 5
const FEW_ROWS = 40

/** How many rows match, asked again every `refetchMs`. */
export function useListCount({ name, endpoint }: { name: string; endpoint: string }, query: string, refetchMs: number) {
  return useQuery({
    queryKey: countKey(name, query),
    queryFn: ({ signal }) => fetchJson<ListCount>(`${endpoint}/count?${query}`, { signal }),
    refetchInterval: refetchMs,
    placeholderData: keepPreviousData,
  })
}

/** The rows loaded so far, each once, and what can be done about them. */
export function useListPages<Item extends object>(definition: ListDefinition<Item>, query: string) {
  const { name, endpoint, idOf } = definition
  const client = useQueryClient()
  const result = useInfiniteQuery<ListPage<Item>, Error, Pages<Item>, ReturnType<typeof pagesKey>, string | null>({
    queryKey: pagesKey(name, query),
    queryFn: ({ pageParam, signal }) => fetchJson<ListPage<Item>>(pageUrl(endpoint, query, pageParam), { signal }),
    initialPageParam: null,
    getNextPageParam: page => page.nextCursor,
    placeholderData: keepPreviousData,
  })
  const { data, isFetchingNextPage, isPlaceholderData, fetchNextPage } = result
  const items = useMemo(() => eachOnce(data, idOf), [data, idOf])
  const searchedTo = data?.pages.at(-1)?.searchedTo ?? null
  const pageCount = data?.pages.length ?? 0

  const searchOn = searchedTo !== null && items.length < FEW_ROWS && pageCount < SEARCHED_PAGES
  useEffect(() => {
    if (searchOn && !isFetchingNextPage && !isPlaceholderData) fetchNextPage()
  }, [searchOn, isFetchingNextPage, isPlaceholderData, fetchNextPage])

  const write = useCallback(
    (change: (pages: Pages<Item>) => Pages<Item>) =>
      client.setQueryData<Pages<Item>>(pagesKey(name, query), pages => pages && change(pages)),
    [client, name, query],
  )
  /** Changes rows of the open list at once. Returns what puts them back as they were. */
  const patch = useCallback(
    (ids: ReadonlySet<string>, change: (item: Item) => Item) => {
      const before = new Map<string, Item>()
      write(pages =>
        mapItems(pages, item => {
          if (!ids.has(idOf(item))) return item
          before.set(idOf(item), item)
          return change(item)
        }),
      )
      return () => {
        write(pages => mapItems(pages, item => before.get(idOf(item)) ?? item))
      }
    },
    [write, idOf],
  )

  return { ...result, items, pageCount, searchedTo, write, patch }
}

const pageUrl = (endpoint: string, query: string, cursor: string | null) =>
  `${endpoint}?${[query, cursor && `cursor=${encodeURIComponent(cursor)}`].filter(Boolean).join('&')}`
