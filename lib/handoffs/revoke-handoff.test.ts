import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, bearer } from '#lib/api/testing/test-api.ts'
import { systemContext } from '#lib/context.ts'
import { revokeHandoff } from './revoke-handoff.ts'
import { type HandoffApi, HOSTILE, startHandoffApi } from './testing/hand-over.ts'

let world: HandoffApi
beforeAll(async () => {
  world = await startHandoffApi()
})
afterAll(() => world.api.close())

const DONE = [200, { success: true }]
const brief = ({ status, body }: { status: number; body: unknown }) => [status, body]
const revocations = async (sessionId: string) =>
  (await world.events(sessionId)).filter(({ event }) => event === 'HANDOFF_REVOKED')

test.each([
  ['waiting', false],
  ['redeemed', true],
])('by the target app, one that is %s; again is no error and no event', async (_, isRedeemed) => {
  const { sessionToken, sessionId } = await world.handOver()
  if (isRedeemed) await world.redeem(sessionToken)
  for (let n = 0; n < 3; n++) expect(brief(await world.revoke(sessionToken, world.as('ticketing')))).toEqual(DONE)
  expect(await world.handoffs(sessionId)).toMatchObject([{ used: isRedeemed, revoked: true }])
  expect(await revocations(sessionId)).toMatchObject([
    { severity: 'INFO', reason: 'by_target_app', actor: 'client_app ticketing', target_app: 'ticketing' },
  ])
  expect((await world.redeem(sessionToken)).status).toBe(404)
})

test('by its user, from any of their sessions', async () => {
  const { sessionToken, sessionId } = await world.handOver()
  const elsewhere = await world.api.signIn()
  expect(brief(await world.revoke(sessionToken, bearer(elsewhere.accessToken)))).toEqual(DONE)
  expect(await revocations(sessionId)).toMatchObject([
    { severity: 'INFO', reason: 'by_owner', actor: 'user CUPID-DEMO-SIMPLE' },
  ])
})

describe('revokes nothing, and the answer is the same', () => {
  test.each([
    ['another app', async () => world.as('back-office')],
    ['another user', async () => bearer((await world.api.signIn('agent')).accessToken)],
  ])('for %s', async (_, credential) => {
    const { sessionToken, sessionId } = await world.handOver()
    expect(brief(await world.revoke(sessionToken, await credential()))).toEqual(DONE)
    expect(await revocations(sessionId)).toEqual([])
    expect((await world.redeem(sessionToken)).status).toBe(200)
  })

  test('of one that is over', async () => {
    const { sessionToken, sessionId } = await world.handOver()
    await world.api.rows(
      `UPDATE cross_app_sessions SET created_at = now() - interval '1 hour', expires_at = now() WHERE session_id = $1`,
      [sessionId],
    )
    expect(brief(await world.revoke(sessionToken, world.as('ticketing')))).toEqual(DONE)
    expect(await world.handoffs(sessionId)).toMatchObject([{ revoked: false }])
    expect(await revocations(sessionId)).toEqual([])
  })

  test.each([...HOSTILE, 'ho_unknown'])('of a token nobody made (%j)', async token => {
    const before = await world.api.rows('SELECT count(revoked_at) FROM cross_app_sessions')
    expect(brief(await world.revoke(token, world.as('ticketing')))).toEqual(DONE)
    expect(await world.api.rows('SELECT count(revoked_at) FROM cross_app_sessions')).toEqual(before)
  })
})

test.each([
  ['nothing', {}, 'CIAM_E04_00_010'],
  ['a wrong secret', basic('ticketing', 'key_wrong'), 'CIAM_E04_00_010'],
  ['a token nobody issued', bearer('at_nothing'), 'CIAM_E04_00_007'],
])('%s: 401', async (_, headers, code) => {
  const { sessionToken, sessionId } = await world.handOver()
  const answer = await world.revoke(sessionToken, headers)
  expect([answer.status, answer.body.error_code]).toEqual([401, code])
  expect(await world.handoffs(sessionId)).toMatchObject([{ revoked: false }])
})

test('nobody but the user and the app', async () => {
  const { sessionToken } = await world.handOver()
  const refusal = await revokeHandoff(systemContext(world.api.parts, 'test'), sessionToken).catch(error => error)
  expect(refusal).toMatchObject({ failure: 'permission_missing' })
})
