import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#lib/context.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { digest, holds } from './testing/journey-rows.ts'
import { logIn } from './testing/journeys.ts'
import { actionsOn, type Reached, reachStep } from './testing/reach-step.ts'
import { type Answer, bearer, cookie } from './testing/test-api.ts'

// R1: what cannot be recorded does not happen.

let api: JourneyApi
beforeAll(async () => {
  api = await startJourneyApi()
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

/** Ways in which an event cannot be written: the month has no partition, the table refuses, the table is gone. */
const FAULTS = {
  'no partition for this month': [
    `DO $$ BEGIN EXECUTE format('ALTER TABLE audit_logs DETACH PARTITION %I', 'audit_logs_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')); END $$`,
    `DO $$ DECLARE first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date; BEGIN
       EXECUTE format('ALTER TABLE audit_logs ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', 'audit_logs_' || to_char(first, 'YYYY_MM'),
         first || ' 00:00:00+00', (first + interval '1 month')::date || ' 00:00:00+00'); END $$`,
  ],
  'the insert raises': [
    `CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the audit log is full'; END $$;
     CREATE TRIGGER refuse BEFORE INSERT ON audit_logs FOR EACH ROW EXECUTE FUNCTION refuse_event()`,
    'DROP TRIGGER refuse ON audit_logs; DROP FUNCTION refuse_event()',
  ],
  'the table is not there': [
    'ALTER TABLE audit_logs RENAME TO audit_logs_away',
    'ALTER TABLE audit_logs_away RENAME TO audit_logs',
  ],
} as const

type Act = () => Promise<Answer>

async function expectAllOrNothing([break_, mend]: readonly [string, string], act: Act, good: number) {
  const before = await digest(api)
  await api.rows(break_)
  const answer = await act().finally(() => api.rows(mend))
  expect([answer.status, answer.body.error_code]).toEqual([503, 'CIAM_E05_00_001'])
  expect(JSON.stringify(answer.body)).not.toMatch(/audit|partition|trigger|is full|\brelation "/i)
  expect(await digest(api)).toEqual(before)
  expect((await act()).status).toBe(good)
}

describe.each(Object.entries(FAULTS))('%s', (_, fault) => {
  test('signing in', async () => {
    const { username } = await api.people.add({ mfaRequired: false })
    await expectAllOrNothing(fault, () => logIn(api, username), 201)
  })

  test('a wrong password', async () => {
    const { username } = await api.people.add()
    await expectAllOrNothing(fault, () => api.post('/auth/login', { username, password: 'not it' }), 401)
  })

  test.each<[Reached['type'], keyof ReturnType<typeof actionsOn>, number]>([
    ['MFA_INITIATE', 'initiate_mfa', 200],
    ['MFA_VERIFY', 'verify_otp', 200],
    ['MFA_PUSH_VERIFY', 'approve_push', 200],
    ['MFA_PUSH_VERIFY', 'deny_push', 200],
    ['ESIGN_PRESENT', 'accept_document', 200],
    ['ESIGN_PRESENT', 'decline_document', 200],
    ['DEVICE_BIND', 'bind_device', 200],
  ])('%s: %s', async (type, action, good) => {
    const reached = await reachStep(api, type)
    await expectAllOrNothing(fault, actionsOn(api, reached)[action], good)
  })

  test('a wrong code: no failure is counted', async () => {
    const reached = await reachStep(api, 'MFA_VERIFY')
    await expectAllOrNothing(fault, actionsOn(api, { ...reached, code: 'wrong' }).verify_otp, 400)
  })

  test('the poll of an approved push', async () => {
    const reached = await reachStep(api, 'MFA_PUSH_VERIFY')
    await actionsOn(api, reached).approve_push()
    await expectAllOrNothing(fault, actionsOn(api, reached).poll_mfa, 200)
  })

  test('refresh and logout', async () => {
    const { refreshToken, accessToken } = await api.signIn()
    await expectAllOrNothing(fault, () => api.post('/auth/logout', undefined, bearer(accessToken)), 200)
    const other = await api.signIn()
    await expectAllOrNothing(fault, () => api.post('/auth/refresh', undefined, cookie(other.refreshToken)), 200)
    expect((await api.post('/auth/refresh', undefined, cookie(refreshToken))).status).toBe(401)
  })

  test('revocation by an agent', async () => {
    const { sessionId, accessToken } = await api.signIn()
    const before = await digest(api)
    const revoke = () => revokeSession(systemContext(api.parts, 'test'), { sessionId, reason: 'a test' })
    await api.rows(fault[0])
    await expect(revoke().finally(() => api.rows(fault[1]))).rejects.toThrow()
    expect(await digest(api)).toEqual(before)
    expect((await api.get('/auth/userinfo', bearer(accessToken))).status).toBe(200)
    await revoke()
    expect((await api.get('/auth/userinfo', bearer(accessToken))).status).toBe(401)
  })
})
