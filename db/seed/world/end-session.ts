import { jobRun, type Request, record, userRequest } from './audit.ts'
import { endHandoffs } from './hand-off.ts'
import type { Person } from './people.ts'
import { HOUR, nextRound } from './time.ts'
import { endTokens, type LiveSession } from './tokens.ts'
import type { World } from './world.ts'

export function logOut(session: LiveSession, at: Date): void {
  const { world, row, app, origin } = session
  row.status = 'LOGGED_OUT'
  const eventData = { tokens_revoked: endTokens(session, 'REVOKED', at) }
  const request = userRequest(world, at, app, origin, row.cupid)
  endHandoffs(session, request)
  record(world, row.contextId, request, { eventType: 'LOGOUT', ...subjectOf(session), eventData })
}

/** Ends a session for a reason, by whoever sends the request. */
export function revoke(
  session: LiveSession,
  request: Request,
  reason: string,
  by: string = request.actor?.id ?? 'SYSTEM',
) {
  const { world, row } = session
  Object.assign(row, { status: 'REVOKED', revokedAt: request.at, revokedBy: by, revocationReason: reason })
  const eventData = { reason, revoked_by: by, tokens_revoked: endTokens(session, 'REVOKED', request.at) }
  endHandoffs(session, request)
  record(world, row.contextId, request, {
    eventType: 'SESSION_REVOKED',
    severity: 'WARN',
    ...subjectOf(session),
    eventData,
  })
}

/** What an agent's browser sends. Offices have one address. */
export const agentRequest = (world: World, at: Date, agent: Pick<Person, 'cupid'>): Request => ({
  at,
  correlationId: world.random.uuid(at),
  ipAddress: '192.0.2.10',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0',
  actor: { kind: 'agent', id: agent.cupid },
})

/** A session has its 30 days and no more; the hourly job says so. */
export function expireWhenDue(session: LiveSession): void {
  const { world, row } = session
  const round = nextRound(row.expiresAt, HOUR)
  if (row.status !== 'ACTIVE' || round > world.now) return
  row.status = 'EXPIRED'
  endTokens(session, 'EXPIRED', round)
  const eventData = { last_activity_at: row.lastActivityAt.toISOString() }
  record(world, row.contextId, jobRun(round), { eventType: 'SESSION_EXPIRED', ...subjectOf(session), eventData })
}

const subjectOf = ({ row }: LiveSession) => ({ cupid: row.cupid, sessionId: row.sessionId, contextId: row.contextId })
