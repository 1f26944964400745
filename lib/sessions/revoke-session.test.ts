import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertSession, insertToken } from '#db/testing/rows.ts'
import { getLastAccessTokenExpiry, sessionExists } from './queries.ts'
import { revokeSession } from './revoke-session.ts'
import { openSessionWorld } from './testing/open-world.ts'

let world: Awaited<ReturnType<typeof openSessionWorld>>
beforeAll(async () => {
  world = await openSessionWorld()
})
afterAll(() => world.close())

const REASON = 'Suspected fraud: customer did not recognise the place'
const JWT = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJDIn0'
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

async function openSession() {
  const { sessionId } = await insertSession(world.db)
  const tokens = [
    await insertToken(world.db, { sessionId, tokenType: 'ACCESS', tokenValue: JWT, expiresAt: inMinutes(15) }),
    await insertToken(world.db, { sessionId, tokenType: 'ID', tokenValue: JWT, expiresAt: inMinutes(15) }),
    await insertToken(world.db, { sessionId, tokenType: 'REFRESH', tokenValue: 'rt_…1234', expiresAt: inMinutes(600) }),
  ]
  return { sessionId, tokens }
}

test('ends the session and every token, records it, and says how long an echo may last', async () => {
  const { sessionId, tokens } = await openSession()
  const receipt = await revokeSession(world.as('agent'), { sessionId, reason: REASON })
  expect(receipt).toEqual({
    sessionId,
    tokensRevoked: 3,
    revokedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    believedUntil: tokens[0]!.expiresAt.toISOString(),
  })
  const { rows } = await world.owner.query(
    `SELECT s.status, s.revoked_by, s.revocation_reason, count(*) FILTER (WHERE t.status = 'REVOKED') AS revoked
     FROM sessions s JOIN tokens t USING (session_id) WHERE session_id = $1 GROUP BY 1, 2, 3`,
    [sessionId],
  )
  expect(rows).toEqual([{ status: 'REVOKED', revoked_by: 'CUPID-agent', revocation_reason: REASON, revoked: '3' }])
  const events = await world.owner.query(
    'SELECT event_type, severity, event_data FROM audit_logs WHERE session_id = $1',
    [sessionId],
  )
  expect(events.rows).toEqual([
    {
      event_type: 'SESSION_REVOKED',
      severity: 'WARN',
      event_data: {
        reason: REASON,
        revoked_by: 'CUPID-agent',
        tokens_revoked: 3,
        actor: { kind: 'agent', id: 'CUPID-agent' },
      },
    },
  ])
})

test('a viewer may not, and nothing happens', async () => {
  const { sessionId } = await openSession()
  await expect(revokeSession(world.as('viewer'), { sessionId, reason: REASON })).rejects.toMatchObject({
    failure: 'permission_missing',
  })
  const { rows } = await world.owner.query('SELECT status FROM sessions WHERE session_id = $1', [sessionId])
  expect(rows).toEqual([{ status: 'ACTIVE' }])
})

test('an unknown id is not found; text that is none, and a reason of two letters, are refused', async () => {
  const ctx = world.as('agent')
  await expect(revokeSession(ctx, { sessionId: randomUUID(), reason: REASON })).rejects.toMatchObject({
    failure: 'not_found',
  })
  await expect(revokeSession(ctx, { sessionId: "' OR 1=1", reason: REASON })).rejects.toMatchObject({
    failure: 'request_invalid',
  })
  await expect(revokeSession(ctx, { sessionId: randomUUID(), reason: 'no' })).rejects.toMatchObject({
    failure: 'request_invalid',
  })
})

test('of twenty at once one revokes, the others are told that it had ended', async () => {
  const { sessionId } = await openSession()
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => revokeSession(world.as('agent'), { sessionId, reason: REASON })),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refusals = results.flatMap(result => (result.status === 'rejected' ? [result.reason.failure] : []))
  expect(new Set(refusals)).toEqual(new Set(['session_not_active']))
  const { rows } = await world.owner.query('SELECT count(*)::int AS events FROM audit_logs WHERE session_id = $1', [
    sessionId,
  ])
  expect(rows).toEqual([{ events: 1 }])
})

test('only self-contained access tokens that have not run out could be believed', async () => {
  const { sessionId } = await insertSession(world.db)
  const ctx = world.as('agent')
  expect(await getLastAccessTokenExpiry(ctx, sessionId)).toBeNull()
  await insertToken(world.db, { sessionId, tokenValue: 'at_…9999', expiresAt: inMinutes(15) })
  await insertToken(world.db, { sessionId, tokenValue: JWT, expiresAt: inMinutes(-1), status: 'ROTATED' })
  await insertToken(world.db, { sessionId, tokenType: 'ID', tokenValue: JWT, expiresAt: inMinutes(90) })
  expect(await getLastAccessTokenExpiry(ctx, sessionId)).toBeNull()
  const rotated = await insertToken(world.db, {
    sessionId,
    tokenValue: JWT,
    expiresAt: inMinutes(9),
    status: 'ROTATED',
  })
  expect(await getLastAccessTokenExpiry(ctx, sessionId)).toBe(rotated.expiresAt.toISOString())
  expect(await sessionExists(ctx, sessionId)).toBe(true)
  expect(await sessionExists(ctx, randomUUID())).toBe(false)
})
