import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { publishDocument } from '#lib/esign/publish-document.ts'
import type { Recommendation } from '#lib/risk/risk-service.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { eventsOf, rowsOf, trailOf } from './testing/journey-rows.ts'
import { accept, beginLogin, bind, logIn, passOtp, stepOf } from './testing/journeys.ts'
import type { Person } from './testing/own-directory.ts'

// Every row of `decideNextStep`, over HTTP: what a user is asked for, by what risk, directory and devices say.

let api: JourneyApi
beforeAll(async () => {
  api = await startJourneyApi()
})
afterAll(() => api.close())

/** A risk service that says this of the sign-ins of one user, and what it always says of the others'. */
function say(recommendation: Recommendation, { cupid }: Person) {
  const { evaluate } = api.parts.risk
  api.parts.risk.evaluate = async (db, request) => {
    const verdict = await evaluate.call(api.parts.risk, db, request)
    return request.cupid === cupid ? { ...verdict, recommendation } : verdict
  }
}

const browserOf = ({ username }: Person) => ({ 'x-device-fingerprint': `fp-${username}` })

const trust = ({ cupid, username }: Person, expires = `now() + interval '1 day'`) =>
  api.rows(
    `INSERT INTO trusted_devices (guid, cupid, app_id, device_fingerprint, device_fingerprint_hash, trusted_at, last_used_at, expires_at)
     VALUES ('G', $1, 'storefront-web-app', $2, $3, now() - interval '2 days', now() - interval '2 days', ${expires})`,
    [cupid, `fp-${username}`, sha256(`fp-${username}`)],
  )

type Row = {
  mfaRequired?: boolean
  risk?: Recommendation
  trusted?: boolean
  document?: boolean
  app?: string
  fingerprint?: boolean
}

test.each<[string, Row, string | number]>([
  ['nothing asks for more', {}, 'SUCCESS'],
  ['risk denies', { risk: 'DENY' }, 403],
  ['risk denies, on a trusted device too', { risk: 'DENY', trusted: true, mfaRequired: true }, 403],
  ['risk challenges', { risk: 'CHALLENGE' }, 'MFA_REQUIRED'],
  ['risk challenges, on a trusted device too', { risk: 'CHALLENGE', trusted: true }, 'MFA_REQUIRED'],
  ['the directory asks', { mfaRequired: true }, 'MFA_REQUIRED'],
  ['the directory asks, risk trusts an unknown device', { mfaRequired: true, risk: 'TRUST' }, 'MFA_REQUIRED'],
  ['the directory asks, the device is trusted', { mfaRequired: true, trusted: true, risk: 'ALLOW' }, 'SUCCESS'],
  ['the same, and risk trusts it', { mfaRequired: true, trusted: true, risk: 'TRUST' }, 'SUCCESS'],
  ['MFA before a document', { mfaRequired: true, document: true }, 'MFA_REQUIRED'],
  ['a document', { document: true }, 'ESIGN_REQUIRED'],
  ['a document, on a trusted device too', { document: true, trusted: true, mfaRequired: true }, 'ESIGN_REQUIRED'],
  ['a document before the offer', { document: true, fingerprint: true }, 'ESIGN_REQUIRED'],
  ['an unknown device', { fingerprint: true }, 'DEVICE_BIND_REQUIRED'],
  ['a trusted one', { trusted: true }, 'SUCCESS'],
  ['an app that makes no offer', { fingerprint: true, app: 'mobile-app' }, 'SUCCESS'],
])('%s', async (_, row, expected) => {
  const person = await api.people.add({
    mfaRequired: row.mfaRequired ?? false,
    pendingDocuments: row.document ? ['terms-of-service'] : [],
  })
  if (row.risk) say(row.risk, person)
  if (row.trusted) await trust(person)
  const { status, body } = await logIn(api, person.username, {
    ...((row.fingerprint || row.trusted) && browserOf(person)),
    ...(row.app && { 'x-client-id': row.app }),
  })
  expect(body.response_type_code ?? status).toBe(expected)
  const pending = typeof expected === 'string' && expected !== 'SUCCESS'
  const outcome = expected === 'SUCCESS' ? 'SUCCESS' : expected === 403 ? 'FAILED' : null
  expect(await rowsOf(api, body.context_id)).toMatchObject({ outcome, transactions: pending ? 1 : 0, evaluations: 1 })
  if (expected === 403) expect(await trailOf(api, body.context_id)).toContain('LOGIN_DENIED')
})

test('the deny list, before anything else is asked', async () => {
  const person = await api.people.add({ mfaRequired: false })
  await api.rows(`INSERT INTO deny_list (address_range, reason, author) VALUES ('127.0.0.1', 'test', 'test')`)
  const { status, body } = await logIn(api, person.username)
  await api.rows('DELETE FROM deny_list')
  expect([status, body.error_code]).toEqual([403, 'CIAM_E01_01_010'])
  expect(await rowsOf(api, body.context_id)).toMatchObject({ outcome: null, evaluations: 0 })
})

test('a step passed is followed by the next row of the table, down to the session', async () => {
  const person = await api.people.add({ pendingDocuments: ['terms-of-service'] })
  say('CHALLENGE', person)
  const step = await beginLogin(api, person.username, browserOf(person))
  const esign = await passOtp(api, step)
  expect(esign.body.response_type_code).toBe('ESIGN_REQUIRED')
  const offer = await accept(api, stepOf(esign), 'terms-of-service')
  expect(offer.body.response_type_code).toBe('DEVICE_BIND_REQUIRED')
  const done = await bind(api, stepOf(offer), false)
  expect([done.status, done.body.device_bound]).toEqual([200, false])
  expect(await api.rows('SELECT 1 FROM trusted_devices WHERE cupid = $1', [person.cupid])).toEqual([])
  expect(await trailOf(api, step.contextId)).toContain('DEVICE_BIND_DECLINED')
})

test('risk that challenges on a trusted device: no second offer, and the device counts as used', async () => {
  const person = await api.people.add()
  say('CHALLENGE', person)
  await trust(person)
  const answer = await passOtp(api, await beginLogin(api, person.username, browserOf(person)))
  expect([answer.status, answer.body.device_bound]).toEqual([201, true])
  const events = await eventsOf(api, answer.body.context_id)
  expect(events.map(event => event.event_type)).toContain('LOGIN_TRUSTED_DEVICE')
  expect(events.at(-1).event_data).toMatchObject({ mfa_used: true, mfa_method: 'sms', device_trusted: true })
  const [device] = await api.rows(
    `SELECT last_used_at > now() - interval '1 minute' AS used FROM trusted_devices WHERE cupid = $1`,
    [person.cupid],
  )
  expect(device).toEqual({ used: true })
})

test('one device offered in two journeys and bound in both is one trusted device', async () => {
  const person = await api.people.add({ mfaRequired: false })
  const offers = [
    await logIn(api, person.username, browserOf(person)),
    await logIn(api, person.username, browserOf(person)),
  ]
  for (const offer of offers) {
    const { status, body } = await bind(api, stepOf(offer))
    expect([status, body.device_bound]).toEqual([200, true])
  }
  const devices = await api.rows('SELECT device_id, status FROM trusted_devices WHERE cupid = $1', [person.cupid])
  expect(devices).toMatchObject([{ status: 'ACTIVE' }])
  const [, last] = await api.rows(
    `SELECT event_data ->> 'device_id' AS id FROM audit_logs WHERE cupid = $1 AND event_type = 'DEVICE_BIND_ACCEPTED' ORDER BY created_at`,
    [person.cupid],
  )
  expect(last.id).toBe(devices[0].device_id)
})

describe('trust that ran out', () => {
  test('is marked EXPIRED, and MFA is asked again', async () => {
    const person = await api.people.add()
    await trust(person, `now() - interval '1 minute'`)
    const first = await logIn(api, person.username, browserOf(person))
    expect(first.body.response_type_code).toBe('MFA_REQUIRED')
    const devices = () =>
      api.rows('SELECT status FROM trusted_devices WHERE cupid = $1 ORDER BY trusted_at', [person.cupid])
    expect(await devices()).toEqual([{ status: 'EXPIRED' }])
    const offer = await passOtp(api, stepOf(first))
    expect((await bind(api, stepOf(offer))).body.device_bound).toBe(true)
    expect(await devices()).toEqual([{ status: 'EXPIRED' }, { status: 'ACTIVE' }])
  })

  test('of another app or another user is no trust', async () => {
    const [mine, other] = [await api.people.add(), await api.people.add()]
    await trust(mine)
    const onOther = await logIn(api, other.username, browserOf(mine))
    expect(onOther.body.response_type_code).toBe('MFA_REQUIRED')
    const elsewhere = await logIn(api, mine.username, { ...browserOf(mine), 'x-client-id': 'mobile-app' })
    expect(elsewhere.body.response_type_code).toBe('MFA_REQUIRED')
  })
})

describe('documents', () => {
  test('two, one after the other, each with its evidence', async () => {
    const person = await api.people.add({
      mfaRequired: false,
      pendingDocuments: ['terms-of-service', 'electronic-communications'],
    })
    const first = await logIn(api, person.username)
    const [one, two] = ['electronic-communications', 'terms-of-service']
    expect(first.body.esign_document_id).toBe(one)
    const second = await accept(api, stepOf(first), one ?? '')
    expect([second.status, second.body.esign_document_id]).toEqual([200, two])
    const done = await accept(api, stepOf(second), two ?? '')
    expect([done.status, done.body.esign_accepted]).toEqual([201, true])
    expect(Math.abs(Date.parse(done.body.esign_accepted_at) - Date.now())).toBeLessThan(60_000)
    expect(
      await api.rows(
        `SELECT a.document_id, a.version, a.content_hash = d.content_hash AS same, a.app_id, a.context_id, host(a.ip_address) AS address
         FROM esign_acceptances a JOIN esign_documents d USING (document_id, version) WHERE cupid = $1 ORDER BY 1`,
        [person.cupid],
      ),
    ).toEqual(
      [one, two].map(document_id => ({
        document_id,
        version: 1,
        same: true,
        app_id: 'storefront-web-app',
        context_id: first.body.context_id,
        address: '127.0.0.1',
      })),
    )
    expect((await logIn(api, person.username)).status).toBe(201)
  })

  test('a mandatory new version, asked once of everyone; what was presented is what is accepted', async () => {
    const person = await api.people.add({ mfaRequired: false })
    const ctx = systemContext(api.parts, 'test')
    const publish = (content: string) => publishDocument(ctx, { documentId: 'a-notice', title: 'A notice', content })
    await publish('first')
    const asked = await logIn(api, person.username)
    expect(asked.body.esign_url).toMatch(/a-notice\?version=1$/)
    await publish('second')
    const again = await accept(api, stepOf(asked), 'a-notice')
    expect([again.status, again.body.esign_url]).toEqual([200, expect.stringMatching(/a-notice\?version=2$/)])
    expect((await accept(api, stepOf(again), 'a-notice')).status).toBe(201)
    expect((await logIn(api, person.username)).status).toBe(201)
    const versions = await api.rows('SELECT version FROM esign_acceptances WHERE cupid = $1 ORDER BY 1', [person.cupid])
    expect(versions).toEqual([{ version: 1 }, { version: 2 }])
    const other = await api.people.add({ mfaRequired: false })
    const next = await logIn(api, other.username, browserOf(other))
    expect(next.body.esign_document_id).toBe('a-notice')
    // Published while the device is offered to be bound: that offer is the last step, the next sign-in asks.
    const offer = await accept(api, stepOf(next), 'a-notice')
    await publish('third')
    expect((await bind(api, stepOf(offer))).body.response_type_code).toBe('SUCCESS')
    expect((await logIn(api, other.username, browserOf(other))).body.esign_url).toMatch(/a-notice\?version=3$/)
  })
})
