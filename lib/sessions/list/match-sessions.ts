import { type SQL, sql } from 'drizzle-orm'
import type { Position } from '#lib/cursor.ts'
import { COUNT_CAP } from './rules.ts'
import type { Range, SessionFilter } from './schema.ts'

/** From `from` on, and before `until`; ISO 8601. */
export type Span = { from?: string | undefined; until?: string | undefined }

/** What the console's list asks for, and what only back-office systems do: exact names, and instants instead of ages. */
export type Wanted = SessionFilter & {
  cupid?: string | undefined
  guid?: string | undefined
  username?: string | undefined
  created?: Span | undefined
  active?: Span | undefined
}

export type Match = {
  filter: Wanted
  /** Whether usernames may be searched: who sees them masked must not find them out letter by letter. */
  byUsername: boolean
  after?: Position | null
  limit: number
}

/**
 * The sessions that match, in order, as (session_id, context_id, at): `at` is the column sorted by. Each status is one
 * ordered walk of an index. Filters that no index answers are asked of the first COUNT_CAP candidates only, so that a
 * filter that hardly anything matches costs no more than one that everything does.
 */
export function matchSessions(match: Match): SQL {
  const { filter, limit } = match
  const conditions = examined(filter)
  if (conditions.length === 0) return candidates(match, limit)
  const order = direction(filter)
  return sql`
    SELECT s.session_id, s.context_id, s.at
    FROM (${candidates(match, COUNT_CAP)}) s ${joins(filter)}
    WHERE ${all(conditions)}
    ORDER BY s.at ${order}, s.session_id ${order} LIMIT ${limit}`
}

/** Whether a page may end before the list does, because COUNT_CAP candidates were examined. */
export const isExamined = (filter: Wanted): boolean => examined(filter).length > 0

/** The last of the candidates that were examined: where the next page takes up. No row when there were fewer. */
export const lastExamined = (match: Match): SQL => sql`
  SELECT c.session_id AS id, to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00') AS at
  FROM (${candidates(match, COUNT_CAP)}) c OFFSET ${COUNT_CAP - 1}`

function candidates(match: Match, limit: number): SQL {
  const order = direction(match.filter)
  const walk = (status: string) => sql`(
    SELECT s.session_id, s.context_id, s.created_at, s.last_activity_at, ${sortColumn(match.filter)} AS at FROM sessions s
    WHERE ${all([sql`s.status = ${status}`, ...narrowed(match), ...after(match)])}
    ORDER BY ${sortColumn(match.filter)} ${order}, s.session_id ${order} LIMIT ${limit})`
  return sql`
    SELECT * FROM (${sql.join(match.filter.status.map(walk), sql` UNION ALL `)}) walked
    ORDER BY at ${order}, session_id ${order} LIMIT ${limit}`
}

const byActivity = (filter: Wanted) => filter.sort.endsWith('last_activity')
const sortColumn = (filter: Wanted) => (byActivity(filter) ? sql`s.last_activity_at` : sql`s.created_at`)
const direction = (filter: Wanted) => (filter.sort.startsWith('-') ? sql`DESC` : sql`ASC`)

function after({ filter, after }: Match): SQL[] {
  if (!after) return []
  const beyond = filter.sort.startsWith('-') ? sql`<` : sql`>`
  return [sql`(${sortColumn(filter)}, s.session_id) ${beyond} (${after.at}::timestamptz, ${after.id}::uuid)`]
}

// Answered by an index, or by the order that is walked anyway.
function narrowed({ filter, byUsername }: Match): SQL[] {
  const { id, user, address, age, idle, created, active } = filter
  return [
    ...(id ? [sql`s.session_id = ${id}::uuid`] : []),
    ...(address ? [sql`s.ip_address <<= ${address}::inet`] : []),
    ...(user ? [sql`s.context_id IN (SELECT context_id FROM auth_contexts c WHERE ${isUser(user, byUsername)})`] : []),
    ...exactly(filter),
    ...(byActivity(filter) ? within(sql`s.last_activity_at`, idle) : within(sql`s.created_at`, age)),
    ...(byActivity(filter) ? during(sql`s.last_activity_at`, active) : during(sql`s.created_at`, created)),
    // Who signed in since then was active since then: it ends the walk.
    ...(byActivity(filter) && age?.max !== undefined ? within(sql`s.last_activity_at`, { max: age.max }) : []),
    ...(byActivity(filter) && created?.from ? during(sql`s.last_activity_at`, { from: created.from }) : []),
  ]
}

function exactly({ cupid, guid, username }: Wanted): SQL[] {
  const names = [
    ...(cupid === undefined ? [] : [sql`c.cupid = ${cupid}`]),
    ...(guid === undefined ? [] : [sql`c.guid = ${guid}`]),
    ...(username === undefined ? [] : [sql`lower(c.username) = ${username.toLowerCase()}`]),
  ]
  if (names.length === 0) return []
  return [sql`s.context_id IN (SELECT context_id FROM auth_contexts c WHERE c.auth_type = 'INITIAL' AND ${all(names)})`]
}

function isUser(user: NonNullable<SessionFilter['user']>, byUsername: boolean): SQL {
  const lower = user.text.toLowerCase()
  const matches = (column: SQL, text: string) =>
    user.exact ? sql`${column} = ${text}` : sql`${column} LIKE ${`${literal(text)}%`}`
  const columns = [matches(sql`c.cupid`, user.text), matches(sql`c.guid`, user.text)]
  if (byUsername) columns.unshift(matches(sql`lower(c.username)`, lower))
  return sql`c.auth_type = 'INITIAL' AND (${sql.join(columns, sql` OR `)})`
}

// Asked of one candidate after the other.
function examined(filter: Wanted): SQL[] {
  const { app, device, place, risk, age, idle, created, active, step_ups: stepUps } = filter
  return [
    ...(byActivity(filter) ? within(sql`s.created_at`, age) : within(sql`s.last_activity_at`, idle)),
    ...(byActivity(filter) ? during(sql`s.created_at`, created) : during(sql`s.last_activity_at`, active)),
    ...(app ? [sql`c.app_id IN ${app}`] : []),
    ...(risk ? between(sql`coalesce(u.risk_score, i.risk_score)`, risk) : []),
    ...(device ? contains(deviceText, device) : []),
    ...(place ? contains(sql`coalesce(u.ip_location, i.ip_location)`, place) : []),
    ...(stepUps ? [sql`(SELECT count(*) FROM auth_contexts a WHERE a.session_id = s.session_id) >= ${stepUps}`] : []),
  ]
}

function joins({ app, device, place, risk }: Wanted): SQL {
  return sql`
    ${app ? sql`JOIN auth_contexts c ON c.context_id = s.context_id` : sql``}
    ${device || place || risk ? latestEvaluation : sql``}`
}

/** The latest evaluation of a session `s`: of its last step-up (`u`), else of its sign-in (`i`). */
export const latestEvaluation = sql`
  LEFT JOIN LATERAL (
    SELECT * FROM drs_evaluations d WHERE d.session_id = s.session_id ORDER BY d.created_at DESC LIMIT 1
  ) u ON true
  LEFT JOIN LATERAL (
    SELECT * FROM drs_evaluations d WHERE d.context_id = s.context_id ORDER BY d.created_at DESC LIMIT 1
  ) i ON true`

const deviceText = sql`concat_ws(' ', coalesce(u.browser, i.browser), coalesce(u.browser_version, i.browser_version),
  coalesce(u.operating_system, i.operating_system), coalesce(u.os_version, i.os_version))`

const between = (value: SQL, { min, max }: Range): SQL[] => [
  ...(min === undefined ? [] : [sql`${value} >= ${min}`]),
  ...(max === undefined ? [] : [sql`${value} <= ${max}`]),
]

// Ages count backwards: at least `min` seconds ago is before.
const within = (instant: SQL, { min, max }: Range = {}): SQL[] => [
  ...(min === undefined ? [] : [sql`${instant} <= now() - make_interval(secs => ${min})`]),
  ...(max === undefined ? [] : [sql`${instant} >= now() - make_interval(secs => ${max})`]),
]

const during = (instant: SQL, { from, until }: Span = {}): SQL[] => [
  ...(from === undefined ? [] : [sql`${instant} >= ${from}::timestamptz`]),
  ...(until === undefined ? [] : [sql`${instant} < ${until}::timestamptz`]),
]

const contains = (text: SQL, words: string): SQL[] =>
  words.split(/\s+/).map(word => sql`${text} ILIKE ${`%${literal(word)}%`}`)

const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')

const all = (conditions: SQL[]): SQL => sql.join(conditions, sql` AND `)
