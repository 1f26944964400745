import type { InfiniteData } from '@tanstack/react-query'
import type { ListPage } from '#lib/list-query.ts'

/** The loaded pages of a list, as TanStack Query keeps them. */
export type Pages<Item> = InfiniteData<ListPage<Item>, string | null>

/** Keys of the cache: the page component on the server fills what the list in the browser reads. */
export const pagesKey = (name: string, query: string) => [name, 'pages', query] as const
export const countKey = (name: string, query: string) => [name, 'count', query] as const

/** The same pages with each row replaced by what `change` makes of it; what stays the same stays the same object. */
export function mapItems<Item>(pages: Pages<Item>, change: (item: Item) => Item): Pages<Item> {
  const next = pages.pages.map(page => {
    const items = page.items.map(change)
    return items.every((item, index) => item === page.items[index]) ? page : { ...page, items }
  })
  return next.every((page, index) => page === pages.pages[index]) ? pages : { ...pages, pages: next }
}

/** All rows, each once: one that moved between two pages while they were read is told where it was met first. */
export function eachOnce<Item>(pages: Pages<Item> | undefined, idOf: (item: Item) => string): Item[] {
  const rows = new Map<string, Item>()
  for (const { items } of pages?.pages ?? []) {
    for (const item of items) if (!rows.has(idOf(item))) rows.set(idOf(item), item)
  }
  return [...rows.values()]
}

/**
 * The pages with `fresh` put in front. Rows that were pushed out of the first page follow it, so that nothing is lost
 * before the second, which begins where the old first one ended.
 */
export function putInFront<Item>(pages: Pages<Item>, fresh: ListPage<Item>, idOf: (item: Item) => string): Pages<Item> {
  const [first, ...rest] = pages.pages
  if (!first) return pages
  if (rest.length === 0 && first.nextCursor === null && fresh.nextCursor === null) return { ...pages, pages: [fresh] }
  const there = new Set(fresh.items.map(idOf))
  const pushedOut = first.items.filter(item => !there.has(idOf(item)))
  return { ...pages, pages: [{ ...first, items: [...fresh.items, ...pushedOut] }, ...rest] }
}
