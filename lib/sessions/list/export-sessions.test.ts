import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ROLES } from '#lib/agents/rules.ts'
import { streamText } from '#lib/stream-text.ts'
import { openSessionWorld } from '../testing/open-world.ts'
import { exportSessions } from './export-sessions.ts'
import { ago, openSession } from './testing/list-world.ts'

let world: Awaited<ReturnType<typeof openSessionWorld>>
beforeAll(async () => {
  world = await openSessionWorld()
})
afterAll(() => world.close())
beforeEach(() => world.owner.query('TRUNCATE auth_contexts CASCADE'))

const read = async (query: Record<string, string>) =>
  new Response(streamText(await exportSessions(world.as('analyst'), query))).text()

const audited = async () => {
  const { rows } = await world.owner.query(
    `SELECT event_data - 'actor' AS data FROM audit_logs WHERE event_type = 'AGENT_EXPORTED' ORDER BY created_at DESC LIMIT 2`,
  )
  return rows.map(row => row.data).toReversed()
}

test('CSV: a header, a line a session, and nothing that a spreadsheet runs', async () => {
  await openSession(world.db, {
    username: '=HYPERLINK("http://x")',
    app: 'web-banking',
    risk: 70,
    place: 'Malmö, "SE"',
  })
  await openSession(world.db, { username: '+1', app: 'web-banking', browser: '@evil' })
  await openSession(world.db, { username: 'other-app' })
  const text = await read({ format: 'csv', app: 'web-banking' })
  const lines = text.split('\r\n')
  expect(lines[0]).toMatch(/^session_id,status,username,cupid,guid,app,/)
  expect(lines).toHaveLength(4)
  expect(text).toContain(`,"'=HYPERLINK(""http://x"")",`)
  expect(text).toContain(`,"'+1",`)
  expect(text).toContain(`"'@evil"`)
  expect(text).toContain('"Malmö, ""SE"""')
  expect(text).not.toMatch(/(^|,)"?[=+@\t-]/m)
})

test('NDJSON: an object a line', async () => {
  const sessionId = await openSession(world.db, { username: '=1+1', risk: 12, tokens: ['REFRESH'] })
  const text = await read({ format: 'ndjson' })
  expect(text.endsWith('\n')).toBe(true)
  expect(
    text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line)),
  ).toMatchObject([{ session_id: sessionId, username: '=1+1', risk_score: 12, active_tokens: 1, revoked_at: null }])
})

test('audited with the filter when it starts, and with the rows when it ends', async () => {
  await openSession(world.db, { username: 'demo-a' })
  await openSession(world.db, { username: 'demo-b' })
  await read({ format: 'csv', user: 'demo', sort: 'last_activity' })
  const told = { list: 'sessions', format: 'csv', filter: { user: 'demo', sort: 'last_activity' } }
  expect(await audited()).toEqual([
    { ...told, phase: 'started' },
    { ...told, phase: 'ended', rows: 2, complete: true },
  ])
})

const insertMany = (count: number) =>
  world.owner.query(
    `WITH n AS (SELECT gen_random_uuid() AS c, i FROM generate_series(1, $1) i), opened AS (
       INSERT INTO auth_contexts (context_id, guid, cupid, username, app_id, app_version, ip_address)
       SELECT c, 'G', 'C', 'demo', 'storefront-web-app', '1.0.0', '192.0.2.1' FROM n RETURNING 1)
     INSERT INTO sessions (context_id, cupid, ip_address, created_at)
     SELECT c, 'C', '192.0.2.1', now() - (i / 10) * interval '1 ms' FROM n`,
    [count],
  )

test('many: read as it is taken, each row once, also while sessions are used', async () => {
  await insertMany(3500)
  const lines = await exportSessions(world.as('analyst'), { format: 'ndjson' })
  const ids: string[] = []
  for await (const piece of lines) {
    expect(piece.length).toBeLessThan(1_000_000)
    for (const line of piece.trim().split('\n')) ids.push(JSON.parse(line).session_id)
    await world.owner.query('UPDATE sessions SET last_activity_at = now() WHERE random() < 0.2')
  }
  expect(ids).toHaveLength(3500)
  expect(new Set(ids).size).toBe(3500)
})

test('a reader who goes away stops the reading, and the audit says so', async () => {
  await insertMany(5000)
  const reader = streamText(await exportSessions(world.as('analyst'), { format: 'csv' })).getReader()
  await reader.read()
  await reader.read()
  await reader.cancel()
  const [, ended] = await audited()
  expect(ended).toMatchObject({ phase: 'ended', complete: false })
  expect(ended.rows).toBeLessThanOrEqual(3000)
})

test('nothing matches: a header alone', async () => {
  await openSession(world.db, { signedInAt: ago(60) })
  expect(await read({ format: 'csv', status: 'REVOKED' })).toMatch(/^session_id,[a-z_,]+\r\n$/)
  expect(await read({ format: 'ndjson', status: 'REVOKED' })).toBe('')
})

test.each(ROLES)('a %s', async role => {
  const attempt = exportSessions(world.as(role), { format: 'csv' })
  if (role === 'analyst' || role === 'admin') await expect(attempt).resolves.toBeDefined()
  else await expect(attempt).rejects.toMatchObject({ failure: 'permission_missing' })
})

test.each<Record<string, string>>([
  {},
  { format: 'xlsx' },
  { format: 'csv', risk: 'high' },
  { format: 'csv', cursor: 'x' },
])('%j is no request', async query => {
  await expect(exportSessions(world.as('admin'), query)).rejects.toMatchObject({ failure: 'request_invalid' })
})
