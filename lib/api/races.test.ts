import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemContext } from '#lib/context.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
import { bearer, cookie, startTestApi, type TestApi } from './testing/test-api.ts'

// Real calls over HTTP, real row locks. A race that is lost once in a thousand is lost: nothing here is tried again.

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ DATABASE_POOL_SIZE: '20' })
})
afterAll(() => api.close())

const refresh = (refreshToken: string) => api.post('/auth/refresh', undefined, cookie(refreshToken))
const times = <T>(n: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => work(i)))

/** R2: every token family is one chain. R3: no active token under a session that is not active. */
async function expectInvariants() {
  const forks = await api.rows(`SELECT parent_token_id FROM tokens WHERE parent_token_id IS NOT NULL
    GROUP BY parent_token_id HAVING count(*) > 1`)
  const roots = await api.rows(`SELECT session_id FROM tokens WHERE parent_token_id IS NULL
    GROUP BY session_id, token_type HAVING count(*) > 1`)
  const orphans = await api.rows(`SELECT token_id FROM tokens t JOIN sessions s USING (session_id)
    WHERE t.status = 'ACTIVE' AND s.status <> 'ACTIVE'`)
  expect({ forks, roots, orphans }).toEqual({ forks: [], roots: [], orphans: [] })
}

test('200 refreshes of one token at once, 50 rounds: one successor each, all callers hold it', async () => {
  let { refreshToken, sessionId } = await api.signIn()
  for (let round = 0; round < 50; round++) {
    const answers = await times(200, () => refresh(refreshToken))
    expect(answers.filter(answer => answer.status !== 200)).toEqual([])
    const same = new Set(
      answers.map(answer => JSON.stringify([answer.refreshToken, answer.body.access_token, answer.body.id_token])),
    )
    expect(same.size).toBe(1)
    refreshToken = answers[0]?.refreshToken ?? ''
  }
  const [row] = await api.rows(
    `SELECT s.status, count(*) FILTER (WHERE t.token_type = 'REFRESH')::int AS generations
     FROM sessions s JOIN tokens t USING (session_id) WHERE session_id = $1 GROUP BY s.status`,
    [sessionId],
  )
  expect(row).toEqual({ status: 'ACTIVE', generations: 51 })
  await expectInvariants()
}, 300_000)

test('a refresh racing a revocation, 500 times: nothing issued after it ever works', async () => {
  const key = { 'x-api-key': api.secrets['edge-gateway'] ?? '' }
  const ctx = systemContext(api.parts, 'test')
  let refreshedFirst = 0
  for (let batch = 0; batch < 25; batch++) {
    const signedIn = await times(20, () => api.signIn())
    await times(20, async index => {
      const { refreshToken, sessionId } = signedIn[index]!
      const revoke = async () => {
        await sleep(index % 10)
        return revokeSession(ctx, { sessionId, reason: 'a race' })
      }
      const [answer] = await Promise.all([refresh(refreshToken), revoke()])
      if (answer.status === 200) refreshedFirst++
      else expect([answer.status, answer.body.error_code]).toEqual([401, 'CIAM_E04_00_004'])
      if (answer.status !== 200) return
      const verified = await api.post('/auth/token/verify', { token: answer.body.access_token }, key)
      expect(verified.body).toEqual({ active: false })
      expect((await refresh(answer.refreshToken ?? '')).status).toBe(401)
    })
  }
  // Both orders must have happened, or the race was none.
  expect(refreshedFirst).toBeGreaterThan(0)
  expect(refreshedFirst).toBeLessThan(500)
  await expectInvariants()
}, 300_000)

test('a sign-in replayed 50 times at once opens one session', async () => {
  const context_id = crypto.randomUUID()
  const answers = await times(50, () =>
    api.post('/auth/login', { username: 'simpleuser', password: 'password', context_id }),
  )
  const won = answers.filter(answer => answer.status === 201)
  expect(won).toHaveLength(1)
  for (const answer of answers) {
    if (answer === won[0]) continue
    expect([answer.status, answer.body.error_code]).toEqual([400, 'CIAM_E01_03_003'])
  }
  const [count] = await api.rows(
    `SELECT (SELECT count(*) FROM sessions WHERE context_id = $1)::int AS sessions,
            (SELECT count(*) FROM drs_evaluations WHERE context_id = $1)::int AS evaluations,
            (SELECT count(*) FROM audit_logs WHERE context_id = $1)::int AS events`,
    [context_id],
  )
  expect(count).toEqual({ sessions: 1, evaluations: 1, events: 4 })
})

test('a risk action token presented 20 times at once is judged once', async () => {
  const body = { username: 'simpleuser', password: 'password', drs_action_token: `action-${crypto.randomUUID()}` }
  const answers = await times(20, () => api.post('/auth/login', body))
  expect(answers.filter(answer => answer.status === 201)).toHaveLength(1)
  expect(answers.filter(answer => answer.status === 400 && answer.body.field === 'drs_action_token')).toHaveLength(19)
})

test('50 log-outs and 50 revocations at once end a session once', async () => {
  const { accessToken, sessionId } = await api.signIn()
  const ctx = systemContext(api.parts, 'test')
  const [left] = await Promise.all([
    times(50, () => api.post('/auth/logout', undefined, bearer(accessToken))),
    times(50, () => revokeSession(ctx, { sessionId, reason: 'a race' }).catch(error => error)),
  ])
  expect(left.every(answer => answer.status === 200)).toBe(true)
  const [ends] = await api.rows(
    `SELECT count(*)::int AS n FROM audit_logs WHERE session_id = $1 AND event_type IN ('LOGOUT', 'SESSION_REVOKED')`,
    [sessionId],
  )
  expect(ends.n).toBe(1)
  await expectInvariants()
})

test('guesses at once count one by one, and lock the name', async () => {
  const guess = () => api.post('/auth/login', { username: 'A-Name-Nobody-Has', password: 'guess' })
  await times(5, guess)
  const [row] = await api.rows(`SELECT failure_count, locked_until > now() AS locked FROM authentication_failures
    ORDER BY last_failed_at DESC LIMIT 1`)
  expect(row).toEqual({ failure_count: 5, locked: true })
  const locked = await api.post('/auth/login', { username: ' a-name-nobody-has ', password: 'guess' })
  expect([locked.status, locked.body.error_code]).toEqual([423, 'CIAM_E01_01_002'])
  const [events] = await api.rows(`SELECT count(*)::int AS n FROM audit_logs WHERE event_type = 'ACCOUNT_LOCKED'`)
  expect(events.n).toBe(1)
})

test('a name locked while its right password is on the way gets no tokens', async () => {
  await api.post('/auth/login', { username: 'simpleuser', password: 'one wrong guess' })
  // Holds the row of failures, as a guess that is being counted does, until the right password is past the first look.
  const holder = await api.database.owner.connect()
  await holder.query('BEGIN')
  await holder.query(`UPDATE authentication_failures SET failure_count = 5, locked_until = now() + interval '15 minutes'
    WHERE failure_count = 1`)
  const { evaluate } = api.parts.risk
  api.parts.risk.evaluate = async (db, request) => {
    await holder.query('COMMIT')
    holder.release()
    return evaluate.call(api.parts.risk, db, request)
  }
  const answer = await api.post('/auth/login', { username: 'simpleuser', password: 'password' })
  api.parts.risk.evaluate = evaluate
  await api.rows('DELETE FROM authentication_failures')
  expect([answer.status, answer.body.error_code]).toEqual([423, 'CIAM_E01_01_002'])
})
