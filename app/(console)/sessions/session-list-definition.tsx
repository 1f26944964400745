import type { ListDefinition } from '#components/data-table/list-definition.ts'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import { FILTER_DEFAULTS, FILTERS, readSessionQuery } from '#lib/sessions/list/schema.ts'
import { SESSION_COLUMNS, sessionHref } from './columns.tsx'
import { NarrowSession } from './narrow-session.tsx'

export const SESSION_LIST: ListDefinition<SessionItem> = {
  name: 'sessions',
  title: 'Sessions',
  endpoint: '/api/console/sessions',
  read: readSessionQuery,
  defaultSort: FILTER_DEFAULTS.sort,
  columns: SESSION_COLUMNS,
  search: searchFor,
  searchLabel: 'Find a user, address or id',
  idOf: session => session.sessionId,
  hrefOf: sessionHref,
  nameOf: ({ username, app, status }) => `${username}, ${app}${status === 'ACTIVE' ? '' : ', ended'}`,
  isEnded: session => session.status !== 'ACTIVE',
  narrow: session => <NarrowSession session={session} />,
  countText({ count, capped }, values) {
    const figure = count === 0 && !capped ? 'none' : `${count.toLocaleString('en')}${capped ? '+' : ''}`
    const { sort: _, ...filters } = values
    if (Object.keys(filters).length === 0) return `${figure} active`
    return count === 1 && !capped ? '1 matches' : `${figure} match`
  },
}

// An id and an address cannot be anything else; every other word is somebody's name.
function searchFor(typed: string) {
  const value = typed.trim()
  for (const name of ['id', 'address', 'user'] as const) {
    if (FILTERS[name].safeParse(value).success) return { name, value }
  }
  return null
}
