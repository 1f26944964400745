import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type StepUpApi, startStepUpApi, TRANSFER } from '#lib/step-up/testing/step-ups.ts'
import { holds } from './testing/journey-rows.ts'

// Asking whether an action needs a step-up: each reason alone and together, at its edges, and what settles it.

let api: StepUpApi
beforeAll(async () => {
  api = await startStepUpApi({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

const HERE = { 'x-forwarded-for': '8.8.8.8' }
const ABROAD = { 'x-forwarded-for': '81.2.69.142' }
const BALANCE = { type: 'READ_BALANCE' }

const reasons = async (...asked: Parameters<StepUpApi['evaluate']>) => {
  const { status, body } = await api.evaluate(...asked)
  expect([status, body.acr_values, body.max_age]).toEqual([200, 'aal2', 900])
  expect(body.required).toBe(body.reasons.length > 0)
  return body.reasons
}

test.each([
  ['nothing', BALANCE, []],
  ['a value at the threshold', { type: 'TRANSFER', value: 10_000, currency: 'USD' }, []],
  ['a value above it', { type: 'TRANSFER', value: 10_000.01, currency: 'USD' }, ['HIGH_VALUE']],
  ['a value of no currency', { type: 'TRANSFER', value: 10_001 }, ['HIGH_VALUE']],
  ['no value', { type: 'TRANSFER' }, []],
  ['nulls', { type: 'TRANSFER', value: null, currency: null, details: null }, []],
  ['the seeds’ sensitive change', { type: 'SENSITIVE_CHANGE' }, ['SENSITIVE_CHANGE']],
  ['the e-mail address', { type: 'CHANGE_EMAIL', details: { field: 'email' } }, ['SENSITIVE_CHANGE']],
  ['the password', { type: 'password-change' }, ['SENSITIVE_CHANGE']],
  ['the second factor', { type: 'disable.2fa', details: 'by letter' }, ['SENSITIVE_CHANGE']],
  ['the seeds’ privileged operation', { type: 'PRIVILEGED_OPERATION' }, ['PRIVILEGED_OPERATION']],
  ['an export', { type: 'DATA_EXPORT' }, ['PRIVILEGED_OPERATION']],
  ['an admin’s action', { type: 'admin action' }, ['PRIVILEGED_OPERATION']],
  ['two at once', { type: 'EXPORT_DATA', value: 20_000 }, ['HIGH_VALUE', 'PRIVILEGED_OPERATION']],
])('%s', async (_, action, expected) => {
  const { accessToken } = await api.enter()
  expect(await reasons(accessToken, action)).toEqual(expected)
})

test.each([
  [899, []],
  [901, ['STALE_AUTHENTICATION']],
])('the sign-in was %i seconds ago', async (seconds, expected) => {
  const { accessToken, sessionId } = await api.enter()
  await api.authenticated(sessionId, seconds)
  expect(await reasons(accessToken, BALANCE)).toEqual(expected)
})

test('the latest success counts, step-ups among them; one that failed or waits does not', async () => {
  const { accessToken, sessionId } = await api.enter()
  await api.authenticated(sessionId, 1000)
  await api.begin(accessToken)
  expect(await reasons(accessToken, BALANCE)).toEqual(['STALE_AUTHENTICATION'])
  const raised = (await api.stepUp(accessToken)).body.access_token
  expect(await reasons(raised, BALANCE)).toEqual([])
  await api.authenticated(sessionId, 901)
  expect(await reasons(raised, BALANCE)).toEqual(['STALE_AUTHENTICATION'])
})

test('a fresh step-up settles what it was made for, until it is old', async () => {
  const { accessToken, sessionId, person } = await api.enter()
  api.say({ riskScore: 31 }, person)
  const action = { ...TRANSFER, type: 'CHANGE_EMAIL' }
  expect(await reasons(accessToken, action)).toEqual(['HIGH_VALUE', 'SENSITIVE_CHANGE', 'RISK'])
  const raised = (await api.stepUp(accessToken, action)).body.access_token
  expect(await reasons(raised, action)).toEqual([])
  expect(await reasons(raised, { type: 'EXPORT_DATA' })).toEqual([])
  await api.authenticated(sessionId, 899)
  expect(await reasons(raised, action)).toEqual([])
  await api.authenticated(sessionId, 901)
  expect(await reasons(raised, action)).toEqual(['HIGH_VALUE', 'SENSITIVE_CHANGE', 'STALE_AUTHENTICATION', 'RISK'])
})

test('all five', async () => {
  const { accessToken, sessionId } = await api.enter({}, HERE)
  await api.setStepUp({ sensitiveChanges: ['MOVE_HOUSE'], privilegedOperations: ['MOVE_HOUSE'] })
  await api.authenticated(sessionId, 901)
  expect(await reasons(accessToken, { type: 'MOVE_HOUSE', value: 10_001 }, ABROAD)).toEqual([
    'HIGH_VALUE',
    'SENSITIVE_CHANGE',
    'PRIVILEGED_OPERATION',
    'STALE_AUTHENTICATION',
    'RISK',
  ])
  await api.rows('DELETE FROM policies')
})

describe('risk', () => {
  test.each([
    [30, []],
    [31, ['RISK']],
  ])('a score of %i', async (riskScore, expected) => {
    const { accessToken, person } = await api.enter()
    api.say({ riskScore }, person)
    expect(await reasons(accessToken, BALANCE)).toEqual(expected)
  })

  test('another country than that of the latest authentication, whatever was settled elsewhere', async () => {
    const { accessToken } = await api.enter({}, HERE)
    expect(await reasons(accessToken, BALANCE, { 'x-forwarded-for': '8.8.4.4' })).toEqual([])
    expect(await reasons(accessToken, BALANCE, { 'x-forwarded-for': '10.1.2.3' })).toEqual([])
    expect(await reasons(accessToken, BALANCE, ABROAD)).toEqual(['RISK'])
    const raised = (await api.stepUp(accessToken, BALANCE, HERE)).body.access_token
    expect(await reasons(raised, BALANCE, ABROAD)).toEqual(['RISK'])
    const again = (await api.stepUp(raised, BALANCE, ABROAD)).body.access_token
    expect(await reasons(again, BALANCE, ABROAD)).toEqual([])
    expect(await reasons(again, BALANCE, HERE)).toEqual(['RISK'])
  })

  test('another device, where the score is high', async () => {
    const [own, other] = ['fp-own', 'fp-other'].map(fingerprint => ({ 'x-device-fingerprint': fingerprint }))
    const { accessToken, person } = await api.enter({}, { 'x-client-id': 'mobile-app', ...own })
    const app = { 'x-client-id': 'mobile-app' }
    expect(await reasons(accessToken, BALANCE, { ...app, ...other })).toEqual([])
    await api.rows('UPDATE drs_evaluations SET risk_score = 70 WHERE cupid = $1', [person.cupid])
    // The user's own device: what was risky at the sign-in was settled there.
    api.say({ riskScore: 0 }, person)
    expect(await reasons(accessToken, BALANCE, { ...app, ...own })).toEqual([])
    expect(await reasons(accessToken, BALANCE, { ...app, ...other })).toEqual(['RISK'])
    expect(await reasons(accessToken, BALANCE, app)).toEqual(['RISK'])
  })

  test('another browser, where there is no fingerprint; a version of it or a server is none', async () => {
    const { accessToken, person } = await api.enter()
    await api.rows('UPDATE drs_evaluations SET risk_score = 70 WHERE cupid = $1', [person.cupid])
    api.say({ riskScore: 0 }, person)
    const chrome =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0'
    expect(await reasons(accessToken, BALANCE, { 'user-agent': chrome })).toEqual([])
    expect(await reasons(accessToken, BALANCE, { 'user-agent': 'node' })).toEqual([])
    expect(await reasons(accessToken, BALANCE, { 'user-agent': firefox })).toEqual(['RISK'])
  })

  test('an address on the deny list', async () => {
    const { accessToken } = await api.enter()
    await api.rows(`INSERT INTO deny_list (address_range, reason, author) VALUES ('198.51.100.0/24', 'a test', 'test')`)
    expect(await reasons(accessToken, BALANCE, { 'x-forwarded-for': '198.51.100.7' })).toEqual(['RISK'])
    expect(await reasons(accessToken, BALANCE)).toEqual([])
  })

  test('a step-up that was denied since, until the owner has stepped up', async () => {
    const { accessToken, person } = await api.enter()
    const verdict = { recommendation: 'DENY' as 'ALLOW' | 'DENY' }
    api.say(verdict, person)
    expect((await api.ask(accessToken)).status).toBe(403)
    verdict.recommendation = 'ALLOW'
    expect(await reasons(accessToken, BALANCE)).toEqual(['RISK'])
    const raised = (await api.stepUp(accessToken, BALANCE)).body.access_token
    expect(await reasons(raised, BALANCE)).toEqual([])
  })
})

describe('the policy', () => {
  test('its thresholds are those in force at the next question', async () => {
    const { accessToken, sessionId } = await api.enter()
    await api.setStepUp({
      highValue: 500,
      highValueIn: { JPY: 1_000_000 },
      maxAgeSeconds: 60,
      sensitiveChanges: ['KNIT'],
    })
    const answer = await api.evaluate(accessToken, { type: 'CHANGE_EMAIL', value: 501 })
    expect(answer.body).toEqual({ required: true, reasons: ['HIGH_VALUE'], acr_values: 'aal2', max_age: 60 })
    const ask = async (action: object) => (await api.evaluate(accessToken, action)).body.reasons
    expect(await ask({ type: 'KNIT', value: 500 })).toEqual(['SENSITIVE_CHANGE'])
    expect(await ask({ type: 'TRANSFER', value: 900_000, currency: 'jpy' })).toEqual([])
    await api.authenticated(sessionId, 61)
    expect(await ask(BALANCE)).toEqual(['STALE_AUTHENTICATION'])
    await api.rows('DELETE FROM policies')
    expect(await ask(BALANCE)).toEqual([])
  })
})

describe('who may ask, and what', () => {
  test('asking writes nothing', async () => {
    const { accessToken } = await api.enter()
    const count = () =>
      api.rows(`SELECT (SELECT count(*) FROM audit_logs) a, (SELECT count(*) FROM auth_contexts) c,
        (SELECT count(*) FROM drs_evaluations) d, (SELECT max(last_activity_at) FROM sessions) s`)
    const before = await count()
    await api.evaluate(accessToken, TRANSFER, ABROAD)
    expect(await count()).toEqual(before)
  })

  test.each(['/auth/step-up/evaluate', '/auth/step-up'])(
    '%s: no token, another kind of one, a dead one',
    async path => {
      const { accessToken, idToken, refreshToken } = await api.enter()
      const ask = async (authorization?: string, headers = {}) => {
        const answer = await api.post(
          path,
          { action: BALANCE },
          { ...(authorization && { authorization }), ...headers },
        )
        return [answer.status, answer.body.error_code, answer.headers.get('www-authenticate')]
      }
      const unknown = [401, 'CIAM_E04_00_007', 'Bearer error="invalid_token"']
      expect(await ask()).toEqual([401, 'CIAM_E04_00_006', 'Bearer'])
      for (const token of [idToken, refreshToken, 'nonsense']) expect(await ask(`Bearer ${token}`)).toEqual(unknown)
      const [status, code] = await ask(`Bearer ${accessToken}`, { 'x-client-id': 'mobile-app' })
      expect([status, code]).toEqual([401, 'CIAM_E04_00_010'])
      await api.post('/auth/logout', undefined, { authorization: `Bearer ${accessToken}` })
      expect(await ask(`Bearer ${accessToken}`)).toEqual(unknown)
    },
  )

  test.each([
    ['action', undefined],
    ['action.type', {}],
    ['action.type', { type: '' }],
    ['action.type', { type: 'a\nb' }],
    ['action.value', { type: 'TRANSFER', value: '12400' }],
    ['action.value', { type: 'TRANSFER', value: -1 }],
    ['action.currency', { type: 'TRANSFER', currency: 'dollars' }],
    ['action.details', { type: 'TRANSFER', details: { a: { b: { c: { d: { e: 1 } } } } } }],
    ['action.details', { type: 'TRANSFER', details: { a: 'x'.repeat(4100) } }],
    // A value under another name must not pass for none.
    ['action', { type: 'TRANSFER', amount: 1_000_000 }],
  ])('400 that names %s (%#)', async (field, action) => {
    const { accessToken } = await api.enter()
    for (const path of ['/auth/step-up/evaluate', '/auth/step-up']) {
      const answer = await api.post(path, { action }, { authorization: `Bearer ${accessToken}` })
      expect([answer.status, answer.body.error_code, answer.body.field]).toEqual([400, 'CIAM_E01_05_001', field])
    }
  })
})
