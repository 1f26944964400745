'use client'

import { useQuery } from '@tanstack/react-query'
import { SelectionBar } from '#components/data-table/selection-bar.tsx'
import type { List } from '#components/data-table/use-list.ts'
import { fetchJson } from '#components/shell/fetch-json.ts'
import { KeyNames } from '#components/shell/key-names.tsx'
import { Button } from '#components/ui/button.tsx'
import { Tooltip, TooltipContent, TooltipTrigger } from '#components/ui/tooltip.tsx'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import type { SelectionSummary } from '#lib/sessions/list/queries.ts'
import { MAX_REVOKED_AT_ONCE } from '#lib/sessions/list/rules.ts'

export const TOO_MANY = `More than ${MAX_REVOKED_AT_ONCE} sessions at once need a second agent’s approval. Select fewer.`

/** What the selection comes to, and the button that ends it. */
export function RevokeSelected({ list, onRevoke }: { list: List<SessionItem>; onRevoke: () => void }) {
  const { selection } = list
  const isTooMany = selection.size > MAX_REVOKED_AT_ONCE
  return (
    <SelectionBar list={list} summary={<Summary list={list} />}>
      {isTooMany ? (
        <Tooltip>
          <TooltipTrigger asChild>
            <Button variant="danger" aria-disabled="true" onClick={event => event.preventDefault()}>
              Revoke…
            </Button>
          </TooltipTrigger>
          <TooltipContent>{TOO_MANY}</TooltipContent>
        </Tooltip>
      ) : (
        <Button variant="danger" onClick={onRevoke}>
          Revoke… <KeyNames keys="r" className="pointer-coarse:hidden" />
        </Button>
      )}
    </SelectionBar>
  )
}

// At once from the rows on the screen, then from the database.
function Summary({ list }: { list: List<SessionItem> }) {
  const { items } = list.selection
  const ids = items.map(({ sessionId }) => sessionId)
  const { data } = useQuery({
    queryKey: ['sessions', 'summary', ids.toSorted()],
    queryFn: ({ signal }) => fetchJson<SelectionSummary>(`/api/console/sessions/summary?ids=${ids}`, { signal }),
    enabled: ids.length > 0 && ids.length <= 500,
    placeholderData: {
      sessions: ids.length,
      active: ids.length,
      users: new Set(items.map(({ cupid }) => cupid)).size,
      addresses: new Set(items.map(({ address }) => address)).size,
      tokens: items.reduce((sum, { tokens }) => sum + tokens.active, 0),
    },
  })
  if (!data) return null
  return [count(data.users, 'user'), count(data.addresses, 'address', 'addresses'), count(data.tokens, 'token')].join(
    ' · ',
  )
}

const count = (figure: number, one: string, many = `${one}s`) =>
  `${figure.toLocaleString('en')} ${figure === 1 ? one : many}`
