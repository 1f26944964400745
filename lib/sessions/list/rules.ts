import type { ListParams } from '#lib/list-query.ts'

export const PAGE_SIZE = 50
/** Counts end here ("10,000+"), and so does the search for rows that no index finds. */
export const COUNT_CAP = 10_000
/** More than this at once waits for a second agent. */
export const MAX_REVOKED_AT_ONCE = 25

export const SORTS = ['-last_activity', 'last_activity', '-signed_in', 'signed_in'] as const
export type Sort = (typeof SORTS)[number]

/** The URL of the list. `schema.ts` says what each may be; browsers that only show the list need not load that. */
export const SESSION_PARAMS = {
  names: ['status', 'user', 'app', 'device', 'place', 'address', 'risk', 'age', 'idle', 'step_ups', 'id', 'sort'],
  defaults: { status: 'ACTIVE', sort: '-last_activity' },
} as const satisfies ListParams

/** Whether a count would have to look at session after session: the page then does not wait for it. */
export const isSlowToCount = (values: Record<string, string>): boolean =>
  ['app', 'device', 'place', 'risk', 'step_ups'].some(name => name in values)
