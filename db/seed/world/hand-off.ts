import { CLIENT_APPS } from '../client-apps.ts'
import { appRequest, record } from './audit.ts'
import { later, MINUTE, SECOND } from './time.ts'
import type { LiveSession } from './tokens.ts'

/** Carries the session over to the ticketing app, which redeems it a moment later. */
export function handOff(session: LiveSession, at: Date): void {
  const { world, person, app, origin, row } = session
  const request = appRequest(world, at, app, origin)
  const usedAt = later(at, world.random.int(1 * SECOND, 4 * SECOND))
  const targetApp = CLIENT_APPS.ticketing.clientId
  world.rows.handoffs.push({
    tokenHash: world.random.hex(64),
    sessionId: row.sessionId,
    cupid: row.cupid,
    guid: person.guid,
    sourceApp: app.clientId,
    targetApp,
    expiresAt: later(at, 15 * MINUTE),
    createdAt: at,
    usedAt,
    revokedAt: null,
    userAgent: request.userAgent,
    ipAddress: origin.ipAddress,
  })
  const event = {
    cupid: row.cupid,
    sessionId: row.sessionId,
    eventData: { source_app: app.clientId, target_app: targetApp },
  }
  record(world, row.contextId, request, { ...event, eventType: 'HANDOFF_CREATED' })
  const redeemed = { ...request, at: usedAt, correlationId: world.random.uuid(usedAt) }
  const actor = { kind: 'client_app' as const, id: targetApp }
  record(world, row.contextId, { ...redeemed, actor }, { ...event, eventType: 'HANDOFF_REDEEMED' })
}
