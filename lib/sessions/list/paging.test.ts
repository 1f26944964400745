import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSessionWorld } from '../testing/open-world.ts'
import { countSessions, listSessions } from './queries.ts'
import { COUNT_CAP, SORTS, type Sort } from './rules.ts'
import type { SessionFilter } from './schema.ts'
import { ago, openSession } from './testing/list-world.ts'

let world: Awaited<ReturnType<typeof openSessionWorld>>
beforeAll(async () => {
  world = await openSessionWorld()
})
afterAll(() => world.close())
beforeEach(() => world.owner.query('TRUNCATE auth_contexts CASCADE'))

const active = (sort: Sort, more: Partial<SessionFilter> = {}): SessionFilter => ({ status: ['ACTIVE'], sort, ...more })

/** Every page in turn, with `between` done after each. */
async function walk(filter: SessionFilter, limit: number, between: () => Promise<unknown> = async () => {}) {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page = await listSessions(world.as('analyst'), filter, cursor, limit)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    ids.push(...page.rows.map(row => row.session_id))
    cursor = page.nextCursor
    await between()
  } while (cursor)
  return ids
}

/** Many sessions at few instants, so that most are ties. */
async function insertTies(count: number) {
  await world.owner.query(
    `WITH n AS (SELECT gen_random_uuid() AS c, i FROM generate_series(1, $1) i), opened AS (
       INSERT INTO auth_contexts (context_id, guid, cupid, username, app_id, app_version, ip_address)
       SELECT c, 'G', 'C', 'demo', 'storefront-web-app', '1.0.0', '192.0.2.1' FROM n RETURNING 1)
     INSERT INTO sessions (context_id, cupid, ip_address, status, created_at, last_activity_at)
     SELECT c, 'C', '192.0.2.1', CASE i % 3 WHEN 0 THEN 'LOGGED_OUT' ELSE 'ACTIVE' END,
            date_trunc('hour', now()) - (i % 4) * interval '1 microsecond',
            date_trunc('hour', now()) - (i % 3) * interval '1 microsecond' FROM n`,
    [count],
  )
}

const inOrder = async (sort: Sort, statuses: string[]) => {
  const column = sort.endsWith('last_activity') ? 'last_activity_at' : 'created_at'
  const order = sort.startsWith('-') ? 'DESC' : 'ASC'
  const { rows } = await world.owner.query(
    `SELECT session_id FROM sessions WHERE status = ANY ($1) ORDER BY ${column} ${order}, session_id ${order}`,
    [statuses],
  )
  return rows.map(row => row.session_id as string)
}

describe.each(SORTS)('sorted by %s', sort => {
  test.each([1, 7, 20, 21, 100])('pages of %i over ties tell every row once, in order', async limit => {
    await insertTies(63)
    expect(await walk(active(sort), limit)).toEqual(await inOrder(sort, ['ACTIVE']))
  })

  test('so do several statuses', async () => {
    await insertTies(63)
    const statuses = ['ACTIVE', 'LOGGED_OUT'] as const
    const filter = { ...active(sort), status: [...statuses] }
    expect(await walk(filter, 10)).toEqual(await inOrder(sort, [...statuses]))
  })

  test('rows added between pages lose and double none of the others', async () => {
    await insertTies(60)
    const before = await inOrder(sort, ['ACTIVE'])
    const seen = await walk(active(sort), 7, async () => {
      await openSession(world.db, { signedInAt: ago(0) })
      await openSession(world.db, { signedInAt: ago(40 * 86_400), expiresAt: new Date(Date.now() + 86_400_000) })
      await insertTies(3)
    })
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter(id => before.includes(id))).toEqual(before)
  })
})

test('any page size tells every row once', async () => {
  await insertTies(24)
  for (let limit = 1; limit <= 17; limit++) {
    for (const sort of SORTS) expect(await walk(active(sort), limit)).toEqual(await inOrder(sort, ['ACTIVE']))
  }
})

describe('a cursor', () => {
  const filter = active('-last_activity')
  const next = (cursor: string, other: SessionFilter = filter) => listSessions(world.as('analyst'), other, cursor, 3)

  beforeEach(() => insertTies(12))

  test('of a later process with the same secret still leads on', async () => {
    const { nextCursor } = await listSessions(world.as('analyst'), filter, null, 3)
    expect((await next(nextCursor!)).rows).toHaveLength(3)
  })

  test('is refused when it was altered, wherever', async () => {
    const { nextCursor } = await listSessions(world.as('analyst'), filter, null, 3)
    const cursor = nextCursor!
    for (let at = 0; at < cursor.length; at++) {
      const altered = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1)
      await expect(next(altered)).rejects.toMatchObject({ failure: 'request_invalid', details: { field: 'cursor' } })
    }
  })

  test.each(['', '.', 'x', "' OR 1=1 --", 'eyJ9.', `${'a'.repeat(5000)}.b`, '\u0000'])('%j is none', async cursor => {
    if (cursor === '') return expect((await next(cursor)).rows).toHaveLength(3)
    await expect(next(cursor)).rejects.toMatchObject({ failure: 'request_invalid' })
  })

  test('of another filter or sort is refused', async () => {
    const { nextCursor } = await listSessions(world.as('analyst'), filter, null, 3)
    for (const other of [active('last_activity'), active('-signed_in'), active('-last_activity', { app: ['x'] })]) {
      await expect(next(nextCursor!, other)).rejects.toMatchObject({ failure: 'request_invalid' })
    }
  })
})

describe('more than can be looked at', () => {
  const rare = active('-last_activity', { app: ['ticketing'] })

  beforeEach(async () => {
    await insertTies(Math.ceil(((COUNT_CAP + 500) * 3) / 2))
    await openSession(world.db, { app: 'ticketing', lastActivityAt: ago(0) })
    await openSession(world.db, { app: 'ticketing', signedInAt: ago(9 * 86_400), lastActivityAt: ago(8 * 86_400) })
  })

  test('counts end at the cap', async () => {
    expect(await countSessions(world.as('viewer'), active('-last_activity'))).toEqual({
      count: COUNT_CAP,
      capped: true,
    })
    expect(await countSessions(world.as('viewer'), rare)).toEqual({ count: 1, capped: true })
    const few = active('-last_activity', { age: { min: 86_400 } })
    expect(await countSessions(world.as('viewer'), few)).toEqual({ count: 0, capped: true })
  })

  test('a page that found too little says how far it came, and the next goes on from there', async () => {
    const first = await listSessions(world.as('viewer'), rare)
    expect(first.rows).toHaveLength(1)
    expect(first.searchedTo).toMatch(/^\d{4}-\d\d-\d\d \d\d:/)
    const second = await listSessions(world.as('viewer'), rare, first.nextCursor)
    expect(second.rows).toHaveLength(1)
    expect(second).toMatchObject({ nextCursor: null, searchedTo: null })
  })
})
