import { AGENT_SESSION_TTL_SECONDS, roleOf } from '#lib/agents/rules.ts'
import type { Agent } from './directory-people.ts'
import { record } from './world/audit.ts'
import { agentRequest } from './world/end-session.ts'
import { HOUR, later, MINUTE, SECOND } from './world/time.ts'
import type { World } from './world/world.ts'

const SHIFT_MS = 8 * HOUR

/** Who did something in the console was signed in to it: one session of an agent around what was done in a shift. */
export function openConsoleSessions(world: World, agents: Agent[]): void {
  for (const agent of agents) {
    const [first, ...rest] = actsOf(world, agent)
    if (!first) continue
    let [from, to] = [first, first]
    for (const at of rest) {
      if (at.getTime() - from.getTime() > SHIFT_MS) {
        addSession(world, agent, from, to)
        from = at
      }
      to = at
    }
    addSession(world, agent, from, to)
  }
}

const actsOf = (world: World, agent: Agent): Date[] =>
  [...world.trails.values()]
    .flat()
    .filter(({ eventData }) => (eventData.actor as { id?: string } | undefined)?.id === agent.cupid)
    .map(event => event.createdAt)
    .sort((a, b) => a.getTime() - b.getTime())

function addSession(world: World, agent: Agent, firstAct: Date, lastAct: Date) {
  const { username, cupid } = agent
  const from = later(firstAct, -world.random.int(5 * MINUTE, 40 * MINUTE))
  const to = later(lastAct, world.random.int(4 * MINUTE, 30 * MINUTE))
  const agentSessionId = world.random.uuid(from)
  const request = agentRequest(world, from, agent)
  const { ipAddress, userAgent } = request
  const times = {
    createdAt: from,
    lastSeenAt: to,
    expiresAt: later(from, AGENT_SESSION_TTL_SECONDS * SECOND),
    endedAt: to,
  }
  world.rows.agentSessions.push({ agentSessionId, username, cupid, ipAddress, userAgent, ...times })
  const who = { username, agent_session_id: agentSessionId }
  record(world, agentSessionId, request, {
    eventType: 'AGENT_SIGNED_IN',
    cupid,
    eventData: { ...who, typed: username, role: roleOf(agent.groups, world.env) },
  })
  record(world, agentSessionId, agentRequest(world, to, agent), {
    eventType: 'AGENT_SIGNED_OUT',
    cupid,
    eventData: who,
  })
}
