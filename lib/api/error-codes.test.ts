import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAILURES, type FailureName } from '#lib/failure.ts'
import { publicFailures } from './problems.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { age } from './testing/journey-rows.ts'
import { accept, beginLogin, challenge, initiate, logIn, otherThan, type Step, verify } from './testing/journeys.ts'
import { actionsOn, reachStep } from './testing/reach-step.ts'
import { type Answer, bearer, cookie, startTestApi, type TestApi } from './testing/test-api.ts'

// The published codes: each is reached, and no failure is without its case here.

let api: JourneyApi
let mute: TestApi
beforeAll(async () => {
  api = await startJourneyApi({ LIMIT_PUSHES_SINCE_SUCCESS: '1' })
  mute = await startTestApi({ DEMO: '0' })
})
afterAll(async () => {
  await mute.close()
  await api.close()
})

const refresh = (token: string, headers = {}) => api.post('/auth/refresh', undefined, { ...cookie(token), ...headers })
const demoUser = (username: string) => () => logIn(api, username)
const unknownStep = (): Step => ({ contextId: crypto.randomUUID(), transactionId: crypto.randomUUID() })

async function during<T>(before: string, work: () => Promise<T>, after: string): Promise<T> {
  await api.rows(before)
  return work().finally(() => api.rows(after))
}

const CASES: Partial<Record<FailureName, () => Promise<Answer>>> = {
  wrong_credentials: () => api.post('/auth/login', { username: 'simpleuser', password: 'not it' }),
  password_locked: demoUser('lockeduser'),
  account_disabled: demoUser('disableduser'),
  enterprise_block: demoUser('blockeduser'),
  mfa_locked: demoUser('mfalockeduser'),
  account_deceased: demoUser('deceaseduser'),
  account_restricted: demoUser('restricteduser'),
  mfa_method_invalid: async () => initiate(api, (await reachStep(api, 'MFA_INITIATE')).step, 'pigeon'),
  denied: () =>
    during(
      `INSERT INTO deny_list (address_range, reason, author) VALUES ('127.0.0.1', 'test', 'test')`,
      demoUser('simpleuser'),
      'DELETE FROM deny_list',
    ),
  masked_username: demoUser('simp****'),
  wrong_otp: async () => {
    const { step, code } = await reachStep(api, 'MFA_VERIFY')
    return verify(api, step, otherThan(code))
  },
  push_not_approved: async () => verify(api, (await reachStep(api, 'MFA_PUSH_VERIFY')).step, '123456'),
  transaction_not_found: () => verify(api, unknownStep(), '123456'),
  transaction_expired: async () => {
    const { step, code } = await reachStep(api, 'MFA_VERIFY')
    await age(api, step, '5 minutes')
    return verify(api, step, code)
  },
  journey_processed: async () => {
    const reached = await reachStep(api, 'MFA_VERIFY')
    await actionsOn(api, reached).verify_otp()
    return actionsOn(api, reached).verify_otp()
  },
  document_not_found: async () => {
    const { username } = await api.people.add({ mfaRequired: false, pendingDocuments: ['nobody-wrote-it'] })
    const step = await beginLogin(api, username)
    return accept(api, step, 'nobody-wrote-it')
  },
  esign_not_pending: async () => accept(api, (await reachStep(api, 'MFA_VERIFY')).step, 'terms-of-service'),
  request_invalid: () => api.post('/auth/mfa/initiate', { context_id: 'none' }),
  refresh_token_unknown: () => refresh('rt_nobody-ever-got-this-one'),
  refresh_token_spent: async () => {
    const { refreshToken, sessionId } = await api.signIn()
    await api.rows(
      `UPDATE tokens SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE session_id = $1`,
      [sessionId],
    )
    return refresh(refreshToken)
  },
  session_unreadable: async () => {
    const { refreshToken, sessionId } = await api.signIn()
    await api.rows(`DELETE FROM tokens WHERE session_id = $1 AND token_type = 'ID'`, [sessionId])
    return refresh(refreshToken)
  },
  session_inactive: async () => {
    const { refreshToken, accessToken } = await api.signIn()
    await api.post('/auth/logout', undefined, bearer(accessToken))
    return refresh(refreshToken)
  },
  session_expired: async () => {
    const { refreshToken, sessionId } = await api.signIn()
    await api.rows(
      `UPDATE sessions SET created_at = now() - interval '31 days', expires_at = now() - interval '1 day' WHERE session_id = $1`,
      [sessionId],
    )
    return refresh(refreshToken)
  },
  access_token_missing: () => api.get('/auth/userinfo'),
  access_token_unknown: () => api.get('/auth/userinfo', bearer('nobody-ever-got-this-one')),
  refresh_token_missing: () => api.post('/auth/refresh'),
  user_mismatch: async () => {
    const [mine, other] = [await api.signIn('simpleuser'), await reachStep(api, 'MFA_INITIATE')]
    return refresh(mine.refreshToken, bearer(other.phone))
  },
  client_refused: () => logIn(api, 'simpleuser', { 'x-client-id': 'no-such-app' }),
  too_many_requests: async () => {
    const { step } = await reachStep(api, 'MFA_INITIATE')
    return initiate(api, await challenge(api, step, 'push'), 'push')
  },
  origin_refused: () => logIn(api, 'simpleuser', { origin: 'https://evil.example' }),
  method_not_allowed: () => api.send('PUT', '/auth/login', {}),
  not_found: () => api.get('/auth/nothing-of-that-name'),
  server_error: () =>
    during(
      'ALTER TABLE audit_logs RENAME TO audit_logs_away',
      demoUser('simpleuser'),
      'ALTER TABLE audit_logs_away RENAME TO audit_logs',
    ),
  dependency_unavailable: async () => initiate(mute, await beginLogin(mute, 'mfauser')),
}

test.each(publicFailures())('%s', async name => {
  const reach = CASES[name]
  if (!reach) throw new Error(`${name} has no case: say how a client app meets it`)
  const { status, errorCode, title } = FAILURES[name]
  const { body, headers, ...answer } = await reach()
  expect([answer.status, body.error_code, body.title]).toEqual([status, errorCode, title])
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-correlation-id')).toBe(body.correlation_id)
})

test('no case is left over', () => {
  expect(Object.keys(CASES).sort()).toEqual([...publicFailures()].sort())
})

test('a failure of a journey names its context, and its step', async () => {
  const { step } = await reachStep(api, 'MFA_VERIFY')
  for (const answer of [await initiate(api, step, 'pigeon'), await accept(api, step, 'terms-of-service')]) {
    expect(answer.body).toMatchObject({ context_id: step.contextId, transaction_id: step.transactionId })
  }
})
