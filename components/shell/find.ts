/** The filters of the Sessions list that somebody's words may mean, by their names in its URL. */
export type Filter = Record<string, string>
export type Way = { what: string; label: string; href: string }
export type Finding = {
  /** What the matching sessions are asked for with. */
  filter: Filter
  /** Where the words may lead, whether or not anything matches. */
  ways: Way[]
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const IPV4 = /^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/
const IPV6 = /^(?=.*::|([0-9a-f]{1,4}:){7})[0-9a-f:.]+(\/\d{1,3})?$/i

/** Reads what somebody typed: an id leads to its session, an address or a name to the sessions that have it. */
export function readWords(typed: string): Finding | null {
  const label = typed.trim()
  if (!label) return null
  if (UUID.test(label)) {
    const id = label.toLowerCase()
    return { filter: { id, status: 'any' }, ways: [{ what: 'Open session', label, href: `/sessions/${id}` }] }
  }
  const isAddress = IPV4.test(label) || IPV6.test(label)
  const filter: Filter = isAddress ? { address: label } : { user: label }
  const preposition = isAddress ? 'from' : 'of'
  return {
    filter,
    ways: [
      { what: `Active sessions ${preposition}`, label, href: listOf(filter) },
      { what: `All sessions ${preposition}`, label, href: listOf({ ...filter, status: 'any' }) },
      ...(isAddress ? [] : [{ what: 'Active sessions in', label, href: listOf({ place: label }) }]),
    ],
  }
}

export const listOf = (filter: Filter) => `/sessions?${new URLSearchParams(filter)}`
