import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { agentCookies, agentSecret } from '#lib/agents/agent-cookie.ts'
import { loadAgentSessionId, loadRequestContext } from '#lib/agents/loaders.ts'
import { AGENT_SESSION_TTL_SECONDS } from '#lib/agents/rules.ts'
import { signInAgent } from '#lib/agents/sign-in-agent.ts'
import { explainFailure } from '#lib/explain-failure.ts'
import type { Parts } from '#lib/parts.ts'

/** The cookie holds the id of an agent session and nothing else; whose it is, each request asks the database. */
export function authOptions(parts: Parts): AuthOptions {
  const cookies = agentCookies(parts)
  return {
    secret: agentSecret(parts),
    useSecureCookies: cookies.session.options.secure,
    cookies: { sessionToken: cookies.session, csrfToken: cookies.csrf, callbackUrl: cookies.callback },
    session: { strategy: 'jwt', maxAge: AGENT_SESSION_TTL_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: {
      error: code => parts.log.error({ code }, 'next-auth'),
      warn: code => parts.log.debug({ code }, 'next-auth'),
      debug: () => {},
    },
    providers: [
      CredentialsProvider({
        id: 'directory',
        credentials: { username: { type: 'text' }, password: { type: 'password' } },
        authorize: async credentials => ({ id: await signIn(credentials) }),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { agentSessionId: user.id } : token),
      // Wherever to is the sign-in page's business: no address that came with a request is ever gone to.
      redirect: ({ baseUrl }) => baseUrl,
    },
  }
}

/** Throws an Error whose message is what the sign-in page reads: `failure` or `failure:seconds`. */
async function signIn(credentials: unknown): Promise<string> {
  const ctx = await loadRequestContext()
  try {
    const { agentSessionId } = await signInAgent(ctx, credentials, await loadAgentSessionId())
    return agentSessionId
  } catch (error) {
    const { failure, details } = explainFailure(error, ctx.log)
    throw new Error([failure, details.retryAfterSeconds].filter(Boolean).join(':'))
  }
}
