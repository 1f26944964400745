import { type AuditEvent, EVENT_CATEGORIES } from '#lib/audit/schema.ts'
import type { ClientApp } from '../client-apps.ts'
import { userAgentOf } from './devices.ts'
import type { Origin } from './origin.ts'
import type { AuditRow, World } from './world.ts'

/** One request to the product: what every event written while it is answered says of its sender. */
export type Request = {
  at: Date
  correlationId: string | null
  ipAddress: string | null
  userAgent: string | null
  /** Null for the database's own jobs, which name nobody. */
  actor: { kind: 'client_app' | 'user' | 'agent' | 'system'; id: string } | null
}

export const appRequest = (world: World, at: Date, app: ClientApp, origin: Origin): Request => ({
  at,
  correlationId: world.random.uuid(at),
  ipAddress: origin.ipAddress,
  userAgent: userAgentOf(origin.device, at, world.now),
  actor: { kind: 'client_app', id: app.clientId },
})

/** What a session's own user is answered: a refresh, a logout. */
export const userRequest = (world: World, at: Date, app: ClientApp, origin: Origin, cupid: string): Request => ({
  ...appRequest(world, at, app, origin),
  actor: { kind: 'user', id: cupid },
})

export const systemRequest = (world: World, at: Date, id: string): Request => ({
  at,
  correlationId: world.random.uuid(at),
  ipAddress: null,
  userAgent: null,
  actor: { kind: 'system', id },
})

export const jobRun = (at: Date): Request => ({
  at,
  correlationId: null,
  ipAddress: null,
  userAgent: null,
  actor: null,
})

/** Appends events to a trail, as lib/audit/record.ts writes them. */
export function record(world: World, trail: string, request: Request, ...events: AuditEvent[]): void {
  const rows = world.trails.get(trail) ?? []
  world.trails.set(trail, rows)
  for (const event of events) rows.push(auditRow(world, request, event))
}

/**
 * Every event in its order. Within a trail no two share a moment: like the product's, which are stamped one after the
 * other as they are written.
 */
export function orderedEvents(world: World): AuditRow[] {
  const all = [...world.trails.values()].flatMap(trail => {
    const rows = trail.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    let last = 0
    return rows.map(row => {
      last = Math.max(row.createdAt.getTime(), last + 1)
      return { ...row, createdAt: new Date(last) }
    })
  })
  return all.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}

const auditRow = (world: World, { at, actor, ...request }: Request, event: AuditEvent): AuditRow => ({
  auditId: world.random.uuid(at),
  eventType: event.eventType,
  eventCategory: EVENT_CATEGORIES[event.eventType],
  severity: event.severity ?? 'INFO',
  cupid: event.cupid ?? null,
  contextId: event.contextId ?? null,
  transactionId: event.transactionId ?? null,
  sessionId: event.sessionId ?? null,
  correlationId: request.correlationId,
  ipAddress: request.ipAddress,
  userAgent: request.userAgent,
  eventData: actor ? { ...event.eventData, actor } : { ...event.eventData },
  createdAt: at,
  authType: event.authType ?? null,
})
