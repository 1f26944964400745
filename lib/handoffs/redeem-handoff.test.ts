import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic } from '#lib/api/testing/test-api.ts'
import { DEMO_LDIF_FILE } from '#lib/directory/ldif.ts'
import { BROKEN, type HandoffApi, HOSTILE, startHandoffApi } from './testing/hand-over.ts'

let world: HandoffApi
let folder: string
let people: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatewarden-handoffs-'))
  people = join(folder, 'people.ldif')
  await copyFile(DEMO_LDIF_FILE, people)
  world = await startHandoffApi({ LDIF_FILE: people })
})
afterAll(async () => {
  await world.api.close()
  await rm(folder, { recursive: true })
})

const REFUSED = [404, 'CIAM_E01_05_001']
const brief = ({ status, body }: { status: number; body: { error_code?: string } }) => [status, body.error_code]
const setHandoff = (sessionId: string, columns: string) =>
  world.api.rows(`UPDATE cross_app_sessions SET ${columns} WHERE session_id = $1`, [sessionId])

test('tells who arrives, and is audited as the target app', async () => {
  const { sessionToken, sessionId } = await world.handOver({ target_app: 'ticketing', account_id: 'ACC-1001' })
  const answer = await world.redeem(sessionToken)
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      ...{ user_id: 'CUPID-DEMO-SIMPLE', email: 'simpleuser@example.com', name: 'Demo Simple User' },
      account_id: 'ACC-1001',
    },
  ])
  const [handoff] = await world.handoffs(sessionId)
  expect(handoff).toMatchObject({ used: true, revoked: false })
  const common = { handoff_id: handoff?.id, source_app: 'storefront-web-app', target_app: 'ticketing', reason: null }
  expect(await world.events(sessionId)).toEqual([
    { event: 'HANDOFF_CREATED', severity: 'INFO', actor: 'user CUPID-DEMO-SIMPLE', ...common },
    { event: 'HANDOFF_REDEEMED', severity: 'INFO', actor: 'client_app ticketing', ...common },
  ])
})

test('no account is null', async () => {
  const { sessionToken } = await world.handOver({ target_app: 'ticketing', account_id: null })
  expect((await world.redeem(sessionToken)).body.account_id).toBeNull()
})

test('a second redemption is 404, audited, and revokes what the first one got; a third changes nothing more', async () => {
  const { sessionToken, sessionId } = await world.handOver()
  expect((await world.redeem(sessionToken)).status).toBe(200)
  expect((await world.accounts(sessionToken)).status).toBe(200)
  expect(brief(await world.redeem(sessionToken))).toEqual(REFUSED)
  expect(await world.handoffs(sessionId)).toMatchObject([{ used: true, revoked: true }])
  expect((await world.accounts(sessionToken)).status).toBe(401)
  expect(brief(await world.redeem(sessionToken))).toEqual(REFUSED)
  expect((await world.events(sessionId)).slice(1)).toMatchObject([
    { event: 'HANDOFF_REDEEMED', severity: 'INFO' },
    { event: 'HANDOFF_REFUSED', severity: 'WARN', reason: 'already_used', actor: 'client_app ticketing' },
    { event: 'HANDOFF_REVOKED', severity: 'WARN', reason: 'already_used', actor: 'client_app ticketing' },
    { event: 'HANDOFF_REFUSED', severity: 'WARN', reason: 'already_used' },
  ])
})

describe('is refused with the same 404, and audited with its reason', () => {
  test.each([
    ['expired', "created_at = now() - interval '16 minutes', expires_at = now() - interval '1 second'"],
    ['revoked', 'revoked_at = now()'],
  ])('%s', async (reason, columns) => {
    const { sessionToken, sessionId } = await world.handOver()
    await setHandoff(sessionId, columns)
    expect(brief(await world.redeem(sessionToken))).toEqual(REFUSED)
    expect((await world.events(sessionId)).slice(1)).toMatchObject([
      { event: 'HANDOFF_REFUSED', severity: 'WARN', reason },
    ])
    expect(await world.handoffs(sessionId)).toMatchObject([{ used: false }])
  })

  test.each([
    ['ended, its handoff somehow left open', "status = 'LOGGED_OUT'"],
    ['past its time, and no job has said so yet', "expires_at = now() - interval '1 second', created_at = 'epoch'"],
  ])('the session is %s', async (_, columns) => {
    const { sessionToken, sessionId } = await world.handOver()
    await world.api.rows(`UPDATE sessions SET ${columns} WHERE session_id = $1`, [sessionId])
    expect(brief(await world.redeem(sessionToken))).toEqual(REFUSED)
    expect((await world.events(sessionId)).at(-1)).toMatchObject({ event: 'HANDOFF_REFUSED', reason: 'session_ended' })
  })

  test('the app it came from is disabled; its redeemed ones are dead too, until it is back', async () => {
    const [redeemed, waiting] = [await world.handOver(), await world.handOver()]
    expect((await world.redeem(redeemed.sessionToken)).status).toBe(200)
    await world.setStatus('storefront-web-app', 'DISABLED')
    expect(brief(await world.redeem(waiting.sessionToken))).toEqual(REFUSED)
    expect((await world.accounts(redeemed.sessionToken)).status).toBe(401)
    await world.setStatus('storefront-web-app', 'ACTIVE')
    expect((await world.events(waiting.sessionId)).at(-1)).toMatchObject({ reason: 'source_disabled' })
    expect((await world.accounts(redeemed.sessionToken)).status).toBe(200)
  })

  test('the app it is for is disabled: its secret is worth nothing', async () => {
    const { sessionToken, sessionId } = await world.handOver()
    await world.setStatus('ticketing', 'DISABLED')
    expect((await world.redeem(sessionToken)).status).toBe(401)
    await world.setStatus('ticketing', 'ACTIVE')
    expect(await world.handoffs(sessionId)).toMatchObject([{ used: false }])
  })

  test('another app comes with it; the app it is for can still redeem it', async () => {
    const { sessionToken, sessionId } = await world.handOver()
    expect(brief(await world.redeem(sessionToken, 'back-office'))).toEqual(REFUSED)
    expect((await world.events(sessionId)).at(-1)).toMatchObject({
      ...{ event: 'HANDOFF_REFUSED', severity: 'WARN', reason: 'wrong_app', actor: 'client_app back-office' },
      target_app: 'ticketing',
    })
    expect((await world.redeem(sessionToken)).status).toBe(200)
  })

  test.each([
    ['gone from the directory', (text: string) => text.replace('uid: simpleuser', 'uid: renamed'), 'user_not_active'],
    [
      'disabled meanwhile',
      (text: string) => text.replace('gwAccountState: ACTIVE', 'gwAccountState: DISABLED'),
      'user_not_active',
    ],
    [
      'somebody else by the same name',
      (text: string) => text.replace('CUPID-DEMO-SIMPLE', 'CUPID-OF-ANOTHER'),
      'user_not_active',
    ],
    [
      'without the account meanwhile',
      (text: string) => text.replace(/gwAccount: ACC-1001.*\n/, ''),
      'account_not_owned',
    ],
  ])('the user is %s', async (_, change, reason) => {
    const { sessionToken, sessionId } = await world.handOver({ target_app: 'ticketing', account_id: 'ACC-1001' })
    const before = await readFile(people, 'utf8')
    await writeFile(people, change(before))
    expect(brief(await world.redeem(sessionToken))).toEqual(REFUSED)
    await writeFile(people, before)
    expect(await world.handoffs(sessionId)).toMatchObject([{ used: false }])
    expect((await world.events(sessionId)).at(-1)).toMatchObject({ event: 'HANDOFF_REFUSED', reason })
  })
})

describe('credentials', () => {
  test.each([
    ['no secret', () => ({})],
    ['a wrong secret', () => basic('ticketing', 'key_wrong')],
    ['another app’s secret under its id', () => basic('ticketing', world.api.secrets['back-office'] ?? '')],
    ['the key of another app in x-api-key', () => ({ 'x-api-key': world.api.secrets['back-office'] ?? '' })],
  ])('%s: 401, and nothing is spent', async (_, headers) => {
    const { sessionToken: session_token, sessionId } = await world.handOver()
    const answer = await world.api.post(
      '/cross-app/validate-session',
      { session_token },
      { 'x-client-id': 'ticketing', ...headers() },
    )
    expect(brief(answer)).toEqual([401, 'CIAM_E04_00_010'])
    expect(await world.handoffs(sessionId)).toMatchObject([{ used: false, revoked: false }])
  })
})

test.each([...HOSTILE, 'ho_unknown', 'rt_unknown'])('a token nobody made (%j): 404, no event', async token => {
  const before = await world.api.rows("SELECT count(*) FROM audit_logs WHERE event_type LIKE 'HANDOFF%'")
  expect(brief(await world.redeem(token))).toEqual(REFUSED)
  expect(await world.api.rows("SELECT count(*) FROM audit_logs WHERE event_type LIKE 'HANDOFF%'")).toEqual(before)
})

test.each([...BROKEN, '', 7, null, undefined, ['ho_'], { token: 'ho_' }, 'x'.repeat(513)])(
  'what is no token (%j): 400',
  async token => {
    const answer = await world.redeem(token)
    expect([answer.status, answer.body.field]).toEqual([400, 'session_token'])
  },
)
