import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { holds } from '#lib/api/testing/journey-rows.ts'
import { challenge, otherThan, type Step, sentCode, verify } from '#lib/api/testing/journeys.ts'
import { claimsOf, cookie } from '#lib/api/testing/test-api.ts'
import { systemContext } from '#lib/context.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
import { type StepUpApi, startStepUpApi } from './testing/step-ups.ts'

// Real calls over HTTP, real row locks. A race that is lost once in a hundred is lost: nothing here is tried again.

let api: StepUpApi
beforeAll(async () => {
  api = await startStepUpApi({ DATABASE_POOL_SIZE: '20' })
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

const times = <T>(n: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => work(i)))

/** Milliseconds the second of two gets less or more than the first: at the ends, whatever the load, the order is sure. */
const LEADS = [-1500, -30, -6, -2, -0.5, 0.5, 2, 6, 30, 1500]
const race = <One, Other>(index: number, one: () => Promise<One>, other: () => Promise<Other>) => {
  const lead = LEADS[index % LEADS.length] ?? 0
  const after = <T>(ms: number, work: () => Promise<T>) => (ms > 0 ? sleep(ms).then(work) : work())
  return Promise.all([after(-lead, one), after(lead, other)])
}

/** Sessions whose step-up lacks nothing but its code. */
const ready = (n: number) =>
  times(n, async () => {
    const session = await api.enter()
    const step = await challenge(api, await api.begin(session.accessToken))
    return { ...session, step, code: await sentCode(api, step) }
  })
const succeeded = async ({ contextId }: Step) =>
  (await api.rows(`SELECT 1 FROM auth_contexts WHERE context_id = $1 AND auth_outcome = 'SUCCESS'`, [contextId]))
    .length > 0

test('the right code 100 times at once raises the session once', async () => {
  const [one] = await ready(1)
  const { step, code, sessionId } = one!
  const answers = await times(100, () => verify(api, step, code))
  const won = answers.filter(answer => answer.status === 201)
  expect(won).toHaveLength(1)
  const lost = answers.filter(answer => answer.status !== 201).map(answer => [answer.status, answer.body.error_code])
  expect(new Set(lost.map(String))).toEqual(new Set(['400,CIAM_E01_03_003']))
  const kinds = (await api.tokens(sessionId)).map(({ type, status }) => `${type} ${status}`)
  expect(kinds).toEqual(['ACCESS ROTATED', 'ACCESS ACTIVE', 'ID ROTATED', 'ID ACTIVE', 'REFRESH ACTIVE'])
  expect(await api.isGood(won[0]?.body.access_token)).toBe(true)
})

test('right and wrong codes at once: one of them counts, and nothing locks up', async () => {
  for (const { step, code } of await ready(20)) {
    const answers = await times(10, index => verify(api, step, index % 2 ? code : otherThan(code)))
    expect(
      answers.filter(answer => answer.status === 201 || answer.body.error_code === 'CIAM_E01_01_017'),
    ).toHaveLength(1)
    expect(answers.filter(answer => answer.status >= 500)).toEqual([])
  }
})

test('the end of a step-up racing a refresh, 100 times: both happen, and what was proved stays', async () => {
  let refreshedFirst = 0
  for (let batch = 0; batch < 10; batch++) {
    const sessions = await ready(10)
    await times(10, async index => {
      const { step, code, refreshToken, sessionId } = sessions[index]!
      const refresh = () => api.post('/auth/refresh', undefined, cookie(refreshToken))
      const [raised, refreshed] = await race(index, () => verify(api, step, code), refresh)
      expect([raised.status, refreshed.status]).toEqual([201, 200])
      const isRefreshedFirst = claimsOf(refreshed.body.access_token).acr === 'aal1'
      if (isRefreshedFirst) refreshedFirst++
      // Whichever came last is good, and carries the step-up.
      const last = isRefreshedFirst ? raised.body : refreshed.body
      expect(claimsOf(last.access_token)).toMatchObject({
        acr: 'aal2',
        auth_time: claimsOf(raised.body.id_token).auth_time,
      })
      expect(await api.isGood(last.access_token)).toBe(true)
      const active = (await api.tokens(sessionId)).filter(token => token.status === 'ACTIVE').map(token => token.type)
      expect(active).toEqual(['ACCESS', 'ID', 'REFRESH'])
      const next = await api.post('/auth/refresh', undefined, cookie(refreshed.refreshToken ?? ''))
      expect([next.status, claimsOf(next.body.access_token).acr]).toEqual([200, 'aal2'])
    })
  }
  // Both orders must have happened, or the race was none.
  expect(refreshedFirst).toBeGreaterThan(0)
  expect(refreshedFirst).toBeLessThan(100)
}, 300_000)

test('the end of a step-up racing a revocation, 100 times: nothing issued after it ever works', async () => {
  const ctx = systemContext(api.parts, 'test')
  let raisedFirst = 0
  for (let batch = 0; batch < 10; batch++) {
    const sessions = await ready(10)
    await times(10, async index => {
      const { step, code, sessionId } = sessions[index]!
      const revoke = () => revokeSession(ctx, { sessionId, reason: 'a race' })
      const [raised] = await race(index, () => verify(api, step, code), revoke)
      expect(await succeeded(step)).toBe(raised.status === 201)
      if (raised.status === 201) {
        raisedFirst++
        expect(await api.isGood(raised.body.access_token)).toBe(false)
      } else {
        expect([raised.status, raised.body.error_code]).toEqual([401, 'CIAM_E04_00_004'])
      }
      expect((await api.tokens(sessionId)).filter(token => token.status === 'ACTIVE')).toEqual([])
    })
  }
  expect(raisedFirst).toBeGreaterThan(0)
  expect(raisedFirst).toBeLessThan(100)
}, 300_000)

test('the beginning of a step-up racing a revocation, 100 times: begun before it or not at all', async () => {
  const ctx = systemContext(api.parts, 'test')
  for (let batch = 0; batch < 5; batch++) {
    const sessions = await times(20, () => api.enter())
    await times(20, async index => {
      const { accessToken, sessionId } = sessions[index]!
      const revoke = async () => {
        await sleep(index / 2)
        return revokeSession(ctx, { sessionId, reason: 'a race' })
      }
      const [begun] = await Promise.all([api.ask(accessToken), revoke()])
      expect([200, 401]).toContain(begun.status)
      const [late] = await api.rows(
        `SELECT count(*)::int AS n FROM auth_contexts c JOIN sessions s USING (session_id)
         WHERE session_id = $1 AND c.created_at > s.revoked_at`,
        [sessionId],
      )
      expect(late.n).toBe(0)
    })
  }
}, 300_000)

test('a denied step-up racing itself flags the session, and by policy ends it, once', async () => {
  await api.setStepUp({ onFailure: 'revoke_session' })
  const { accessToken, sessionId, person } = await api.enter()
  api.say({ recommendation: 'DENY' }, person)
  const answers = await times(20, () => api.ask(accessToken))
  expect(answers.filter(answer => ![401, 403].includes(answer.status))).toEqual([])
  const [ends] = await api.rows(
    `SELECT count(*)::int AS n FROM audit_logs WHERE session_id = $1 AND event_type = 'SESSION_REVOKED'`,
    [sessionId],
  )
  expect(ends.n).toBe(1)
  await api.setStepUp({ onFailure: 'deny' })
})
