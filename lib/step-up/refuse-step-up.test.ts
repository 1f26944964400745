import { afterAll, beforeAll, expect, test } from 'vitest'
import { holds } from '#lib/api/testing/journey-rows.ts'
import { challenge, initiate, otherThan, passOtp, sentCode, verify } from '#lib/api/testing/journeys.ts'
import type { Answer } from '#lib/api/testing/test-api.ts'
import { systemContext } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { AccountState } from '#lib/directory/directory.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
import { type StepUpApi, startStepUpApi, TRANSFER } from './testing/step-ups.ts'

// Whom a step-up is refused before it begins, and what that leaves behind: an event that says so.

let api: StepUpApi
beforeAll(async () => {
  api = await startStepUpApi({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

const codeOf = ({ status, body }: Answer) => [status, body.error_code]

test('a session that ended: by a revocation, by its time', async () => {
  const revoked = await api.enter()
  const step = await challenge(api, await api.begin(revoked.accessToken))
  await revokeSession(systemContext(api.parts, 'test'), { sessionId: revoked.sessionId, reason: 'a test' })
  expect(codeOf(await api.ask(revoked.accessToken))).toEqual([401, 'CIAM_E04_00_007'])
  // In the middle of one: the right code is worth nothing, a wrong one is no failure, another is not sent.
  const code = await sentCode(api, step)
  for (const answer of [
    await verify(api, step, code),
    await verify(api, step, otherThan(code)),
    await initiate(api, step),
  ])
    expect(codeOf(answer)).toEqual([401, 'CIAM_E04_00_004'])
  expect((await api.tokens(revoked.sessionId)).filter(token => token.status === 'ACTIVE')).toEqual([])
  const expired = await api.enter()
  await api.rows(
    `UPDATE sessions SET created_at = now() - interval '31 days', expires_at = now() WHERE session_id = $1`,
    [expired.sessionId],
  )
  expect(codeOf(await api.ask(expired.accessToken))).toEqual([401, 'CIAM_E04_00_007'])
  expect(codeOf(await api.evaluate(expired.accessToken))).toEqual([401, 'CIAM_E04_00_007'])
})

test.each<[AccountState, string]>([
  ['DISABLED', 'CIAM_E01_01_003'],
  ['ENTERPRISE_BLOCKED', 'CIAM_E01_01_004'],
  ['MFA_LOCKED', 'CIAM_E01_01_005'],
  ['DECEASED', 'CIAM_E01_01_006'],
  ['RESTRICTED', 'CIAM_E01_01_008'],
  ['LOCKED', 'CIAM_E01_01_002'],
])('a user who is %s since', async (state, code) => {
  const { accessToken, sessionId, person } = await api.enter()
  await api.people.change(person.username, { state })
  expect(codeOf(await api.ask(accessToken))).toEqual([423, code])
  await expectRefusal(sessionId, code)
})

test('a user who is not there any more, or is another one now', async () => {
  const { accessToken, sessionId, person } = await api.enter()
  await api.people.change(person.username, { cupid: 'CUPID-SOMEBODY-ELSE' })
  expect(codeOf(await api.ask(accessToken))).toEqual([423, 'CIAM_E01_01_003'])
  await api.people.remove(person.username)
  expect(codeOf(await api.ask(accessToken))).toEqual([423, 'CIAM_E01_01_003'])
  expect(await api.contexts(sessionId)).toEqual([])
})

test.each([
  [[], 'NOT_REGISTERED'],
  [[], 'DISABLED'],
] as const)('a user with nothing to prove it with: phones %j, push %s', async (phones, mobileApproveStatus) => {
  const { accessToken, sessionId } = await api.enter({ phones: [...phones], mobileApproveStatus })
  const answer = await api.ask(accessToken)
  expect([...codeOf(answer), answer.body.detail]).toEqual([400, 'CIAM_E01_01_009', 'This user has no second factor'])
  await expectRefusal(sessionId, 'CIAM_E01_01_009')
})

test.each([
  ['MFA', 'CIAM_E01_01_005'],
  ['PASSWORD', 'CIAM_E01_01_002'],
])('a user whose %s is locked', async (factor, code) => {
  const { accessToken, sessionId, person } = await api.enter()
  if (factor === 'PASSWORD') {
    for (let n = 0; n < 5; n++) await api.post('/auth/login', { username: person.username, password: 'wrong' })
  } else {
    await api.rows(
      `INSERT INTO authentication_failures (subject, factor, failure_count, locked_until)
       VALUES ($1, 'MFA', 5, now() + interval '15 minutes')`,
      [person.cupid],
    )
  }
  expect(codeOf(await api.ask(accessToken))).toEqual([423, code])
  await expectRefusal(sessionId, code)
})

/** Refused before it began: an event that says so, and nothing else. */
async function expectRefusal(sessionId: string, error_code: string) {
  expect(await api.contexts(sessionId)).toEqual([])
  expect(await api.trail(sessionId)).toEqual([
    {
      event_type: 'STEP_UP_FAILED',
      severity: 'WARN',
      context_id: null,
      auth_type: 'STEP_UP',
      data: { outcome: 'FAILED', action_type: 'TRANSFER', error_code },
    },
  ])
  expect((await api.session(sessionId)).status).toBe('ACTIVE')
}

test('a risk action token that was judged before, at a sign-in or at a step-up; ten at once are judged once', async () => {
  const { accessToken, sessionId, person } = await api.enter()
  const drs_action_token = 'an-action-token'
  await api.post('/auth/login', { username: person.username, password: 'password', drs_action_token })
  const used = await api.ask(accessToken, TRANSFER, { drs_action_token })
  expect([...codeOf(used), used.body.field]).toEqual([400, 'CIAM_E01_05_001', 'drs_action_token'])
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => api.ask(accessToken, TRANSFER, { drs_action_token: 'another' })),
  )
  expect(answers.map(answer => answer.status).sort()).toEqual([200, ...Array(9).fill(400)])
  const [{ action_token_hash: hash }] = await api.rows('SELECT * FROM drs_evaluations WHERE session_id = $1', [
    sessionId,
  ])
  expect(hash).toBe(sha256('another'))
})

test('a step of somebody else’s, and one of a client app by another', async () => {
  const [mine, theirs] = [await api.enter(), await api.enter()]
  const [own, other] = [await api.begin(mine.accessToken), await api.begin(theirs.accessToken)]
  const crossed = await initiate(api, { contextId: own.contextId, transactionId: other.transactionId })
  expect(codeOf(crossed)).toEqual([404, 'CIAM_E01_03_001'])
  expect(codeOf(await initiate(api, own, 'sms', {}, { 'x-client-id': 'mobile-app' }))).toEqual([401, 'CIAM_E04_00_010'])
  // A step-up proves a second factor alone: it opens no session of its own, for whoever finishes it.
  const done = await passOtp(api, own)
  expect(done.refreshToken).toBeNull()
})

test('more than so many a minute of one session, and of no other', async () => {
  const limited = await startStepUpApi({ LIMIT_STEP_UPS_PER_SESSION: '2' })
  try {
    const [one, other] = [await limited.enter(), await limited.enter()]
    for (let n = 0; n < 2; n++) await limited.begin(one.accessToken)
    const refused = await limited.ask(one.accessToken)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await limited.ask(other.accessToken)).status).toBe(200)
  } finally {
    await limited.close()
  }
})
