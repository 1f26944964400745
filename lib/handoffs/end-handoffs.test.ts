import { afterAll, beforeAll, expect, test } from 'vitest'
import { bearer, cookie, type SignedIn } from '#lib/api/testing/test-api.ts'
import { systemContext } from '#lib/context.ts'
import { HOUSEKEEPING } from '#lib/jobs/housekeeping.ts'
import { type HandoffApi, startHandoffApi } from './testing/hand-over.ts'

// A handoff dies with the session it came from, however that ends.

let world: HandoffApi
beforeAll(async () => {
  world = await startHandoffApi({ REFRESH_LEEWAY_SECONDS: '1' })
})
afterAll(() => world.api.close())

type End = (session: SignedIn) => Promise<void>

const logOut: End = async ({ accessToken }) => {
  expect((await world.api.post('/auth/logout', undefined, bearer(accessToken))).status).toBe(200)
}

const revokeAsBackOffice: End = async ({ sessionId: session_id }) => {
  const body = { session_id, agent_id: 'agent-7', reason: 'lost device' }
  expect((await world.api.post('/admin/sessions/revoke', body, world.as('back-office'))).status).toBe(200)
}

const reuseRefreshToken: End = async ({ refreshToken }) => {
  const refresh = (token: string) => world.api.post('/auth/refresh', undefined, cookie(token))
  const next = await refresh(refreshToken)
  expect((await refresh(next.refreshToken ?? '')).status).toBe(200)
  expect((await refresh(refreshToken)).status).toBe(401)
}

const revokeRefreshToken: End = async ({ refreshToken: token }) => {
  const answer = await world.api.form('/auth/token/revoke', { token, client_id: 'storefront-web-app' })
  expect(answer.status).toBe(200)
}

test.each([
  ['a log-out', logOut, 'user CUPID-DEMO-SIMPLE'],
  ['an agent’s revocation', revokeAsBackOffice, 'client_app back-office:agent-7'],
  ['the reuse of a refresh token', reuseRefreshToken, 'client_app storefront-web-app'],
  ['the revocation of a refresh token', revokeRefreshToken, 'client_app storefront-web-app'],
])('%s', async (_, end, actor) => {
  const session = await world.handOver()
  await world.redeem(session.sessionToken)
  const waiting = (await world.generate(session.accessToken)).body.session_token
  const over = (await world.generate(session.accessToken)).body.session_token
  const [redeemedId, waitingId, overId] = (await world.handoffs(session.sessionId)).map(({ id }) => id)
  await world.api.rows(
    `UPDATE cross_app_sessions SET created_at = now() - interval '1 hour', expires_at = now() WHERE id = $1`,
    [overId],
  )
  const other = await world.handOver()
  await end(session)
  expect(await world.handoffs(session.sessionId)).toEqual([
    { id: redeemedId, used: true, revoked: true },
    { id: waitingId, used: false, revoked: true },
    { id: overId, used: false, revoked: false },
  ])
  const ended = (await world.events(session.sessionId)).filter(({ event }) => event === 'HANDOFF_REVOKED')
  expect(new Set(ended.map(({ handoff_id }) => handoff_id))).toEqual(new Set([redeemedId, waitingId]))
  expect(ended).toHaveLength(2)
  for (const event of ended) expect(event).toMatchObject({ severity: 'INFO', reason: 'session_ended', actor })
  expect((await world.accounts(session.sessionToken)).status).toBe(401)
  for (const token of [waiting, over]) expect((await world.redeem(token)).status).toBe(404)
  expect((await world.redeem(other.sessionToken)).status).toBe(200)
})

test('the revocation of an access token leaves the session, and its handoffs', async () => {
  const { accessToken, sessionToken } = await world.handOver()
  const token = { token: accessToken, client_id: 'storefront-web-app' }
  expect((await world.api.form('/auth/token/revoke', token)).status).toBe(200)
  expect((await world.redeem(sessionToken)).status).toBe(200)
})

test('a session that runs out leaves no handoff open behind it', async () => {
  const { accessToken, sessionId } = await world.api.signIn()
  await world.api.rows(`UPDATE sessions SET expires_at = now() + interval '1 second' WHERE session_id = $1`, [
    sessionId,
  ])
  const { session_token } = (await world.generate(accessToken)).body
  expect((await world.redeem(session_token)).status).toBe(200)
  await expect.poll(async () => (await world.accounts(session_token)).status, { timeout: 5000 }).toBe(401)
  await HOUSEKEEPING.expire_sessions.run(systemContext(world.api.parts, 'test'))
  expect(
    await world.api.rows(
      `SELECT s.status, h.expires_at = s.expires_at AS together FROM cross_app_sessions h JOIN sessions s USING (session_id)
       WHERE session_id = $1`,
      [sessionId],
    ),
  ).toEqual([{ status: 'EXPIRED', together: true }])
})

test('where the end cannot be audited, nothing ends', async () => {
  const { accessToken, sessionToken, sessionId } = await world.handOver()
  await world.api.rows('REVOKE INSERT ON audit_logs FROM gatewarden_app')
  const answer = await world.api.post('/auth/logout', undefined, bearer(accessToken))
  await world.api.rows('GRANT INSERT ON audit_logs TO gatewarden_app')
  expect(answer.status).toBe(503)
  expect(await world.handoffs(sessionId)).toMatchObject([{ revoked: false }])
  expect((await world.redeem(sessionToken)).status).toBe(200)
})

test('the archive job moves what is over, twice at once and once more', async () => {
  const { sessionToken } = await world.handOver()
  const { sessionId } = await world.handOver()
  await world.api.rows(
    `UPDATE cross_app_sessions SET created_at = now() - interval '27 hours', expires_at = now() - interval '26 hours'
     WHERE session_id = $1`,
    [sessionId],
  )
  const ctx = systemContext(world.api.parts, 'test')
  const job = HOUSEKEEPING.archive_handoffs
  const runs = await Promise.all([job.run(ctx), job.run(ctx)])
  expect(runs.map(({ ended }) => Number(ended)).sort()).toEqual([0, 1])
  expect(await job.run(ctx)).toEqual({ ended: 0 })
  expect(await world.handoffs(sessionId)).toEqual([])
  expect(await world.api.rows('SELECT session_id FROM cross_app_sessions_archive')).toEqual([{ session_id: sessionId }])
  expect((await world.redeem(sessionToken)).status).toBe(200)
})
