import { z } from 'zod'
import type { Wanted } from '../list/match-sessions.ts'
import { FILTERS } from '../list/schema.ts'
import { SESSION_STATUSES } from '../schema.ts'

const name = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, 'no control characters')

// What PostgreSQL and ISO 8601 write alike.
const [FIRST, LAST] = [0, Date.UTC(9999, 11, 31, 23, 59, 59, 999)]
const instant = () =>
  z.iso
    .datetime({ offset: true, error: 'an instant in ISO 8601 with its offset: 2026-11-20T09:30:00Z' })
    .refine(text => Date.parse(text) >= FIRST && Date.parse(text) <= LAST, 'between 1970 and 9999')
    .transform(text => new Date(text).toISOString())

const number = (pattern: RegExp, hint: string) => z.string().regex(pattern, hint).transform(Number)
const score = () => number(/^(\d{1,2}|100)$/, 'from 0 to 100')

const SORTS = {
  '-created_at': '-signed_in',
  created_at: 'signed_in',
  '-last_activity_at': '-last_activity',
  last_activity_at: 'last_activity',
} as const

/**
 * What a back-office system may ask of the list, as text of its URL; of several, all must hold. What it does not know is
 * refused: a misspelt filter must not be passed over.
 */
export const SessionsQuery = z.strictObject({
  status: FILTERS.status
    .default(['ACTIVE'])
    .describe(`${SESSION_STATUSES.join(', ')}, or several separated by commas, or \`any\`; ACTIVE if absent.`),
  session_id: z.uuid().optional().describe('This one alone.'),
  cupid: name(50).optional().describe('The whole of it, as are guid and username.'),
  guid: name(50).optional().describe('All of a customer’s users.'),
  username: name(100).optional().describe('Upper and lower case are the same.'),
  app_id: FILTERS.app.optional().describe('One or more, separated by commas.'),
  ip: FILTERS.address.optional().describe('An address or a range: 203.0.113.24, 203.0.113.0/24, 2001:db8::/32.'),
  device: FILTERS.device.optional().describe('Words of “Chrome 155 Windows 11”.'),
  place: FILTERS.place.optional().describe('Words of “Columbus, Ohio, United States”.'),
  risk_min: score().optional().describe('Of the latest evaluation, 0 to 100.'),
  risk_max: score().optional().describe('Of the latest evaluation, 0 to 100.'),
  min_step_ups: FILTERS.step_ups.optional().describe('At least so many step-ups.'),
  created_from: instant().optional().describe('ISO 8601; signed in then or later.'),
  created_until: instant().optional().describe('Signed in before.'),
  active_from: instant().optional().describe('Last used then or later.'),
  active_until: instant().optional().describe('Last used before.'),
  sort: z
    .enum(['-created_at', 'created_at', '-last_activity_at', 'last_activity_at'])
    .default('-created_at')
    .describe('Newest sign-in first if absent. By last activity, a session that is used meanwhile changes its place.'),
  limit: number(/^([1-9]\d?|1\d\d|200)$/, 'from 1 to 200')
    .default(50)
    .describe('From 1 to 200; 50 if absent.'),
  cursor: z.string().min(1).max(500).optional().describe('`next_cursor` of the page before, with the same filters.'),
})
export type SessionsQuery = z.output<typeof SessionsQuery>

/** The same in the words of the list. */
export function wantedOf(query: SessionsQuery): Wanted {
  const { risk_min: min, risk_max: max } = query
  return {
    status: query.status,
    sort: SORTS[query.sort],
    ...given('id', query.session_id),
    ...given('cupid', query.cupid),
    ...given('guid', query.guid),
    ...given('username', query.username),
    ...given('app', query.app_id),
    ...given('address', query.ip),
    ...given('device', query.device),
    ...given('place', query.place),
    ...given('step_ups', query.min_step_ups),
    ...given('risk', min === undefined && max === undefined ? undefined : { min, max }),
    ...given('created', span(query.created_from, query.created_until)),
    ...given('active', span(query.active_from, query.active_until)),
  }
}

const span = (from?: string, until?: string) => (from || until ? { from, until } : undefined)

const given = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [name in Name]?: Value }
