import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Failure, isFailure } from '#lib/failure.ts'
import { findPasswordLock, passwordSubject } from '#lib/failures/password-lock.ts'
import { FAILURE_FLOOR_MS } from '#lib/login/rules.ts'
import { signInAgent } from './sign-in-agent.ts'
import { type AgentWorld, openAgentWorld } from './testing/agent-world.ts'

let world: AgentWorld
beforeAll(async () => {
  world = await openAgentWorld()
})
afterAll(() => world.close())
afterEach(async () => {
  vi.restoreAllMocks()
  await world.resetDirectory()
  await world.owner.query('TRUNCATE authentication_failures, agent_sessions, audit_logs')
})

const signIn = (username: string, password = 'password') => signInAgent(world.ctx, { username, password })
const refusalOf = (attempt: Promise<unknown>): Promise<Failure> =>
  attempt.then(
    () => expect.unreachable('it was let in'),
    (error: unknown) => (isFailure(error) ? error : expect.unreachable(String(error))),
  )
const failures = async () => (await world.owner.query('SELECT * FROM authentication_failures')).rows

describe('an agent of each role', () => {
  test.each(['viewer', 'agent', 'analyst', 'admin'])('%s is let in', async role => {
    const signedIn = await signIn(role)
    expect(signedIn).toEqual({ agentSessionId: expect.any(String), username: role, role })
    const [session] = await world.agentSessions(role)
    expect(session).toMatchObject({
      agent_session_id: signedIn.agentSessionId,
      cupid: `CUPID-DEMO-${role.toUpperCase()}`,
      ip: '192.0.2.44',
      user_agent: 'Mozilla/5.0 (test)',
      ended_at: null,
    })
    expect(session.expires_at - session.created_at).toBe(12 * 3_600_000)
    expect(await world.events(role)).toEqual([
      {
        event_type: 'AGENT_SIGNED_IN',
        severity: 'INFO',
        cupid: session.cupid,
        ip: '192.0.2.44',
        user_agent: 'Mozilla/5.0 (test)',
        event_data: {
          username: role,
          typed: role,
          role,
          agent_session_id: signedIn.agentSessionId,
          actor: { kind: 'agent', id: session.cupid },
        },
      },
    ])
  })

  test('in two groups has the stronger role', async () => {
    await world.changeDirectory(text => text.replace('member: uid=admin,', 'member: uid=viewer,'))
    expect(await signIn('viewer')).toMatchObject({ role: 'admin' })
  })
})

describe('who is not let in', () => {
  const refused = [
    ['a wrong password', 'agent', 'wrong', 'wrong_credentials'],
    ['an unknown name', 'nobody', 'password', 'wrong_credentials'],
    ['an injection', 'agent)(uid=*', 'password', 'wrong_credentials'],
    ['a customer with the right password', 'simpleuser', 'password', 'no_console_role'],
  ] as const

  test.each(refused)('%s: one answer, after the floor, counted and recorded', async (_, username, password, why) => {
    const startedMs = performance.now()
    const refusal = await refusalOf(signIn(username, password))
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(FAILURE_FLOOR_MS - 1)
    expect(refusal.failure).toBe('wrong_credentials')
    expect(refusal.message).toBe('Wrong username or password')
    expect(await world.agentSessions(username)).toEqual([])
    expect(await world.events(username)).toMatchObject([
      { event_type: 'AGENT_SIGN_IN_FAILED', severity: 'WARN', event_data: { username, why } },
    ])
    expect(await failures()).toMatchObject([{ factor: 'PASSWORD', failure_count: 1, locked_until: null }])
  })

  test('an agent whose account is not active', async () => {
    await world.changeDirectory(text =>
      text.replace(/(uid: analyst\n[\s\S]*?gwAccountState: )ACTIVE/, (_, before) => `${before}DISABLED`),
    )
    expect((await refusalOf(signIn('analyst'))).failure).toBe('wrong_credentials')
    expect(await world.events('analyst')).toMatchObject([{ event_data: { why: 'account_disabled' } }])
  })

  test.each([
    { username: '', password: 'password' },
    { username: 'agent', password: '' },
    { username: 'a'.repeat(101), password: 'password' },
    { username: ['agent'], password: 'password' },
    undefined,
  ])('what is no name and password: %j', async input => {
    expect((await refusalOf(signInAgent(world.ctx, input))).failure).toBe('request_invalid')
    expect(await failures()).toEqual([])
  })
})

describe('the lock', () => {
  test('five failures in a row lock the name, and the directory is no longer asked', async () => {
    for (let failure = 0; failure < 5; failure++) await refusalOf(signIn('agent', 'wrong'))
    const authenticate = vi.spyOn(world.parts.directory, 'authenticate')
    const refusal = await refusalOf(signIn(' AGENT '))
    expect(refusal.failure).toBe('password_locked')
    expect(refusal.details.retryAfterSeconds).toBeGreaterThan(890)
    expect(refusal.details.retryAfterSeconds).toBeLessThanOrEqual(900)
    expect(authenticate).not.toHaveBeenCalled()
    expect(await world.agentSessions('agent')).toEqual([])
    const events = (await world.events('agent')).map(({ event_type }) => event_type)
    expect(events.sort()).toEqual(['ACCOUNT_LOCKED', ...Array(5).fill('AGENT_SIGN_IN_FAILED')])
    expect(await world.events('AGENT')).toMatchObject([
      { event_type: 'AGENT_SIGN_IN_FAILED', event_data: { why: 'password_locked' } },
    ])
  })

  test('of twenty failures at once each that the directory judged is counted, and they lock once', async () => {
    const refusals = await Promise.all(Array.from({ length: 20 }, () => refusalOf(signIn('agent', 'wrong'))))
    const judged = refusals.filter(({ failure }) => failure === 'wrong_credentials')
    expect(judged.length).toBeGreaterThanOrEqual(5)
    expect(await failures()).toMatchObject([{ failure_count: judged.length, locked_until: expect.any(Date) }])
    const events = await world.events('agent')
    expect(events.filter(({ event_type }) => event_type === 'ACCOUNT_LOCKED')).toHaveLength(1)
    expect(events.filter(({ event_type }) => event_type === 'AGENT_SIGN_IN_FAILED')).toHaveLength(20)
  })

  test('a right password ends the row of failures', async () => {
    for (let failure = 0; failure < 4; failure++) await refusalOf(signIn('agent', 'wrong'))
    await signIn('agent')
    expect(await failures()).toEqual([])
  })

  test('the right password of who has no role does not', async () => {
    for (let failure = 0; failure < 5; failure++) await refusalOf(signIn('simpleuser'))
    expect((await refusalOf(signIn('simpleuser'))).failure).toBe('password_locked')
  })

  test('one that comes while the directory is thinking counts', async () => {
    const { directory } = world.parts
    const authenticate = directory.authenticate.bind(directory)
    vi.spyOn(directory, 'authenticate').mockImplementationOnce(async (username, password) => {
      const answer = await authenticate(username, password)
      for (let failure = 0; failure < 5; failure++) await refusalOf(signIn('agent', 'wrong'))
      return answer
    })
    expect((await refusalOf(signIn('agent'))).failure).toBe('password_locked')
    expect(await world.agentSessions('agent')).toEqual([])
    expect(await findPasswordLock(world.parts.db, passwordSubject(world.parts.secretKey, 'agent'))).not.toBeNull()
  })
})

describe('at once and again', () => {
  test('two sign-ins at once open two sessions with an event each', async () => {
    await Promise.all([signIn('agent'), signIn('agent')])
    expect(await world.agentSessions('agent')).toHaveLength(2)
    expect(await world.events('agent')).toHaveLength(2)
  })

  test('the session this browser had before ends', async () => {
    const before = await signIn('viewer')
    const after = await signInAgent(world.ctx, { username: 'agent', password: 'password' }, before.agentSessionId)
    expect(await world.agentSessions('viewer')).toMatchObject([{ ended_at: expect.any(Date) }])
    expect(await world.agentSessions('agent')).toMatchObject([
      { agent_session_id: after.agentSessionId, ended_at: null },
    ])
    expect((await world.events('viewer')).map(({ event_type }) => event_type)).toEqual([
      'AGENT_SIGNED_IN',
      'AGENT_SIGNED_OUT',
    ])
  })

  test('more often than the limit is too often, and nothing is counted', async () => {
    const strict = await openAgentWorld({ LIMIT_SIGN_INS_PER_USERNAME: '2' })
    try {
      const attempt = () => signInAgent(strict.ctx, { username: 'agent', password: 'password' })
      await attempt()
      await attempt()
      expect((await refusalOf(attempt())).failure).toBe('too_many_requests')
      expect(await strict.agentSessions('agent')).toHaveLength(2)
    } finally {
      await strict.close()
    }
  })
})

describe('when a part fails', () => {
  test('a directory that is down is no failed attempt', async () => {
    const away = await openAgentWorld({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=demo,dc=example' })
    try {
      const refusal = await refusalOf(signInAgent(away.ctx, { username: 'agent', password: 'password' }))
      expect(refusal.failure).toBe('dependency_unavailable')
      expect((await away.owner.query('SELECT 1 FROM authentication_failures')).rowCount).toBe(0)
      expect(await away.events('agent')).toEqual([])
    } finally {
      await away.close()
    }
  })

  test('where the event cannot be written, nobody is signed in', async () => {
    await world.owner.query('REVOKE INSERT ON audit_logs FROM gatewarden_app')
    try {
      await expect(signIn('agent')).rejects.toThrow()
      expect(await world.agentSessions('agent')).toEqual([])
    } finally {
      await world.owner.query('GRANT INSERT ON audit_logs TO gatewarden_app')
    }
    await signIn('agent')
  })
})
