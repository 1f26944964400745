import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertToken } from '#db/testing/rows.ts'
import type { Role } from '#lib/agents/rules.ts'
import { openSessionWorld } from '../testing/open-world.ts'
import { presentSession, type SessionItem } from './present.ts'
import { countActiveSessions, listSessions, listSessionsById, summariseSelection } from './queries.ts'
import { ago, openSession } from './testing/list-world.ts'

let world: Awaited<ReturnType<typeof openSessionWorld>>
beforeAll(async () => {
  world = await openSessionWorld()
})
afterAll(() => world.close())

const read = async (sessionId: string, role: Role = 'analyst'): Promise<SessionItem> => {
  const ctx = world.as(role)
  const [row] = await listSessionsById(ctx, [sessionId])
  return presentSession(row!, ctx.actor)
}

test('an active session with all its facts', async () => {
  const signedInAt = ago(7200)
  const sessionId = await openSession(world.db, {
    username: 'demo-otter',
    cupid: 'CUPID-1',
    guid: 'GUID-1',
    app: 'web-banking',
    address: '198.51.100.9',
    risk: 90,
    stepUps: [40, 60],
    browser: 'Firefox',
    system: 'Linux',
    place: 'Vilnius, Lithuania',
    signedInAt,
    lastActivityAt: ago(60),
    tokens: ['ACCESS', 'REFRESH', 'ID'],
  })
  await insertToken(world.db, { sessionId, status: 'ROTATED' })
  expect(await read(sessionId)).toEqual({
    sessionId,
    username: 'demo-otter',
    cupid: 'CUPID-1',
    guid: 'GUID-1',
    status: 'ACTIVE',
    app: 'web-banking',
    appVersion: '1.0.0',
    risk: 60,
    highestRisk: 90,
    device: 'Firefox · Linux',
    place: 'Vilnius, Lithuania',
    shortPlace: 'Vilnius, LT',
    address: '198.51.100.9',
    stepUps: 2,
    tokens: { active: 3, access: true, refresh: true },
    signedInAt: signedInAt.toISOString(),
    lastActivityAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    expiresAt: new Date(+signedInAt + 30 * 86_400_000).toISOString(),
    revoked: null,
  })
})

test('the facts agree with v_active_sessions', async () => {
  await openSession(world.db, { tokens: ['REFRESH'] })
  await openSession(world.db, { tokens: [] })
  const { rows: told } = await world.owner.query(
    `SELECT session_id, active_token_count::int, has_access_token > 0 AS access, has_refresh_token > 0 AS refresh
     FROM v_active_sessions ORDER BY session_id`,
  )
  const { rows } = await listSessions(world.as('analyst'), { status: ['ACTIVE'], sort: '-last_activity' })
  const ours = rows
    .map(row => ({
      session_id: row.session_id,
      active_token_count: row.active_tokens,
      access: row.has_access_token,
      refresh: row.has_refresh_token,
    }))
    .sort((a, b) => (a.session_id < b.session_id ? -1 : 1))
  expect(ours).toEqual(told)
})

test('a session of which nothing else is known', async () => {
  const item = await read(await openSession(world.db))
  expect(item).toMatchObject({ risk: null, highestRisk: null, device: null, place: null, stepUps: 0 })
  expect(item.tokens).toEqual({ active: 0, access: false, refresh: false })
})

test('who revoked it, by name where we know it', async () => {
  await world.owner.query(`INSERT INTO agent_sessions (username, cupid) VALUES ('analyst', 'CUPID-AG-7')`)
  const byAgent = await read(await openSession(world.db, { status: 'REVOKED', revokedBy: 'CUPID-AG-7' }))
  expect(byAgent).toMatchObject({ status: 'REVOKED', revoked: { by: 'analyst', reason: null } })
  const bySystem = await read(await openSession(world.db, { status: 'REVOKED', revokedBy: 'SYSTEM' }))
  expect(bySystem.revoked?.by).toBe('SYSTEM')
})

test('a session whose time is over is expired before the job comes round', async () => {
  const sessionId = await openSession(world.db, { signedInAt: ago(7200), expiresAt: ago(5) })
  expect((await read(sessionId)).status).toBe('EXPIRED')
})

test.each<[Role, string, string]>([
  ['viewer', 's••••••r', '203.0.113.•••'],
  ['agent', 'simpleuser', '203.0.113.24'],
  ['analyst', 'simpleuser', '203.0.113.24'],
  ['admin', 'simpleuser', '203.0.113.24'],
])('what a %s sees', async (role, username, address) => {
  const item = await read(await openSession(world.db, { username: 'simpleuser', address: '203.0.113.24' }), role)
  expect(item).toMatchObject({ username, address })
})

test('who sees names masked cannot find them out by searching', async () => {
  await openSession(world.db, { username: 'hidden-name', cupid: 'CUPID-HIDDEN', address: '203.0.113.99' })
  const search = (role: Role, text: string) =>
    listSessions(world.as(role), { status: ['ACTIVE'], sort: '-last_activity', user: { text, exact: false } })
  expect((await search('agent', 'hidden')).rows).toHaveLength(1)
  expect((await search('viewer', 'hidden')).rows).toHaveLength(0)
  expect((await search('viewer', 'CUPID-HIDDEN')).rows).toHaveLength(1)
  const byAddress = (role: Role) =>
    listSessions(world.as(role), { status: ['ACTIVE'], sort: '-last_activity', address: '203.0.113.99' })
  expect((await byAddress('agent')).rows).toHaveLength(1)
  await expect(byAddress('viewer')).rejects.toMatchObject({ failure: 'permission_missing' })
})

test('what a selection comes to', async () => {
  const same = { cupid: 'CUPID-S', address: '192.0.2.77' }
  const ids = [
    await openSession(world.db, { ...same, tokens: ['ACCESS', 'REFRESH'] }),
    await openSession(world.db, { ...same, tokens: ['ACCESS'] }),
    await openSession(world.db, { cupid: 'CUPID-T', address: '192.0.2.77', status: 'LOGGED_OUT' }),
  ]
  const unknown = '00000000-0000-4000-8000-000000000000'
  expect(await summariseSelection(world.as('analyst'), [...ids, unknown])).toEqual({
    sessions: 3,
    active: 2,
    users: 2,
    addresses: 1,
    tokens: 3,
  })
})

test('all active ones are counted', async () => {
  const before = await countActiveSessions(world.as('viewer'))
  await openSession(world.db)
  await openSession(world.db, { status: 'LOGGED_OUT' })
  expect(await countActiveSessions(world.as('viewer'))).toEqual({ count: before.count + 1, capped: false })
})
