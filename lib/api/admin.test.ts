import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertContext, insertEvaluation } from '#db/testing/rows.ts'
import { insertJudgedSession } from './testing/judged-session.ts'
import { basic, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
let backOffice: Record<string, string>
beforeAll(async () => {
  api = await startTestApi()
  backOffice = basic('back-office', api.secrets['back-office'] ?? '')
})
afterAll(() => api.close())

type Query = Record<string, string | number>
type Row = { session_id: string; created_at: string }
const find = (query: Query, headers = backOffice) =>
  api.get(`/admin/sessions?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`, headers)
const idsOf = (sessions: Row[]) => sessions.map(row => row.session_id)
const ids = async (query: Query) => idsOf((await find(query)).body.sessions)
const timeline = (id: string, headers = backOffice) => api.get(`/admin/sessions/${id}/timeline`, headers)
const session = (columns?: Parameters<typeof insertJudgedSession>[1]) => insertJudgedSession(api.database.db, columns)
const day = (n: number, hour = 12) => new Date(Date.UTC(2026, 0, n, hour))

describe('finding sessions', () => {
  test('with all that is promised, unmasked', async () => {
    const { sessionId, cupid } = await session({ username: 'Ada.Lovelace', ipAddress: '203.0.113.24', risk: 42 })
    const { status, body } = await find({ cupid })
    expect(status).toBe(200)
    expect(body).toEqual({
      sessions: [
        {
          session_id: sessionId,
          cupid,
          guid: `G-${cupid}`,
          username: 'Ada.Lovelace',
          app_id: 'storefront-web-app',
          app_version: '1.0.0',
          status: 'ACTIVE',
          ip_address: '203.0.113.24',
          ip_location: 'Columbus, Ohio, United States',
          browser: 'Chrome',
          browser_version: '155.0.0.0',
          operating_system: 'Windows',
          risk_score: 42,
          highest_risk_score: 42,
          step_up_count: 0,
          active_token_count: 0,
          created_at: expect.any(String),
          last_activity_at: expect.any(String),
          expires_at: expect.any(String),
          revoked_at: null,
          revoked_by: null,
          revocation_reason: null,
          flagged_at: null,
          flag_reason: null,
        },
      ],
      next_cursor: null,
    })
  })

  test('by who, where, what and how', async () => {
    const one = await session({
      username: 'Grace.Hopper',
      app: 'mobile-app',
      ipAddress: '198.51.100.7',
      risk: 77,
      createdAt: day(10),
      lastActivityAt: day(12),
    })
    const other = await session({ cupid: one.cupid, risk: 5, createdAt: day(11), lastActivityAt: day(11) })
    await insertContext(api.database.db, { sessionId: one.sessionId, cupid: one.cupid })
    const { cupid } = one
    const findOne: Query[] = [
      { session_id: one.sessionId },
      { username: 'grace.hopper' },
      { app_id: 'mobile-app,ticketing' },
      { ip: '198.51.100.7' },
      { ip: '198.51.100.0/24' },
      { risk_min: 70 },
      { min_step_ups: 1 },
      { created_until: '2026-01-11T00:00:00Z' },
      { active_from: '2026-01-12T00:00:00+00:00' },
      { active_from: '2026-01-12T00:00:00Z', sort: '-last_activity_at' },
      { created_until: '2026-01-11T12:00:00Z', sort: 'last_activity_at' },
    ]
    for (const query of findOne) {
      expect(await ids({ cupid, ...query }), JSON.stringify(query)).toEqual([one.sessionId])
    }
    const findOther: Query[] = [
      { risk_max: 20 },
      { created_from: '2026-01-11T12:00:00.000Z' },
      { active_until: '2026-01-12T12:00:00+01:00' },
      { created_from: '2026-01-11T00:00:00Z', sort: '-last_activity_at' },
    ]
    for (const query of findOther) {
      expect(await ids({ cupid, ...query }), JSON.stringify(query)).toEqual([other.sessionId])
    }
    const both = [other.sessionId, one.sessionId]
    expect(await ids({ cupid })).toEqual(both)
    expect(await ids({ guid: `G-${cupid}` })).toEqual(both)
    expect(await ids({ cupid, device: 'chrome windows', place: 'ohio' })).toEqual(both)
    expect(await ids({ cupid, sort: 'created_at' })).toEqual(both.toReversed())
    expect(await ids({ cupid, sort: '-last_activity_at' })).toEqual(both.toReversed())
    expect(await ids({ cupid: cupid.slice(0, -1) })).toEqual([])
    expect(await ids({ cupid, username: 'grace.hoppe' })).toEqual([])
  })

  test('active ones, unless others are asked for; who ended it and why; a flag', async () => {
    const cupid = `C-${crypto.randomUUID()}`
    const active = await session({ cupid, flaggedAt: day(2), flagReason: 'STEP_UP_DENIED' })
    const revoked = await session({ cupid, status: 'REVOKED', revokedBy: 'back-office:7', revocationReason: 'lost' })
    const out = await session({ cupid, status: 'LOGGED_OUT' })
    expect((await find({ cupid })).body.sessions).toMatchObject([
      { session_id: active.sessionId, flag_reason: 'STEP_UP_DENIED', flagged_at: '2026-01-02T12:00:00.000Z' },
    ])
    expect((await find({ cupid, status: 'REVOKED' })).body.sessions).toMatchObject([
      {
        session_id: revoked.sessionId,
        revoked_by: 'back-office:7',
        revocation_reason: 'lost',
        revoked_at: expect.any(String),
      },
    ])
    expect((await ids({ cupid, status: 'REVOKED,LOGGED_OUT' })).sort()).toEqual(
      [revoked.sessionId, out.sessionId].sort(),
    )
    expect(await ids({ cupid, status: 'any' })).toHaveLength(3)
  })

  test('page after page, each session once, while others sign in', async () => {
    const cupid = `C-${crypto.randomUUID()}`
    const made: string[] = []
    // Several in the same instant: the id decides between them.
    for (let n = 1; n <= 23; n++) made.push((await session({ cupid, createdAt: day(1 + (n % 5)) })).sessionId)
    const seen: Row[] = []
    let cursor: string | null = null
    do {
      const { body } = await find({ cupid, limit: 5, ...(cursor && { cursor }) })
      seen.push(...body.sessions)
      cursor = body.next_cursor
      await session({ cupid })
    } while (cursor)
    expect(idsOf(seen).sort()).toEqual(made.sort())
    expect(seen.map(row => row.created_at)).toEqual(
      seen
        .map(row => row.created_at)
        .sort()
        .reverse(),
    )
  })

  test('a cursor of other filters, or an altered one, is refused', async () => {
    const cupid = `C-${crypto.randomUUID()}`
    await session({ cupid })
    await session({ cupid })
    const { next_cursor: cursor } = (await find({ cupid, limit: 1 })).body
    expect((await find({ cupid, limit: 1, cursor })).status).toBe(200)
    const others: Query[] = [
      { cupid: 'C-other', cursor },
      { cupid, sort: 'created_at', cursor },
      { cupid, cursor: `${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}` },
      { cupid, cursor: '.' },
    ]
    for (const query of others) {
      const { status, body } = await find(query)
      expect([status, body.field]).toEqual([400, 'cursor'])
    }
  })
})

describe('the timeline of a session', () => {
  test('has the shape of the guide: the sign-in, then the step-ups, and nothing but', async () => {
    const { db } = api.database
    const opened = new Date('2025-10-14T10:00:00Z')
    const { sessionId, contextId, cupid } = await session({ createdAt: opened, risk: 25 })
    await api.rows("UPDATE auth_contexts SET completed_at = '2025-10-14T10:00:15Z' WHERE context_id = $1", [contextId])
    const stepUp = await insertContext(db, {
      sessionId,
      cupid,
      createdAt: new Date('2025-10-14T10:15:30Z'),
      completedAt: new Date('2025-10-14T10:15:45Z'),
      authOutcome: 'SUCCESS',
    })
    await insertEvaluation(db, { contextId: stepUp.contextId, sessionId, cupid, riskScore: 15 })
    const { status, body } = await timeline(sessionId)
    expect(status).toBe(200)
    expect(body).toEqual([
      {
        context_id: contextId,
        auth_type: 'INITIAL',
        auth_outcome: 'SUCCESS',
        risk_score: 25,
        recommendation: 'ALLOW',
        auth_started_at: '2025-10-14T10:00:00.000Z',
        auth_completed_at: '2025-10-14T10:00:15.000Z',
      },
      {
        context_id: stepUp.contextId,
        auth_type: 'STEP_UP',
        auth_outcome: 'SUCCESS',
        risk_score: 15,
        recommendation: 'ALLOW',
        auth_started_at: '2025-10-14T10:15:30.000Z',
        auth_completed_at: '2025-10-14T10:15:45.000Z',
      },
    ])
    expect(Object.keys(body[0])).toEqual(Object.keys(EXAMPLE))
  })

  test('of a real sign-in; one that goes on, and one without a verdict', async () => {
    const { sessionId, contextId } = await api.signIn()
    const [initial] = (await timeline(sessionId)).body
    expect(initial).toMatchObject({ context_id: contextId, auth_type: 'INITIAL', auth_outcome: 'SUCCESS' })
    expect(initial.risk_score).toEqual(expect.any(Number))
    const pending = await insertContext(api.database.db, { sessionId })
    expect((await timeline(sessionId)).body[1]).toMatchObject({
      context_id: pending.contextId,
      auth_outcome: null,
      auth_completed_at: null,
      risk_score: null,
      recommendation: null,
    })
  })

  test('of a session that nobody knows: 404; of what is no id: 400', async () => {
    const unknown = await timeline(crypto.randomUUID())
    expect([unknown.status, unknown.body.error_code]).toEqual([404, 'CIAM_E01_05_001'])
    const odd = await timeline("1'%20OR%20'1'='1")
    expect([odd.status, odd.body.field]).toEqual([400, 'id'])
  })
})

// Seed 4, Pattern 3, Query 1.
const EXAMPLE = {
  context_id: 'ctx-abc-123',
  auth_type: 'INITIAL',
  auth_outcome: 'SUCCESS',
  risk_score: 25,
  recommendation: 'ALLOW',
  auth_started_at: '2025-10-14T10:00:00Z',
  auth_completed_at: '2025-10-14T10:00:15Z',
}

test('needs a server app with the scope admin', async () => {
  const { sessionId } = await api.signIn()
  for (const headers of [
    {},
    { 'x-api-key': api.secrets['edge-gateway'] ?? '' },
    basic('ticketing', api.secrets.ticketing ?? ''),
    basic('ticketing', api.secrets['back-office'] ?? ''),
    basic('back-office', 'key_no'),
    { authorization: `Bearer ${(await api.signIn()).accessToken}` },
  ]) {
    for (const ask of [
      find({}, headers as Record<string, string>),
      timeline(sessionId, headers as Record<string, string>),
    ]) {
      const { status, body } = await ask
      expect([status, body.error_code]).toEqual([401, 'CIAM_E04_00_010'])
    }
  }
})
