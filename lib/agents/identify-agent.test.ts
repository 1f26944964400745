import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { endAgentSession } from './end-agent-session.ts'
import { identifyAgent } from './identify-agent.ts'
import { signInAgent } from './sign-in-agent.ts'
import { type AgentWorld, openAgentWorld } from './testing/agent-world.ts'

let world: AgentWorld
let agentSessionId: string
beforeAll(async () => {
  world = await openAgentWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ;({ agentSessionId } = await signInAgent(world.ctx, { username: 'analyst', password: 'password' }))
})
afterEach(() => world.resetDirectory())

const identify = () => identifyAgent(world.parts, agentSessionId)

test('an agent is who the directory says', async () => {
  expect(await identify()).toEqual({
    agentSessionId,
    username: 'analyst',
    cupid: 'CUPID-DEMO-ANALYST',
    name: 'Demo Analyst',
    role: 'analyst',
    signedInAt: expect.stringMatching(/^\d{4}-.*Z$/),
    expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
  })
})

describe('from the next request', () => {
  test('another group is another role', async () => {
    await world.changeDirectory(text =>
      text
        .replace('member: uid=analyst,', 'member: uid=someone-else,')
        .replace('member: uid=viewer,', 'member: uid=analyst,'),
    )
    expect(await identify()).toMatchObject({ role: 'viewer' })
  })

  test('no group is nobody, and a group again is the agent again', async () => {
    await world.changeDirectory(text => text.replace('member: uid=analyst,', 'member: uid=someone-else,'))
    expect(await identify()).toBeNull()
    await world.resetDirectory()
    expect(await identify()).toMatchObject({ role: 'analyst' })
  })

  test('an account that is not active is nobody', async () => {
    await world.changeDirectory(text =>
      text.replace(/(uid: analyst\n[\s\S]*?gwAccountState: )ACTIVE/, (_, before) => `${before}DISABLED`),
    )
    expect(await identify()).toBeNull()
  })

  test('a name that is gone is nobody', async () => {
    await world.changeDirectory(text => text.replaceAll('uid: analyst\n', 'uid: another\n'))
    expect(await identify()).toBeNull()
  })

  test('a name that is somebody else’s by now is nobody', async () => {
    await world.changeDirectory(text => text.replace('gwCupid: CUPID-DEMO-ANALYST', 'gwCupid: CUPID-DEMO-NEWCOMER'))
    expect(await identify()).toBeNull()
  })

  test('an ended session is nobody', async () => {
    await endAgentSession(world.ctx, { agentSessionId })
    expect(await identify()).toBeNull()
  })

  test('a session that ran out is nobody', async () => {
    await world.owner.query(
      `UPDATE agent_sessions SET created_at = now() - interval '13 hours', expires_at = now() - interval '1 second'
       WHERE agent_session_id = $1`,
      [agentSessionId],
    )
    expect(await identify()).toBeNull()
  })
})

test('a session nobody opened is nobody', async () => {
  expect(await identifyAgent(world.parts, crypto.randomUUID())).toBeNull()
})

test('a directory that is down is said, not taken for a demotion', async () => {
  const away = await openAgentWorld({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=demo,dc=example' })
  try {
    const { rows } = await away.owner.query(
      `INSERT INTO agent_sessions (username, cupid) VALUES ('analyst', 'CUPID-DEMO-ANALYST') RETURNING agent_session_id`,
    )
    await expect(identifyAgent(away.parts, rows[0].agent_session_id)).rejects.toMatchObject({
      failure: 'dependency_unavailable',
    })
  } finally {
    await away.close()
  }
})

test('when it was last seen is noted once a minute', async () => {
  const lastSeen = async () =>
    (await world.owner.query('SELECT last_seen_at FROM agent_sessions WHERE agent_session_id = $1', [agentSessionId]))
      .rows[0].last_seen_at as Date
  const first = await lastSeen()
  await identify()
  expect(await lastSeen()).toEqual(first)
  await world.owner.query(
    `UPDATE agent_sessions SET last_seen_at = now() - interval '61 seconds' WHERE agent_session_id = $1`,
    [agentSessionId],
  )
  await Promise.all([identify(), identify()])
  expect(Date.now() - (await lastSeen()).getTime()).toBeLessThan(10_000)
})

describe('ending a session', () => {
  test('leaves an event in the agent’s name, once', async () => {
    const actor = {
      kind: 'agent',
      id: 'CUPID-DEMO-ANALYST',
      username: 'analyst',
      role: 'analyst',
      agentSessionId,
    } as const
    await Promise.all([
      endAgentSession({ ...world.ctx, actor }, { agentSessionId }),
      endAgentSession({ ...world.ctx, actor }, { agentSessionId }),
    ])
    const ended = (await world.events('analyst')).filter(
      ({ event_type, event_data }) =>
        event_type === 'AGENT_SIGNED_OUT' && event_data.agent_session_id === agentSessionId,
    )
    expect(ended).toMatchObject([{ cupid: actor.id, event_data: { actor: { kind: 'agent', id: actor.id } } }])
  })

  test('is undone where the event cannot be written', async () => {
    await world.owner.query('REVOKE INSERT ON audit_logs FROM gatewarden_app')
    try {
      await expect(endAgentSession(world.ctx, { agentSessionId })).rejects.toThrow()
    } finally {
      await world.owner.query('GRANT INSERT ON audit_logs TO gatewarden_app')
    }
    expect(await identify()).not.toBeNull()
  })
})
