import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertSession, insertToken } from '#db/testing/rows.ts'
import { openSessionWorld } from '../testing/open-world.ts'
import { presentChain } from './present.ts'
import { listTokens } from './queries.ts'

let world: Awaited<ReturnType<typeof openSessionWorld>>
beforeAll(async () => {
  world = await openSessionWorld()
})
afterAll(() => world.close())

const BEGAN = Date.now() - 3 * 3_600_000

/** Refresh tokens of a session by number, each with the number of its parent; a minute apart in the order given. */
async function issue(links: [number, number | null][]) {
  const { sessionId } = await insertSession(world.db)
  const ids = new Map<number, string>()
  for (const [index, [number, parent]] of links.entries()) {
    const { tokenId } = await insertToken(world.db, {
      sessionId,
      tokenType: 'REFRESH',
      status: index === links.length - 1 ? 'ACTIVE' : 'ROTATED',
      parentTokenId: parent === null ? null : ids.get(parent)!,
      createdAt: new Date(BEGAN + index * 60_000),
      expiresAt: new Date(BEGAN + 30 * 86_400_000),
    })
    ids.set(number, tokenId)
  }
  return { sessionId, ids }
}

const read = async (sessionId: string, keep: string[] = []) =>
  (await listTokens(world.db, { session_id: sessionId, keep }))[0]!

test('a session without tokens', async () => {
  const { sessionId } = await insertSession(world.db)
  expect(await read(sessionId)).toEqual({ generations: 0, tokens: 0, refreshed: null, started_at: null, shown: null })
})

test('one line: both ends are shown, every refresh has its time', async () => {
  const { sessionId, ids } = await issue(Array.from({ length: 20 }, (_, n) => [n + 1, n === 0 ? null : n]))
  const chain = await read(sessionId)
  expect(chain).toMatchObject({ generations: 20, tokens: 20 })
  expect(chain.shown?.map(token => token.generation)).toEqual([1, 2, 3, 17, 18, 19, 20])
  expect(chain.shown?.at(-1)).toMatchObject({ token_id: ids.get(20), parent_token_id: ids.get(19), status: 'ACTIVE' })
  expect(chain.refreshed).toHaveLength(19)
  expect(chain.refreshed?.[0]).toBe(Math.floor((BEGAN + 60_000) / 100))
  expect(presentChain(chain).forks).toEqual([])
})

test('a token asked for by its id is shown wherever it stands', async () => {
  const { sessionId, ids } = await issue(Array.from({ length: 20 }, (_, n) => [n + 1, n === 0 ? null : n]))
  const chain = await read(sessionId, [ids.get(9)!])
  expect(chain.shown?.map(token => token.generation)).toEqual([1, 2, 3, 9, 17, 18, 19, 20])
})

test('a fork in the middle: where, how many, and both branches to their tips', async () => {
  // 5 has two successors, issued far apart in time: 6 … 12, and, interleaved with them, 50 and 51.
  const { sessionId, ids } = await issue([
    ...Array.from({ length: 8 }, (_, n): [number, number | null] => [n + 1, n === 0 ? null : n]),
    [50, 5],
    [9, 8],
    [51, 50],
    [10, 9],
    [11, 10],
    [12, 11],
  ])
  const chain = presentChain(await read(sessionId))
  expect(chain).toMatchObject({ generations: 12, tokens: 14 })
  expect(chain.forks).toEqual([{ tokenId: ids.get(5), generation: 5, successors: 2 }])
  const generationOf = new Map(chain.shown.map(token => [token.tokenId, token.generation]))
  expect([50, 51, 6, 12].map(number => generationOf.get(ids.get(number)!))).toEqual([6, 7, 6, 12])
})

test('a parent of nowhere and tokens of one instant do not confuse it', async () => {
  const { sessionId } = await issue([[1, null]])
  const stranger = await insertToken(world.db, { tokenType: 'REFRESH', tokenValue: 'rt_…' })
  const at = new Date(BEGAN)
  const common = {
    sessionId,
    tokenType: 'REFRESH' as const,
    status: 'ROTATED' as const,
    createdAt: at,
    expiresAt: new Date(BEGAN + 86_400_000),
  }
  const orphan = await insertToken(world.db, { ...common, parentTokenId: stranger.tokenId })
  await insertToken(world.db, { ...common, tokenId: randomUUID(), parentTokenId: orphan.tokenId })
  const chain = await read(sessionId)
  expect(chain).toMatchObject({ generations: 2, tokens: 3 })
})

test('three thousand generations answer as one row', async () => {
  const { sessionId } = await insertSession(world.db)
  await world.owner.query(
    `INSERT INTO tokens (token_id, session_id, parent_token_id, token_type, token_value, token_value_hash, status, created_at, expires_at, revoked_at)
     SELECT md5($1 || n)::uuid, $1::uuid, CASE WHEN n > 1 THEN md5($1 || (n - 1))::uuid END, 'REFRESH', 'rt_…', md5($1 || n),
            CASE WHEN n = 3000 THEN 'ACTIVE' ELSE 'ROTATED' END, now() - (3000 - n) * interval '15 min', now() + interval '1 day',
            CASE WHEN n < 3000 THEN now() END
     FROM generate_series(1, 3000) n`,
    [sessionId],
  )
  const began = performance.now()
  const chain = await read(sessionId)
  expect(chain).toMatchObject({ generations: 3000, tokens: 3000 })
  expect(chain.shown).toHaveLength(7)
  expect(chain.refreshed).toHaveLength(2999)
  // Quadratic work would take minutes.
  expect(performance.now() - began).toBeLessThan(2000)
})
