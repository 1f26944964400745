import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { getParts } from '#lib/parts.ts'
import { agentCookies, readAgentCookie } from './agent-cookie.ts'
import { identifyAgent } from './identify-agent.ts'
import { ROLES, roleOf } from './rules.ts'
import type { Agent, DemoAgent } from './schema.ts'

/** Who asks, looked up anew for each request; null for nobody. Throws `dependency_unavailable`. */
export const loadAgent = cache(async (): Promise<Agent | null> => {
  const agentSessionId = await loadAgentSessionId()
  return agentSessionId ? identifyAgent(await getParts(), agentSessionId) : null
})

/** Who asks for a page; nobody is led to the sign-in page and from there back. It lets nobody in: loaders do. */
export async function loadAgentOrSignIn(): Promise<Agent> {
  const agent = await loadAgent()
  return agent ?? redirect(`/sign-in?next=${encodeURIComponent((await headers()).get('x-path') ?? '/')}`)
}

/** What this browser's cookie names, whatever became of it. */
export async function loadAgentSessionId(): Promise<string | null> {
  const [parts, jar] = await Promise.all([getParts(), cookies()])
  return readAgentCookie(parts, jar.get(agentCookies(parts).session.name)?.value)
}

/** The context of this request, on behalf of the agent who sent it. Throws `not_signed_in`. */
export const loadAgentContext = cache(async (): Promise<Context> => {
  const agent = await loadAgent()
  if (!agent) throw new Failure('not_signed_in')
  const { cupid, username, role, agentSessionId } = agent
  return { ...(await loadRequestContext()), actor: { kind: 'agent', id: cupid, username, role, agentSessionId } }
})

/** The context of a request nobody has signed in for yet. */
export async function loadRequestContext(): Promise<Context> {
  const [parts, given] = await Promise.all([getParts(), headers()])
  return {
    actor: { kind: 'system', id: 'console' },
    db: parts.db,
    correlationId: uuidv7(),
    // The server in front wrote the right-most hop itself; what stands left of it anybody may have written.
    ipAddress:
      given
        .get('x-forwarded-for')
        ?.split(',')
        .at(-1)
        ?.trim()
        .replace(/^::ffff:/, '') || null,
    userAgent: given.get('user-agent')?.slice(0, 1024) ?? null,
    log: parts.log,
    parts,
  }
}

/** An agent of each role to sign in as, in demo mode and with the packaged directory only. */
export async function loadDemoAgents(): Promise<DemoAgent[]> {
  const { env, directory } = await getParts()
  if (!env.demo || env.LDAP_URL || env.LDIF_FILE) return []
  const users = await Promise.all(ROLES.map(name => directory.find(name)))
  return users.flatMap(user => {
    const role = user && roleOf(user.groups, env)
    return role ? [{ username: user.username, password: 'password', role }] : []
  })
}
