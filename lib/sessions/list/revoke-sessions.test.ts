import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES } from '#lib/agents/rules.ts'
import { openSessionWorld } from '../testing/open-world.ts'
import { revokeSessions } from './revoke-sessions.ts'
import { MAX_REVOKED_AT_ONCE } from './rules.ts'
import { openSession } from './testing/list-world.ts'

let world: Awaited<ReturnType<typeof openSessionWorld>>
beforeAll(async () => {
  world = await openSessionWorld()
})
afterAll(() => world.close())

const reason = 'Suspected fraud: same address'
const statuses = async (ids: string[]) => {
  const { rows } = await world.owner.query('SELECT session_id, status FROM sessions WHERE session_id = ANY ($1)', [ids])
  return ids.map(id => rows.find(row => row.session_id === id)?.status)
}

test('each is ended and audited; what is refused is told and stops no other', async () => {
  const first = await openSession(world.db, { tokens: ['ACCESS', 'REFRESH', 'ID'] })
  const ended = await openSession(world.db, { status: 'LOGGED_OUT' })
  const unknown = '0199e3a0-0000-7000-8000-000000000001'
  const last = await openSession(world.db, { tokens: ['REFRESH'] })
  const results = await revokeSessions(world.as('analyst'), { sessionIds: [first, ended, unknown, last], reason })
  expect(results).toMatchObject([
    { sessionId: first, ok: true, receipt: { tokensRevoked: 3 } },
    { sessionId: ended, ok: false, failure: 'session_not_active' },
    { sessionId: unknown, ok: false, failure: 'not_found' },
    { sessionId: last, ok: true, receipt: { tokensRevoked: 1 } },
  ])
  expect(await statuses([first, ended, last])).toEqual(['REVOKED', 'LOGGED_OUT', 'REVOKED'])
  const { rows: events } = await world.owner.query(
    `SELECT session_id, event_data ->> 'reason' AS reason FROM audit_logs
     WHERE event_type = 'SESSION_REVOKED' ORDER BY created_at`,
  )
  expect(events).toEqual([first, last].map(session_id => ({ session_id, reason })))
})

test.each(ROLES)('a %s', async role => {
  const sessionId = await openSession(world.db)
  const attempt = revokeSessions(world.as(role), { sessionIds: [sessionId], reason })
  if (role === 'analyst' || role === 'admin') {
    expect(await attempt).toMatchObject([{ ok: true }])
  } else {
    await expect(attempt).rejects.toMatchObject({ failure: 'permission_missing' })
    expect(await statuses([sessionId])).toEqual(['ACTIVE'])
  }
})

test('more than one agent may answer for is refused whole', async () => {
  const sessionIds: string[] = []
  for (let n = 0; n <= MAX_REVOKED_AT_ONCE; n++) sessionIds.push(await openSession(world.db))
  const analyst = world.as('analyst')
  await expect(revokeSessions(analyst, { sessionIds, reason })).rejects.toMatchObject({ failure: 'request_invalid' })
  expect(new Set(await statuses(sessionIds))).toEqual(new Set(['ACTIVE']))
  const results = await revokeSessions(analyst, { sessionIds: sessionIds.slice(1), reason })
  expect(results.every(result => result.ok)).toBe(true)
})

test.each([
  { sessionIds: [], reason },
  { sessionIds: ['nope'], reason },
  { sessionIds: ['0199e3a0-0000-7000-8000-000000000001', '0199e3a0-0000-7000-8000-000000000001'], reason },
  { sessionIds: ['0199e3a0-0000-7000-8000-000000000001'], reason: ' x ' },
  { sessionIds: ['0199e3a0-0000-7000-8000-000000000001'] },
  null,
])('%j is no request', async input => {
  await expect(revokeSessions(world.as('admin'), input)).rejects.toMatchObject({ failure: 'request_invalid' })
})

test('two agents at once: each session is ended by one of them', async () => {
  const sessionIds: string[] = []
  for (let n = 0; n < 10; n++) sessionIds.push(await openSession(world.db, { tokens: ['REFRESH'] }))
  const both = await Promise.all([
    revokeSessions(world.as('analyst'), { sessionIds, reason }),
    revokeSessions(world.as('admin'), { sessionIds: sessionIds.toReversed(), reason }),
  ])
  for (const sessionId of sessionIds) {
    const [won, ...others] = both.flat().filter(result => result.sessionId === sessionId && result.ok)
    expect(won).toMatchObject({ ok: true, receipt: { tokensRevoked: 1 } })
    expect(others).toEqual([])
  }
})
