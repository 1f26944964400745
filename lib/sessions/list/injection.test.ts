import { afterAll, beforeAll, expect, test } from 'vitest'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { openSessionWorld } from '../testing/open-world.ts'
import { countSessions, listSessions } from './queries.ts'
import { FILTERS, type FilterName, SessionFilter } from './schema.ts'
import { openSession } from './testing/list-world.ts'

const CORPUS = [
  `'`,
  `''`,
  `"`,
  `\\`,
  `\\'`,
  `%`,
  `_`,
  `%%_%`,
  `' OR '1'='1`,
  `' OR 1=1 --`,
  `') OR ('1'='1`,
  `'; DROP TABLE sessions; --`,
  `1; SELECT pg_sleep(10)`,
  `' UNION SELECT token_value_hash FROM tokens --`,
  `$1`,
  `$$;SELECT 1;$$`,
  `E'\\x27'`,
  `{{constructor}}`,
  `NULL`,
  `/* */`,
  `-- `,
  `ʼ OR 1=1`,
  `＇ OR 1=1`,
  `\u0000' OR 1=1`,
  `a\nb`,
  `\ud800`,
  `😀`,
  `[]`,
  `192.0.2.10' OR true --`,
  `192.0.2.10/24; DROP TABLE tokens`,
  `1..2' OR '1'='1`,
  `ACTIVE' OR '1'='1`,
  `ACTIVE) OR (1=1`,
]

let world: Awaited<ReturnType<typeof openSessionWorld>>
beforeAll(async () => {
  world = await openSessionWorld()
  await openSession(world.db, { username: 'demo', risk: 50, browser: 'Chrome', place: 'Accra', stepUps: [1] })
  await openSession(world.db, { username: 'revoked', status: 'REVOKED' })
})
afterAll(() => world.close())

test.each([...(Object.keys(FILTERS) as FilterName[]), 'sort', 'cursor'] as const)('%s takes data only', async name => {
  for (const text of CORPUS) {
    const outcome = await ask({ [name]: text })
    // Refused as input, or found as little as any other word: never all, never an error of the database.
    if (outcome instanceof Failure) expect(outcome.failure, `${name}=${text}`).toBe('request_invalid')
    else expect(outcome, `${name}=${text}`).toBe(0)
  }
})

async function ask({ cursor, ...query }: Record<string, string>): Promise<number | Failure> {
  try {
    const ctx = world.as('admin')
    const filter = parse(SessionFilter, query)
    const { rows } = await listSessions(ctx, filter, cursor ?? null)
    const { count } = await countSessions(ctx, filter)
    expect(count).toBe(rows.length)
    return count
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

test('and nothing is missing afterwards', async () => {
  const { rows } = await world.owner.query('SELECT count(*)::int AS sessions FROM sessions')
  expect(rows[0].sessions).toBe(2)
})
