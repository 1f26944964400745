import { afterAll, beforeAll, expect, test } from 'vitest'
import { ldapEnv } from '#lib/directory/testing/ldap-env.ts'
import { type Slapd, startSlapd } from '#lib/directory/testing/slapd.ts'
import { type HandoffApi, startHandoffApi } from './testing/hand-over.ts'

let slapd: Slapd
let world: HandoffApi
beforeAll(async () => {
  slapd = await startSlapd()
  const settings = Object.entries(ldapEnv(slapd))
    .filter(([name, value]) => name.startsWith('LDAP_') && value !== undefined)
    .map(([name, value]) => [name, String(value)])
  world = await startHandoffApi(Object.fromEntries(settings))
})
afterAll(async () => {
  await world.api.close()
  await slapd.stop()
})

test.each(['gone', 'hanging'] as const)(
  'a directory that is %s is 503 within 2 s, and no handoff is spent, refused or made for an account',
  async how => {
    const { sessionToken, sessionId, accessToken } = await world.handOver()
    const redeemed = (await world.generate(accessToken)).body.session_token
    expect((await world.redeem(redeemed)).status).toBe(200)
    const before = [await world.handoffs(sessionId), await world.events(sessionId)]

    await (how === 'gone' ? slapd.halt() : slapd.pause())
    const calls = [
      () => world.redeem(sessionToken),
      () => world.accounts(redeemed),
      () => world.ask(redeemed, { permission: 'accounts:read' }),
      () => world.generate(accessToken, { target_app: 'ticketing', account_id: 'ACC-1001' }),
    ]
    for (const call of calls) {
      const started = performance.now()
      const { status, body } = await call()
      expect([status, body.error_code]).toEqual([503, 'CIAM_E05_00_002'])
      expect(performance.now() - started).toBeLessThan(2000)
    }
    expect([await world.handoffs(sessionId), await world.events(sessionId)]).toEqual(before)
    await (how === 'gone' ? slapd.start() : slapd.resume())

    await expect.poll(async () => (await world.accounts(redeemed)).status, { timeout: 10_000, interval: 300 }).toBe(200)
    expect((await world.redeem(sessionToken)).status).toBe(200)
    const { body } = await world.accounts(redeemed)
    expect(body.accounts).toEqual([
      { account_id: 'ACC-1001', name: 'Everyday checking' },
      { account_id: 'ACC-1002', name: 'Rainy-day savings' },
    ])
  },
)
