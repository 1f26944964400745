import { HANDOFF_TTL_SECONDS, handoffEvent, type Revocation } from '#lib/handoffs/rules.ts'
import { CLIENT_APPS } from '../client-apps.ts'
import { type Request, record, userRequest } from './audit.ts'
import { later, SECOND } from './time.ts'
import type { LiveSession } from './tokens.ts'
import type { HandoffRow, World } from './world.ts'

/** Carries the session over to the ticketing app, which redeems it a moment later. */
export function handOff(session: LiveSession, at: Date): void {
  const { world, person, app, origin, row } = session
  const request = userRequest(world, at, app, origin, row.cupid)
  const id = world.rows.handoffs.length + 1
  const handoff: HandoffRow = {
    id,
    tokenHash: world.random.hex(64),
    sessionId: row.sessionId,
    cupid: row.cupid,
    guid: person.guid,
    accountId: world.random.fork(`handoff ${id}`).chance(0.6) ? person.guid.replace(/^G-/, 'ACC-') : null,
    sourceApp: app.clientId,
    targetApp: CLIENT_APPS.ticketing.clientId,
    expiresAt: new Date(Math.min(later(at, HANDOFF_TTL_SECONDS * SECOND).getTime(), row.expiresAt.getTime())),
    createdAt: at,
    usedAt: later(at, world.random.int(1 * SECOND, 4 * SECOND)),
    revokedAt: null,
    userAgent: request.userAgent,
    ipAddress: request.ipAddress,
  }
  world.rows.handoffs.push(handoff)
  record(world, row.contextId, request, eventOf('HANDOFF_CREATED', handoff))
  record(world, row.contextId, ticketingRequest(world, handoff.usedAt ?? at), eventOf('HANDOFF_REDEEMED', handoff))
}

/** Revokes what is open of a session's handoffs, in the request that ends it. */
export function endHandoffs({ world, row }: LiveSession, request: Request): void {
  for (const handoff of world.rows.handoffs) {
    if (handoff.sessionId !== row.sessionId || handoff.revokedAt || handoff.expiresAt <= request.at) continue
    handoff.revokedAt = request.at
    record(world, row.contextId, request, eventOf('HANDOFF_REVOKED', handoff, 'session_ended'))
  }
}

// A redemption comes from the app's server, and not from the user's browser.
const ticketingRequest = (world: World, at: Date): Request => ({
  at,
  correlationId: world.random.uuid(at),
  ipAddress: '192.0.2.8',
  userAgent: `${CLIENT_APPS.ticketing.name}/${CLIENT_APPS.ticketing.version}`,
  actor: { kind: 'client_app', id: CLIENT_APPS.ticketing.clientId },
})

const eventOf = (eventType: Parameters<typeof handoffEvent>[0], handoff: HandoffRow, reason?: Revocation) =>
  handoffEvent(
    eventType,
    {
      handoff_id: handoff.id,
      session_id: handoff.sessionId,
      cupid: handoff.cupid,
      source_app: handoff.sourceApp,
      target_app: handoff.targetApp,
    },
    reason,
  )
