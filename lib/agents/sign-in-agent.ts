import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { agentSessions } from '#db/schema/agent-sessions.ts'
import { record } from '#lib/audit/record.ts'
import type { AuditEvent } from '#lib/audit/schema.ts'
import { type Context, transact } from '#lib/context.ts'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { Failure } from '#lib/failure.ts'
import {
  clearPasswordFailures,
  findPasswordLock,
  passwordSubject,
  recordPasswordFailure,
} from '#lib/failures/password-lock.ts'
import { takeOne } from '#lib/limits.ts'
import { FAILURE_FLOOR_MS } from '#lib/login/rules.ts'
import { parse } from '#lib/parse.ts'
import { endAgentSession } from './end-agent-session.ts'
import { holdFailures } from './queries.ts'
import { AGENT_SESSION_TTL_SECONDS, type Role, roleOf } from './rules.ts'
import { AgentCredentials } from './schema.ts'

type SignedIn = { agentSessionId: string; username: string; role: Role }
type Attempt = { username: string; subject: string; replaces: string | null; startedMs: number }

/**
 * Signs an agent in against the directory that everybody is in, and opens the row that every later request is checked
 * against. Who has no role, or an account that is not active, is told the same as who mistyped the password, and counts
 * the same: else this page would say whose password is right.
 *
 * Throws `wrong_credentials`, `password_locked` with the seconds left (names lock whether or not they exist, so it tells
 * nothing), `too_many_requests`, `dependency_unavailable`. `replaces` is the agent session this browser had before: it
 * ends, so that nobody stays signed in twice in one place.
 */
export async function signInAgent(ctx: Context, input: unknown, replaces: string | null = null): Promise<SignedIn> {
  const startedMs = performance.now()
  const { username, password } = parse(AgentCredentials, input)
  const attempt = { username, subject: passwordSubject(ctx.parts.secretKey, username), replaces, startedMs }
  await takeOne(ctx, 'signInsPerAddress', ctx.ipAddress ?? 'unknown')
  await takeOne(ctx, 'signInsPerUsername', attempt.subject)
  await refuseLocked(ctx, attempt)
  const { user, role } = await admit(ctx, attempt, password)
  return transact(ctx, ctx => open(ctx, attempt, user, role))
}

async function refuseLocked(ctx: Context, attempt: Attempt) {
  const lockedSeconds = await findPasswordLock(ctx.db, attempt.subject)
  if (lockedSeconds === null) return
  await ctx.parts.directory.decoy()
  await record(ctx, failed(attempt, 'password_locked', null))
  await refuse(attempt, new Failure('password_locked', { retryAfterSeconds: lockedSeconds }))
}

async function admit(ctx: Context, attempt: Attempt, password: string): Promise<{ user: DirectoryUser; role: Role }> {
  const answer = await ctx.parts.directory.authenticate(attempt.username, password)
  const role = answer.user && roleOf(answer.user.groups, ctx.parts.env)
  if (answer.ok && role && answer.user.state === 'ACTIVE') return { user: answer.user, role }
  const why = !answer.ok
    ? 'wrong_credentials'
    : !role
      ? 'no_console_role'
      : `account_${answer.user.state.toLowerCase()}`
  await recordPasswordFailure(ctx, attempt.subject, failed(attempt, why, answer.user))
  return refuse(attempt, new Failure('wrong_credentials'))
}

async function open(ctx: Context, attempt: Attempt, user: DirectoryUser, role: Role): Promise<SignedIn> {
  const { username, subject, replaces } = attempt
  // A lock that came while the directory was thinking counts too.
  await holdFailures(ctx.db, subject)
  const lockedSeconds = await findPasswordLock(ctx.db, subject)
  if (lockedSeconds !== null) throw new Failure('password_locked', { retryAfterSeconds: lockedSeconds })
  await clearPasswordFailures(ctx.db, subject)
  const [row] = await ctx.db
    .insert(agentSessions)
    .values({
      username: user.username,
      cupid: user.cupid,
      ipAddress: ctx.ipAddress,
      userAgent: ctx.userAgent,
      expiresAt: sql`now() + make_interval(secs => ${AGENT_SESSION_TTL_SECONDS})`,
    })
    .returning({ agentSessionId: agentSessions.agentSessionId })
  const { agentSessionId } = row!
  const actor = { kind: 'agent', id: user.cupid, username: user.username, role, agentSessionId } as const
  const asAgent = { ...ctx, actor }
  if (replaces) await endAgentSession(asAgent, { agentSessionId: replaces })
  await record(asAgent, {
    eventType: 'AGENT_SIGNED_IN',
    cupid: user.cupid,
    eventData: { username: user.username, typed: username, role, agent_session_id: agentSessionId },
  })
  return { agentSessionId, username: user.username, role }
}

const failed = ({ username }: Attempt, why: string, user: DirectoryUser | null): AuditEvent => ({
  eventType: 'AGENT_SIGN_IN_FAILED',
  severity: 'WARN',
  cupid: user?.cupid ?? null,
  eventData: { username, why },
})

async function refuse(attempt: Attempt, failure: Failure): Promise<never> {
  await sleep(Math.max(0, attempt.startedMs + FAILURE_FLOOR_MS - performance.now()))
  throw failure
}
