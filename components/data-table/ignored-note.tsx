'use client'

import { Button } from '#components/ui/button.tsx'
import type { List } from './use-list.ts'

/** A link that holds what this list does not understand: said, not passed over. */
export function IgnoredNote<Item extends object>({ list }: { list: List<Item> }) {
  const { ignored, link, go } = list.url
  if (ignored.length === 0) return null
  return (
    <p role="status" className="flex flex-wrap items-center gap-2 rounded-md bg-warn-wash px-2.5 py-1 text-warn">
      Left out of the link, because it makes no sense here: <span className="mono">{ignored.join(', ')}</span>
      <Button size="sm" variant="ghost" className="ml-auto text-warn" onClick={() => go(link)}>
        Tidy the link
      </Button>
    </p>
  )
}
