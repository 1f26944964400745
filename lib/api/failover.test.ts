import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { sha256 } from '#lib/crypto/hash.ts'
import { findOlderPostgres } from '../../scripts/test/tools.ts'
import { holds } from './testing/journey-rows.ts'
import { type StandbyPair, startStandbyPair } from './testing/standby-pair.ts'
import { type Answer, basic, bearer, cookie, startTestApi, type TestApi } from './testing/test-api.ts'

// The primary dies under load and its synchronous standby takes over. Everybody asks again until answered, as a client
// app does; so what must be there afterwards is known exactly, and only a sign-in nobody was told of may be there beyond.

/** One session and all that its owner was told. */
type Held = {
  sessionId: string
  accessToken: string
  refreshToken: string
  /** Every token of it ever handed out. */
  tokens: string[]
  refreshes: number
  end: 'LOGGED_OUT' | 'REVOKED' | null
}

const CUSTOMERS = 8
const RECOVERED_MS = 10_000
const PATIENCE_MS = 60_000

// Debian's programs: where they cannot be installed, `npm test` in CI counts the skipped test as failed.
const debian = findOlderPostgres()

describe.skipIf(!debian)('a synchronous standby promoted under load', () => {
  let pair: StandbyPair
  let api: TestApi
  beforeAll(async () => {
    pair = await startStandbyPair(debian?.binDir ?? '')
    // However long this machine takes to fail over, a refresh asked again has to meet its own successor.
    api = await startTestApi({ DATABASE_POOL_SIZE: '10', REFRESH_LEEWAY_SECONDS: '120' }, pair.database)
  })
  afterAll(async () => {
    try {
      await api?.close()
    } finally {
      await pair?.stop()
    }
  })

  test('nothing acknowledged is lost, revoked stays revoked, and the process serves on', async () => {
    const deaths = listenForDeath()
    const load = startLoad(api)
    try {
      await load.until(
        ({ ended, refreshes }) => ended('REVOKED') >= 10 && ended('LOGGED_OUT') >= 10 && refreshes() >= 60,
      )
      expect(await pair.onPrimary('SELECT state, sync_state FROM pg_stat_replication')).toEqual([
        { state: 'streaming', sync_state: 'sync' },
      ])
      // What the primary alone still commits, nobody may be told.
      await pair.cutReplication()
      await sleep(500)
      const waiting = await pair.onPrimary(`SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'`)
      expect(waiting.length).toBeGreaterThan(0)
      await pair.killPrimary()
      await load.until(({ unanswered }) => unanswered() > 0)
      await pair.promote()
      const promotedAt = performance.now()
      const before = load.told()
      await load.until(({ sessions }) => sessions.length > before.sessions)
      expect(performance.now() - promotedAt).toBeLessThan(RECOVERED_MS)
      await load.until(
        ({ sessions, refreshes, ended }) =>
          sessions.length >= before.sessions + 20 &&
          refreshes() > before.refreshes &&
          ended('REVOKED') > before.revoked,
      )
    } catch (error) {
      // Commits that wait for a standby which hears nothing would wait for ever.
      await pair.stop()
      throw error
    } finally {
      await load.stop()
    }
    expect(deaths).toEqual([])
    expect(load.unexpected).toEqual([])
    await expectAllOf(api, load.sessions, load.unansweredSignIns())
    await holds(api)
    await expectEndedForGood(api, load.sessions)
    await expectLivingOn(api, load.sessions)
  }, 120_000)
})

/** What would have ended a Node process that is not a test's. */
function listenForDeath(): unknown[] {
  const deaths: unknown[] = []
  const note = (error: unknown) => void deaths.push(error)
  process.on('uncaughtException', note).on('unhandledRejection', note)
  onTestFinished(() => void process.off('uncaughtException', note).off('unhandledRejection', note))
  return deaths
}

/** Customers who sign in, refresh and leave or are thrown out, and a gateway that asks about those who are gone. */
function startLoad(api: TestApi) {
  const sessions: Held[] = []
  const unexpected: unknown[] = []
  let [over, unanswered, unansweredSignIns] = [false, 0, 0]

  const ask = async (act: () => Promise<Answer>, good: number): Promise<Answer | null> => {
    const answer = await act()
    if (answer.status === good) return answer
    if (answer.status !== 503) throw new Error(`answered with ${answer.status} ${JSON.stringify(answer.body)}`)
    unanswered++
    await sleep(50)
    return null
  }
  const insist = async (act: () => Promise<Answer>): Promise<Answer> => {
    for (;;) {
      const answer = await ask(act, 200)
      if (answer) return answer
      if (over) throw new Error('not answered to the end')
    }
  }
  const customer = async (turn: number) => {
    const answer = await ask(() => signIn(api), 201)
    if (!answer) return void unansweredSignIns++
    const held = hold(answer)
    sessions.push(held)
    for (let n = 0; n < 2; n++) keep(held, await insist(() => refresh(api, held.refreshToken)))
    if (turn % 3 === 0) return
    await insist(() => (turn % 3 === 1 ? logOut(api, held.accessToken) : revoke(api, held.sessionId)))
    held.end = turn % 3 === 1 ? 'LOGGED_OUT' : 'REVOKED'
  }
  const gateway = async () => {
    const gone = sessions.filter(held => held.end)
    const one = gone[Math.floor(Math.random() * gone.length)]
    const answer = one && (await ask(() => verify(api, one.accessToken), 200))
    if (answer?.body.active) throw new Error(`a session that was ${one?.end} is good again`)
    await sleep(5)
  }
  const repeat = async (work: (turn: number) => Promise<unknown>, first: number) => {
    for (let turn = first; !over; turn++) await work(turn).catch(error => unexpected.push(error))
  }
  const running = [...Array.from({ length: CUSTOMERS }, (_, n) => repeat(customer, n)), repeat(gateway, 0)]

  const seen = {
    sessions,
    refreshes: () => sessions.reduce((sum, held) => sum + held.refreshes, 0),
    ended: (end: Held['end']) => sessions.filter(held => held.end === end).length,
    unanswered: () => unanswered,
  }
  return {
    sessions,
    unexpected,
    unansweredSignIns: () => unansweredSignIns,
    told: () => ({ sessions: sessions.length, refreshes: seen.refreshes(), revoked: seen.ended('REVOKED') }),
    async until(done: (now: typeof seen) => boolean) {
      for (const giveUpAt = performance.now() + PATIENCE_MS; !done(seen); await sleep(10)) {
        if (unexpected.length > 0) throw unexpected[0]
        if (performance.now() > giveUpAt) throw new Error(`not within ${PATIENCE_MS} ms: ${done}`)
      }
    },
    async stop() {
      over = true
      await Promise.all(running)
    },
  }
}

const signIn = (api: TestApi) => api.post('/auth/login', { username: 'simpleuser', password: 'password' })
const refresh = (api: TestApi, token: string) => api.post('/auth/refresh', undefined, cookie(token))
const logOut = (api: TestApi, token: string) => api.post('/auth/logout', undefined, bearer(token))
const backOffice = (api: TestApi) => basic('back-office', api.secrets['back-office'] ?? '')
const revoke = (api: TestApi, session_id: string) =>
  api.post(
    '/admin/sessions/revoke',
    { session_id, agent_id: 'demo agent', reason: 'a test of fail-over' },
    backOffice(api),
  )
const verify = (api: TestApi, token: string) =>
  api.post('/auth/token/verify', { token }, { 'x-api-key': api.secrets['edge-gateway'] ?? '' })
const introspect = (api: TestApi, token: string) => api.form('/auth/token/introspect', { token }, backOffice(api))

function hold(answer: Answer): Held {
  const { sid } = JSON.parse(Buffer.from(answer.body.id_token.split('.')[1], 'base64url').toString())
  const held: Held = { sessionId: sid, accessToken: '', refreshToken: '', tokens: [], refreshes: -1, end: null }
  keep(held, answer)
  return held
}

function keep(held: Held, { body, refreshToken }: Answer) {
  held.accessToken = body.access_token
  held.refreshToken = refreshToken ?? ''
  held.tokens.push(body.access_token, body.id_token, held.refreshToken)
  held.refreshes++
}

/** Each session as its owner was told, every token of it, an event for every change; beyond them what nobody knows of. */
async function expectAllOf(api: TestApi, sessions: Held[], unansweredSignIns: number) {
  const rows = await api.rows(`
    SELECT session_id, status,
      (SELECT array_agg(token_value_hash) FROM tokens t WHERE t.session_id = s.session_id) AS hashes,
      (SELECT count(*)::int FROM audit_logs a WHERE a.session_id = s.session_id AND event_type = 'TOKEN_REFRESHED') AS refreshes,
      (SELECT array_agg(event_type::text) FROM audit_logs a
       WHERE a.session_id = s.session_id AND event_type IN ('LOGOUT', 'SESSION_REVOKED')) AS ends
    FROM sessions s`)
  const found = new Map(rows.map(row => [row.session_id, { ...row, hashes: row.hashes.toSorted() }]))
  const END = { LOGGED_OUT: ['LOGOUT'], REVOKED: ['SESSION_REVOKED'] }
  for (const held of sessions) {
    expect(found.get(held.sessionId)).toEqual({
      session_id: held.sessionId,
      status: held.end ?? 'ACTIVE',
      hashes: held.tokens.map(sha256).toSorted(),
      refreshes: held.refreshes,
      ends: held.end && END[held.end],
    })
  }
  expect(rows.length - sessions.length).toBeLessThanOrEqual(unansweredSignIns)
}

async function expectEndedForGood(api: TestApi, sessions: Held[]) {
  for (const held of sessions.filter(held => held.end)) {
    expect((await verify(api, held.accessToken)).body).toEqual({ active: false })
    expect((await introspect(api, held.refreshToken)).body).toEqual({ active: false })
    expect((await refresh(api, held.refreshToken)).status).toBe(401)
  }
}

async function expectLivingOn(api: TestApi, sessions: Held[]) {
  for (const held of sessions.filter(held => !held.end)) {
    expect((await verify(api, held.accessToken)).body).toMatchObject({ active: true })
    expect((await refresh(api, held.refreshToken)).status).toBe(200)
  }
}
