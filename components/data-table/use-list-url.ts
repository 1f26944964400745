'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { type ListQuery, readListQuery } from '#lib/list-query.ts'
import type { ListDefinition } from './list-definition.ts'

export type ListUrl = ListQuery & {
  sort: string
  /** Ids of the chosen columns; null while nobody has chosen. */
  columns: string[] | null
  /** The search string of a link to exactly this view: filters, sort and columns, and no place in the list. */
  link: string
  /** Sets or, with null, unsets one parameter. Changes of filters and sort can be gone back on; `quiet` ones cannot. */
  set(name: string, value: string | null, options?: { quiet?: boolean }): void
  /** Goes to another view of the list, by its search string. */
  go(search: string): void
}

/** The URL is the state of a list: what it filters by, how it sorts, which columns it shows. */
export function useListUrl<Item extends object>(
  { params: list }: ListDefinition<Item>,
  unsound: Record<string, string>,
): ListUrl {
  const pathname = usePathname()
  const search = useSearchParams().toString()

  return useMemo(() => {
    const { columns, ...given } = Object.fromEntries(new URLSearchParams(search))
    const query = readListQuery(list, given, unsound)
    const link = new URLSearchParams({ ...query.values, ...(columns && { columns }) }).toString()
    const write = (next: string, quiet: boolean) => {
      if (next === new URLSearchParams(window.location.search).toString()) return
      const url = next ? `${pathname}?${next}` : pathname
      if (quiet) window.history.replaceState({ listPlace: window.history.state?.listPlace }, '', url)
      else window.history.pushState(null, '', url)
    }
    return {
      ...query,
      sort: query.values.sort ?? list.defaults.sort,
      columns: columns ? columns.split(',') : null,
      link,
      set(name, value, { quiet = false } = {}) {
        // From the address itself: two changes in one turn must not undo each other.
        const params = new URLSearchParams(window.location.search)
        for (const ignored of query.ignored) params.delete(ignored)
        if (value === null) params.delete(name)
        else params.set(name, value)
        write(readable(params), quiet)
      },
      go: next => write(next, false),
    }
  }, [list, unsound, pathname, search])
}

// What may stand in a query as it is, stands as it is: links are read by people too.
const readable = (params: URLSearchParams) =>
  params.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':')
