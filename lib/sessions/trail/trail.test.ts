import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertAuditEvent, insertContext, insertSession } from '#db/testing/rows.ts'
import { openSessionWorld } from '../testing/open-world.ts'
import { maskData, presentEvent } from './present.ts'
import { type AuditRow, countAuditEvents, listAuditEvents, type TrailPosition } from './queries.ts'

let world: Awaited<ReturnType<typeof openSessionWorld>>
let sessionId: string
beforeAll(async () => {
  world = await openSessionWorld()
  sessionId = await fillTrail()
})
afterAll(() => world.close())

/** 60 events of a session: its own, those of its sign-in from before it existed, its step-ups'; and others' beside them. */
async function fillTrail() {
  const { db } = world
  const session = await insertSession(db)
  const stepUp = await insertContext(db, { sessionId: session.sessionId, cupid: session.cupid })
  const other = await insertSession(db)
  const minutes = (count: number) => new Date(Date.now() - count * 60_000)
  for (let n = 0; n < 20; n++) {
    // Three at a time share their instant: the id decides.
    const createdAt = minutes(200 - Math.floor(n / 3))
    await insertAuditEvent(db, { contextId: session.contextId, createdAt, eventType: 'LOGIN_INITIATED' })
    await insertAuditEvent(db, { sessionId: session.sessionId, contextId: n % 2 ? session.contextId : null, createdAt })
    await insertAuditEvent(db, {
      sessionId: session.sessionId,
      contextId: stepUp.contextId,
      createdAt,
      severity: 'WARN',
    })
    await insertAuditEvent(db, { sessionId: other.sessionId, contextId: other.contextId, createdAt })
    await insertAuditEvent(db, { createdAt })
  }
  return session.sessionId
}

// The seed's query to the letter.
const SEED = `SELECT a.audit_id FROM audit_logs a
  WHERE a.session_id = $1 OR a.context_id IN (
    SELECT context_id FROM sessions WHERE session_id = $1
    UNION SELECT context_id FROM auth_contexts WHERE session_id = $1)
  ORDER BY a.created_at, a.audit_id`

test('page by page it is what the seed asks for, each event once, in its order', async () => {
  const ctx = world.as('agent')
  const { rows } = await world.owner.query<{ audit_id: string }>(SEED, [sessionId])
  expect(rows).toHaveLength(60)
  const read: AuditRow[] = []
  let before: TrailPosition | null = null
  for (;;) {
    const page: AuditRow[] = await listAuditEvents(ctx, { sessionId, limit: 7, before })
    if (page.length === 0) break
    read.push(...page)
    const last = page.at(-1)!
    before = { at: last.at, auditId: last.audit_id }
  }
  expect(read.map(row => row.audit_id).reverse()).toEqual(rows.map(row => row.audit_id))
  expect(await countAuditEvents(ctx, sessionId)).toBe(60)
})

test('of some severities only', async () => {
  const rows = await listAuditEvents(world.as('agent'), { sessionId, limit: 100, severities: ['WARN', 'CRITICAL'] })
  expect(rows).toHaveLength(20)
  expect(new Set(rows.map(row => row.severity))).toEqual(new Set(['WARN']))
})

test('a viewer reads no name, address or number, however deep it stands', async () => {
  const { sessionId: own } = await insertSession(world.db)
  await insertAuditEvent(world.db, {
    sessionId: own,
    ipAddress: '198.51.100.77',
    eventType: 'TOKEN_REUSE_DETECTED',
    eventData: {
      username: 'demo-heron',
      first_presenter: { ip_address: '203.0.113.101', user_agent: 'Mozilla/5.0', device_fingerprint: 'fp_1' },
      seconds_between: 2460,
      action_details: {
        email: 'demo@example.com',
        phone: '+12025550134',
        account: 4711,
        value: 12400,
        to: ['192.0.2.9'],
      },
      network: '198.51.100.64/27',
    },
  })
  const [row] = await listAuditEvents(world.as('viewer'), { sessionId: own, limit: 1 })
  expect(presentEvent(row!, false)).toMatchObject({ address: '198.51.100.77', data: { username: 'demo-heron' } })
  expect(presentEvent(row!, true)).toMatchObject({
    address: '198.51.100.•••',
    data: {
      username: 'd••••••n',
      first_presenter: { ip_address: '203.0.113.•••', user_agent: 'Mozilla/5.0', device_fingerprint: 'fp_1' },
      seconds_between: 2460,
      action_details: { email: '••••', phone: '••••', account: '••••', value: 12400, to: ['192.0.2.•••'] },
      network: '198.51.100.•••',
    },
  })
})

test.each([
  [{ note: 'from 2001:db8:4f::21, then 203.0.113.9.' }, { note: 'from 2001:db8:4f:•••, then 203.0.113.•••.' }],
  [{ agent: 'Mozilla/5.0 Chrome/155.0.0.0 Safari/537.36' }, { agent: 'Mozilla/5.0 Chrome/155.0.0.0 Safari/537.36' }],
  [{ seen: '2001:db8:4f::21' }, { seen: '2001:db8:4f:•••' }],
  [{ mail: 'x@example.com' }, { mail: '••••' }],
  [
    { at: '2026-11-21T10:00:00Z', ok: true, none: null },
    { at: '2026-11-21T10:00:00Z', ok: true, none: null },
  ],
])('masking %j', (value, masked) => {
  expect(maskData(value)).toEqual(masked)
})
