import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, bearer } from '#lib/api/testing/test-api.ts'
import { BROKEN, type HandoffApi, HOSTILE, startHandoffApi } from './testing/hand-over.ts'

let world: HandoffApi
beforeAll(async () => {
  world = await startHandoffApi()
})
afterAll(() => world.api.close())

const NOT_ACTIVE = [401, 'CIAM_E04_00_004']
const brief = ({ status, body }: { status: number; body: { error_code?: string } }) => [status, body.error_code]

async function redeemed() {
  const handed = await world.handOver()
  expect((await world.redeem(handed.sessionToken)).status).toBe(200)
  return handed
}

test('the accounts of the user, in the directory’s order', async () => {
  const { sessionToken } = await redeemed()
  const answer = await world.accounts(sessionToken)
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      accounts: [
        { account_id: 'ACC-1001', name: 'Everyday checking' },
        { account_id: 'ACC-1002', name: 'Rainy-day savings' },
      ],
    },
  ])
})

describe('a permission is given to the letter', () => {
  test.each([
    ['accounts:read', undefined, true],
    ['accounts:read', null, true],
    ['accounts:read', 'ACC-1001', false],
    ['payments:write', 'ACC-1001', true],
    ['payments:write', 'ACC-1002', false],
    ['payments:write', 'acc-1001', false],
    ['payments:write', undefined, false],
    ['payments:read', 'ACC-1001', false],
    ['accounts:write', undefined, false],
  ])('%s on %s: %s', async (permission, resource_id, allowed) => {
    const { sessionToken } = await redeemed()
    const answer = await world.ask(sessionToken, { permission, resource_id })
    expect([answer.status, answer.body]).toEqual([200, { allowed, permission, ...(resource_id && { resource_id }) }])
  })

  test.each([
    { permission: 'accounts' },
    { permission: 'payments:write:ACC-1001' },
    { permission: 'payments:*' },
    { permission: '*' },
    { permission: ':' },
    { permission: 'Accounts:read' },
    { permission: 7 },
    {},
    ...[...HOSTILE, ...BROKEN].map(permission => ({ permission })),
  ])('what is no permission (%j): 400', async question => {
    const { sessionToken } = await redeemed()
    const answer = await world.ask(sessionToken, question)
    expect([answer.status, answer.body.field]).toEqual([400, 'permission'])
  })

  test.each(['', '*', 'ACC-1001:x', 7, ['ACC-1001'], ...BROKEN, ...HOSTILE.filter(text => text !== '__proto__')])(
    'what is no resource (%j): 400',
    async resource_id => {
      const { sessionToken } = await redeemed()
      const answer = await world.ask(sessionToken, { permission: 'payments:write', resource_id })
      expect([answer.status, answer.body.field]).toEqual([400, 'resource_id'])
    },
  )
})

describe('is refused alike', () => {
  const expectRefused = async (sessionToken: string, clientId?: string) => {
    expect(brief(await world.accounts(sessionToken, clientId))).toEqual(NOT_ACTIVE)
    expect(brief(await world.ask(sessionToken, { permission: 'accounts:read' }, clientId))).toEqual(NOT_ACTIVE)
  }

  test('not redeemed yet', async () => expectRefused((await world.handOver()).sessionToken))
  test('redeemed by another app', async () => expectRefused((await redeemed()).sessionToken, 'back-office'))
  test('unknown', () => expectRefused('ho_unknown'))
  test('expired', async () => {
    const { sessionToken, sessionId } = await redeemed()
    await world.api.rows(
      `UPDATE cross_app_sessions SET created_at = now() - interval '1 hour', expires_at = now() WHERE session_id = $1`,
      [sessionId],
    )
    await expectRefused(sessionToken)
  })
  test('revoked', async () => {
    const { sessionToken } = await redeemed()
    await world.revoke(sessionToken, world.as('ticketing'))
    await expectRefused(sessionToken)
  })
  test('the user logged out', async () => {
    const { sessionToken, accessToken } = await redeemed()
    await world.api.post('/auth/logout', undefined, bearer(accessToken))
    await expectRefused(sessionToken)
  })
  test('the session is over while its handoff looks open', async () => {
    const { sessionToken, sessionId } = await redeemed()
    await world.api.rows(
      `UPDATE sessions SET created_at = now() - interval '1 hour', expires_at = now() WHERE session_id = $1`,
      [sessionId],
    )
    await expectRefused(sessionToken)
  })
  test('no token in the header', async () => {
    const headers = world.as('ticketing')
    expect(brief(await world.api.get('/cross-app/user-accounts', headers))).toEqual(NOT_ACTIVE)
    const answer = await world.api.post('/cross-app/validate-permission', { permission: 'accounts:read' }, headers)
    expect(brief(answer)).toEqual(NOT_ACTIVE)
  })
})

test.each([
  ['nothing', () => ({})],
  ['a wrong secret', () => basic('ticketing', 'key_wrong')],
  ['the user’s own access token', (accessToken: string) => bearer(accessToken)],
])('%s instead of the app’s secret: 401', async (_, credential) => {
  const { sessionToken, accessToken } = await redeemed()
  const headers = { 'x-session-token': sessionToken, ...credential(accessToken) }
  const answers = [
    await world.api.get('/cross-app/user-accounts', headers),
    await world.api.post('/cross-app/validate-permission', { permission: 'accounts:read' }, headers),
  ]
  for (const answer of answers) expect(brief(answer)).toEqual([401, 'CIAM_E04_00_010'])
})

test('so many a minute: validations per app, accounts and permissions per token', async () => {
  const limited = await startHandoffApi({
    LIMIT_VALIDATIONS_PER_APP: '3',
    LIMIT_ACCOUNTS_PER_TOKEN: '2',
    LIMIT_PERMISSIONS_PER_TOKEN: '2',
  })
  try {
    const [one, other] = [await limited.handOver(), await limited.handOver()]
    for (const { sessionToken } of [one, other]) expect((await limited.redeem(sessionToken)).status).toBe(200)
    const calls = [
      () => limited.accounts(one.sessionToken),
      () => limited.ask(one.sessionToken, { permission: 'accounts:read' }),
    ]
    for (const call of calls) {
      const left = [await call(), await call()].map(answer => answer.headers.get('ratelimit-remaining'))
      expect(left).toEqual(['1', '0'])
      const refused = await call()
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await limited.accounts(other.sessionToken)).status).toBe(200)
    expect((await limited.redeem('ho_unknown')).status).toBe(404)
    expect((await limited.redeem('ho_unknown')).status).toBe(429)
    expect((await limited.redeem('ho_unknown', 'back-office')).status).toBe(404)
  } finally {
    await limited.api.close()
  }
})
