'use client'

import { useRouter } from 'next/navigation'
import { useHotkey } from '#components/shell/hotkeys.tsx'
import type { List } from './use-list.ts'

const GROUP = 'This list'

type Props<Item extends object> = {
  list: List<Item>
  /** What `r` does with the selected rows, or with the current one; absent where the role may do nothing. */
  act?: { description: string; run(items: Item[]): void } | undefined
  onSearch(): void
  onFilter(): void
}

/** The keys of a list. Moving also moves the focus, so that a screen reader tells the row. */
export function ListKeys<Item extends object>({ list, act, onSearch, onFilter }: Props<Item>) {
  const router = useRouter()
  const { definition, items, current, currentIndex, selectable, selection, isPeeking } = list
  const group = GROUP

  const move = (step: 1 | -1) => (event: KeyboardEvent) => {
    const index = Math.min(Math.max(currentIndex + step, 0), items.length - 1)
    const item = items[index]
    if (!item) return
    if (event.shiftKey && selectable && currentIndex >= 0) selection.extendTo(index)
    list.setCurrentId(definition.idOf(item))
    list.reveal(index)
  }
  const down = move(1)
  const up = move(-1)
  useHotkey('j', down, { description: 'Next row (with shift: select it too)', group })
  useHotkey('k', up, { description: 'Previous row', group })
  useHotkey('ArrowDown', down, { description: 'Next row', group })
  useHotkey('ArrowUp', up, { description: 'Previous row', group })
  // Without a current row these do nothing, but `?` tells of them.
  useHotkey('Enter', () => current && router.push(definition.hrefOf(current)), { description: 'Open the row', group })
  useHotkey('Space', () => current && list.setPeeking(!isPeeking), { description: 'Peek at the row', group })
  useHotkey(
    'x',
    event => current && !definition.isEnded(current) && selection.toggle(definition.idOf(current), event.shiftKey),
    { description: 'Select the row (with shift: all rows up to it)', group, enabled: selectable },
  )
  useHotkey('r', () => act?.run(selection.size > 0 ? selection.items : current ? [current] : []), {
    description: act?.description ?? '',
    group,
    enabled: act !== undefined,
  })
  useHotkey('/', onSearch, { description: 'Search', group })
  useHotkey('f', onFilter, { description: 'Add a filter', group })
  useHotkey('l', () => list.setLive(!list.isLive), { description: 'Live on or off', group })
  useHotkey(
    'Escape',
    () => {
      if (isPeeking) list.setPeeking(false)
      else if (selection.size > 0) selection.clear()
      else list.setCurrentId(null)
    },
    {
      description: 'Close the peek, clear the selection',
      group,
      enabled: isPeeking || selection.size > 0 || current !== null,
    },
  )
  return null
}
