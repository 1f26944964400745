import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accept, beginLogin, bind, challenge, otherThan, sentCode, stepOf, verify } from '#lib/api/testing/journeys.ts'
import { startTestApi, type TestApi } from '#lib/api/testing/test-api.ts'
import { demoKey } from '#lib/clients/demo-key.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { runDueJobs } from '#lib/jobs/testing/run-due-jobs.ts'
import { loadJourneyRows, loadPhone, requireDemo } from './loaders.ts'
import type { JourneyRow } from './schema.ts'
import { visitTicketing } from './visit-ticketing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  const secret = sha256(demoKey(api.parts.secretKey, 'ticketing'))
  await api.rows(`UPDATE client_apps SET secret_hash = $1 WHERE client_id = 'ticketing'`, [secret])
})
beforeEach(() => {
  globalThis.gatewardenParts = Promise.resolve(api.parts)
})
afterAll(async () => {
  globalThis.gatewardenParts = undefined
  await api.close()
})

const rowsOf = async (context_id: string) => (await loadJourneyRows({ context_id })).rows
const tally = (rows: JourneyRow[]) =>
  Object.fromEntries(
    [...Map.groupBy(rows, row => `${row.table} ${row.state}`)].map(([name, group]) => [name, group.length]),
  )

describe('where the demo is off', () => {
  beforeEach(() => {
    globalThis.gatewardenParts = Promise.resolve({ ...api.parts, env: { ...api.parts.env, demo: false } })
  })
  it.each([
    ['the phone', () => loadPhone({ username: 'mfauser' })],
    ['the rows', () => rowsOf(crypto.randomUUID())],
    ['ticketing', () => requireDemo()],
  ])('%s is not found', async (_, load) => {
    await expect(load()).rejects.toMatchObject({ failure: 'not_found' })
  })
})

describe('the phone', () => {
  it('shows what came, newest first, and what is still worth something', async () => {
    const step = await beginLogin(api, 'mfauser')
    const first = await challenge(api, step, 'sms')
    await runDueJobs(api.parts, api.database.ownerUrl)
    const push = await challenge(api, first, 'push')
    await runDueJobs(api.parts, api.database.ownerUrl)
    const { owner, messages } = await loadPhone({ username: 'mfauser' })
    expect(owner).toEqual({ name: 'Demo MFA User', numbers: ['0100', '0101'], push: 'ENABLED' })
    expect(messages).toMatchObject([
      { channel: 'push', transactionId: push.transactionId, state: 'WAITING', number: null, code: null },
      { channel: 'sms', transactionId: first.transactionId, state: 'OVER', number: '0100' },
    ])
    expect(messages[1]?.body).toContain(messages[1]?.code)
  })

  it('of somebody else shows nothing of it, and a name nobody has is nobody’s', async () => {
    expect((await loadPhone({ username: 'otponlyuser' })).messages).toEqual([])
    expect(await loadPhone({ username: 'nobody' })).toEqual({ owner: null, messages: [] })
    await expect(loadPhone({})).rejects.toMatchObject({ failure: 'request_invalid', details: { field: 'username' } })
  })
})

describe('the rows', () => {
  it('of a whole journey: each of its tables, and every event', async () => {
    const device = { 'x-device-fingerprint': 'a-browser-of-this-test' }
    const step = await beginLogin(api, 'mfaesignuser', device)
    const sent = await challenge(api, step)
    const document = await verify(api, sent, await sentCode(api, sent))
    const offer = await accept(api, stepOf(document), document.body.esign_document_id)
    expect((await bind(api, stepOf(offer))).status).toBe(200)
    const rows = await rowsOf(step.contextId)
    const { 'audit_logs INFO': events, ...others } = tally(rows)
    expect(others).toEqual({
      'auth_contexts SUCCESS': 1,
      'drs_evaluations ALLOW': 1,
      'auth_transactions CONSUMED': 4,
      'otp_challenges QUEUED': 1,
      'esign_acceptances ACCEPTED': 1,
      'trusted_devices ACTIVE': 1,
      'sessions ACTIVE': 1,
      'tokens ACTIVE': 3,
    })
    const [counted] = await api.rows('SELECT count(*)::int AS n FROM audit_logs WHERE context_id = $1', [
      step.contextId,
    ])
    expect(events).toBe(counted.n)
    expect(rows.map(row => row.at)).toEqual(rows.map(row => row.at).toSorted())
  })

  it('hold no hash, no token and no code', async () => {
    const step = await beginLogin(api, 'otponlyuser')
    const sent = await challenge(api, step)
    const code = await sentCode(api, sent)
    await verify(api, sent, code)
    const text = JSON.stringify(await rowsOf(step.contextId))
    const [kept] = await api.rows(
      `SELECT array_agg(t.token_value_hash) || array_agg(t.token_value) || array_agg(o.code_hash) AS secrets
       FROM sessions s JOIN tokens t USING (session_id) JOIN auth_transactions x USING (context_id)
       JOIN otp_challenges o USING (transaction_id) WHERE s.context_id = $1`,
      [step.contextId],
    )
    expect(kept.secrets.length).toBeGreaterThanOrEqual(9)
    for (const secret of [...kept.secrets, `"${code}"`]) expect(text).not.toContain(secret)
  })

  it('of a step-up are those of the session it belongs to', async () => {
    const step = await beginLogin(api, 'otponlyuser')
    const sent = await challenge(api, step)
    const { body } = await verify(api, sent, await sentCode(api, sent))
    const action = { type: 'TRANSFER', value: 15_000, currency: 'USD' }
    const begun = await api.post('/auth/step-up', { action }, { authorization: `Bearer ${body.access_token}` })
    const rows = await rowsOf(begun.body.context_id)
    expect(rows).toEqual(await rowsOf(step.contextId))
    expect(tally(rows)).toMatchObject({ 'auth_contexts SUCCESS': 1, 'auth_contexts OPEN': 1, 'sessions ACTIVE': 1 })
  })

  it('of a wrong password are its events; of a context nobody began there are none', async () => {
    const refused = await api.post('/auth/login', { username: 'simpleuser', password: otherThan('password1') })
    expect((await rowsOf(refused.body.context_id)).map(({ kind, state }) => [kind, state])).toEqual([
      ['LOGIN_FAILED', 'WARN'],
    ])
    expect(await rowsOf(crypto.randomUUID())).toEqual([])
    await expect(rowsOf('all')).rejects.toMatchObject({ failure: 'request_invalid', details: { field: 'context_id' } })
  })
})

describe('ticketing', () => {
  const handOver = async () => {
    const { accessToken } = await api.signIn()
    const body = { target_app: 'ticketing' }
    const made = await api.post('/cross-app/generate-session', body, { authorization: `Bearer ${accessToken}` })
    return made.body.session_token as string
  }
  const visit = async (session_token: string) =>
    (await visitTicketing(api.parts, { session_token })).map(({ path, status, answer }) => ({ path, status, answer }))

  it('learns who arrives, the accounts, and which of them may be charged', async () => {
    const [redeemed, listed, ...asked] = await visit(await handOver())
    expect(redeemed).toMatchObject({ status: 200, answer: { user_id: 'CUPID-DEMO-SIMPLE' } })
    expect(listed?.answer).toMatchObject({ accounts: [{ account_id: 'ACC-1001' }, { account_id: 'ACC-1002' }] })
    expect(asked.map(({ answer }) => answer)).toMatchObject([
      { allowed: true, resource_id: 'ACC-1001' },
      { allowed: false, resource_id: 'ACC-1002' },
    ])
  })

  it('is refused a token that comes back, one that nobody made, and what is none', async () => {
    const token = await handOver()
    await visit(token)
    expect(await visit(token)).toMatchObject([{ path: '/cross-app/validate-session', status: 404 }])
    expect(await visit('ho_of-nobody')).toMatchObject([{ status: 404 }])
    await expect(visitTicketing(api.parts, null)).rejects.toMatchObject({ failure: 'request_invalid' })
  })

  it('lets one in of two who come with the same token at once', async () => {
    const token = await handOver()
    const visits = await Promise.all([visit(token), visit(token)])
    expect(visits.map(([first]) => first?.status).toSorted()).toEqual([200, 404])
  })
})
