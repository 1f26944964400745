import {
  type ColumnDef,
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import type { ListCount, ListParams } from '#lib/list-query.ts'

export type ColumnMeta = {
  /** What the chooser and, unless the definition says otherwise, the header call it. */
  label: string
  /** Pixels; what is left over is shared out in proportion. */
  width: number
  /** Where the width depends on the table's own: `w-[150px] @min-[1054px]:w-[208px]`. */
  widthClass?: string
  align?: 'right'
  /** Container width from which it is shown while nobody has chosen columns: `@max-[1200px]:hidden`. */
  hiddenBelow?: string
  /** Stays at the left when the table is scrolled sideways, and cannot be hidden. */
  pinned?: boolean
}

export const listFeatures = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  columnMeta: {} as ColumnMeta,
})

export type ListFeatures = typeof listFeatures
// biome-ignore lint/suspicious/noExplicitAny: columns of one table hold values of many types
export type ListColumn<Item extends object> = ColumnDef<ListFeatures, Item, any>

export const columnHelper = <Item extends object>() => createColumnHelper<ListFeatures, Item>()

/** Everything that makes one list different from another. Written once, outside of components. */
export type ListDefinition<Item extends object> = {
  /** Names the list in caches and saved views. */
  name: string
  title: string
  /** The route its pages come from; `/count` and `/rows` lie below it. */
  endpoint: string
  /** Its URL. `sort` has a default: a sortable column's id, with `-` in front for the largest first. */
  params: ListParams & { defaults: { sort: string } }
  columns: ListColumn<Item>[]
  /** Which filter what is typed into the search field means; null for nothing. */
  search(typed: string): { name: string; value: string } | null
  searchLabel: string
  idOf(item: Item): string
  hrefOf(item: Item): string
  /** The row in a few words, for who does not see it. */
  nameOf(item: Item): string
  /** Over and done: drawn paler, and left out of what can be acted on. */
  isEnded(item: Item): boolean
  /** The row on a phone. */
  narrow(item: Item): ReactNode
  /** What the count says beside the title: "2,481 active". */
  countText(count: ListCount, values: Record<string, string>): string
}
