import type { ListDefinition } from '#components/data-table/list-definition.ts'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import { SESSION_PARAMS } from '#lib/sessions/list/rules.ts'
import { SESSION_COLUMNS, sessionHref } from './columns.tsx'
import { NarrowSession } from './narrow-session.tsx'

export const SESSION_LIST: ListDefinition<SessionItem> = {
  name: 'sessions',
  title: 'Sessions',
  endpoint: '/api/console/sessions',
  params: SESSION_PARAMS,
  columns: SESSION_COLUMNS,
  search: searchFor,
  searchLabel: 'Find a user, address or id',
  idOf: session => session.sessionId,
  hrefOf: sessionHref,
  nameOf: ({ username, app, status }) => `${username}, ${app}${status === 'ACTIVE' ? '' : ', ended'}`,
  isEnded: session => session.status !== 'ACTIVE',
  narrow: session => <NarrowSession session={session} />,
  countText({ count, capped }, values) {
    if (count === 0 && capped) return 'none so far'
    const figure = count === 0 ? 'none' : `${count.toLocaleString('en')}${capped ? '+' : ''}`
    const { sort: _, ...filters } = values
    if (Object.keys(filters).length === 0) return `${figure} active`
    return count === 1 && !capped ? '1 matches' : `${figure} match`
  },
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|(?=[0-9a-f:.]*::)[0-9a-f:.]+|[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7})(\/\d{1,3})?$/i

// An id and an address cannot be anything else; every other word is somebody's name.
function searchFor(typed: string) {
  const value = typed.trim()
  if (value === '' || value === '=') return null
  return { name: ID.test(value) ? 'id' : ADDRESS.test(value) ? 'address' : 'user', value }
}
