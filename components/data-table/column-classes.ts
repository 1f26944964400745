import type { Column } from '@tanstack/react-table'
import type { ListFeatures } from './list-definition.ts'
import type { List } from './use-list.ts'

/** Columns that stay when a wide table is scrolled sideways. Their rows give them their ground. */
export const pinned = {
  select: 'sticky left-0 z-1 [thead_&]:z-20',
  first: 'sm:sticky sm:left-0 z-1 [thead_&]:z-20',
  second: 'sm:sticky sm:left-9 z-1 [thead_&]:z-20',
  actions: 'sticky right-0 z-1 [thead_&]:z-20',
} as const

/** While nobody has chosen columns, a narrow table leaves out what matters least; a phone shows one cell for all. */
export const hidden = <Item extends object>({ url }: List<Item>, column: Column<ListFeatures, Item>): string =>
  `max-sm:hidden ${url.columns ? '' : (column.columnDef.meta?.hiddenBelow ?? '')}`
