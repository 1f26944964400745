import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withClient } from '#db/testing/with-client.ts'
import { countWaiting } from '#lib/api/testing/journey-rows.ts'
import { bearer } from '#lib/api/testing/test-api.ts'
import { type HandoffApi, startHandoffApi } from './testing/hand-over.ts'

// Real calls over HTTP, real row locks. Nothing here is tried again.

let world: HandoffApi
beforeAll(async () => {
  world = await startHandoffApi({ DATABASE_POOL_SIZE: '20' })
})
afterAll(() => world.api.close())

const times = <T>(n: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, index) => work(index)))

const countEvents = async (sessionId: string) => {
  const counts: Record<string, number> = {}
  for (const { event } of await world.events(sessionId)) counts[event] = (counts[event] ?? 0) + 1
  return counts
}

test('100 redemptions at once, 10 rounds: exactly one 200 each, the rest 404, all of them audited', async () => {
  for (let round = 0; round < 10; round++) {
    const { sessionToken, sessionId } = await world.handOver()
    const statuses = (await times(100, () => world.redeem(sessionToken))).map(answer => answer.status)
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    expect(statuses.filter(status => status === 404)).toHaveLength(99)
    expect(await countEvents(sessionId)).toEqual({
      ...{ HANDOFF_CREATED: 1, HANDOFF_REDEEMED: 1, HANDOFF_REFUSED: 99, HANDOFF_REVOKED: 1 },
    })
    expect(await world.handoffs(sessionId)).toMatchObject([{ used: true, revoked: true }])
  }
}, 120_000)

test.each(['revocation', 'log-out'] as const)(
  'a redemption racing a %s, 100 times: what was given works no more, and nothing is given afterwards',
  async how => {
    let redeemedFirst = 0
    const handed = await times(100, () => world.handOver())
    for (const [index, { sessionToken, sessionId, accessToken }] of handed.entries()) {
      // Now the one has a start, now the other: 0, 1, 8, 27 … 343 ms, of which the last is sure whatever the load.
      const start = ((index % 15) - 7) ** 3
      const redeem = () => sleep(Math.max(0, -start)).then(() => world.redeem(sessionToken))
      const end = async () => {
        await sleep(Math.max(0, start))
        return how === 'revocation'
          ? world.revoke(sessionToken, world.as('ticketing'))
          : world.api.post('/auth/logout', undefined, bearer(accessToken))
      }
      const [redeemed, ended] = await Promise.all([redeem(), end()])
      expect(ended.status).toBe(200)
      expect([200, 404]).toContain(redeemed.status)
      if (redeemed.status === 200) redeemedFirst++
      expect(await world.handoffs(sessionId)).toMatchObject([{ used: redeemed.status === 200, revoked: true }])
      expect((await world.accounts(sessionToken)).status).toBe(401)
      expect((await countEvents(sessionId)).HANDOFF_REVOKED).toBe(1)
    }
    // Both orders must have happened, or the race was none.
    expect(redeemedFirst).toBeGreaterThan(0)
    expect(redeemedFirst).toBeLessThan(100)
  },
  120_000,
)

test('handoffs made while their session ends are dead with it, 50 times', async () => {
  const sessions = await times(50, () => world.api.signIn())
  let made = 0
  for (const { accessToken, sessionId } of sessions) {
    const [answers] = await Promise.all([
      times(8, async index => {
        await sleep(index)
        return world.generate(accessToken)
      }),
      sleep(4).then(() => world.api.post('/auth/logout', undefined, bearer(accessToken))),
    ])
    made += answers.filter(answer => answer.status === 201).length
    for (const answer of answers) expect([201, 401]).toContain(answer.status)
    for (const handoff of await world.handoffs(sessionId)) expect(handoff.revoked).toBe(true)
  }
  expect(made).toBeGreaterThan(0)
  expect(made).toBeLessThan(400)
}, 120_000)

describe('who holds the session’s row', () => {
  // Runs `meanwhile` once `call` waits for the row, then lets it go on.
  async function whileWaiting<T>(sessionId: string, call: () => Promise<T>, meanwhile: (holder: Client) => unknown) {
    return withClient(world.api.database.ownerUrl, async holder => {
      await holder.query('BEGIN')
      await holder.query('SELECT FROM sessions WHERE session_id = $1 FOR UPDATE', [sessionId])
      const answer = call()
      await expect.poll(() => countWaiting(world.api), { timeout: 15_000 }).toBeGreaterThan(0)
      await meanwhile(holder)
      await holder.query('COMMIT')
      return answer
    })
  }
  const end = (sessionId: string) => (holder: Client) =>
    holder.query(`UPDATE sessions SET status = 'LOGGED_OUT' WHERE session_id = $1`, [sessionId])

  test('makes a new handoff wait, and its end is then seen', async () => {
    const { accessToken, sessionId } = await world.api.signIn()
    const answer = await whileWaiting(sessionId, () => world.generate(accessToken), end(sessionId))
    expect(answer.status).toBe(401)
    expect(await world.handoffs(sessionId)).toEqual([])
  })

  test('makes a redemption wait, and its end is then seen', async () => {
    const { sessionToken, sessionId } = await world.handOver()
    const answer = await whileWaiting(sessionId, () => world.redeem(sessionToken), end(sessionId))
    expect(answer.status).toBe(404)
    expect(await world.handoffs(sessionId)).toMatchObject([{ used: false }])
    expect((await world.events(sessionId)).at(-1)).toMatchObject({ reason: 'session_ended' })
  })

  test('makes a redemption wait, and a revocation meanwhile is then seen', async () => {
    const { sessionToken, sessionId } = await world.handOver()
    const answer = await whileWaiting(
      sessionId,
      () => world.redeem(sessionToken),
      () => world.revoke(sessionToken, world.as('ticketing')),
    )
    expect(answer.status).toBe(404)
    expect(await world.handoffs(sessionId)).toMatchObject([{ used: false, revoked: true }])
    expect((await world.events(sessionId)).at(-1)).toMatchObject({ event: 'HANDOFF_REFUSED', reason: 'revoked' })
  })
})
