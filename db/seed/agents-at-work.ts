import { REVOCATION_REASONS, type RevocationReason } from '#lib/sessions/words/rules.ts'
import type { Agent } from './directory-people.ts'
import { record } from './world/audit.ts'
import { agentRequest, revoke } from './world/end-session.ts'
import { DAY, HOUR, later } from './world/time.ts'
import type { LiveSession } from './world/tokens.ts'
import type { World } from './world/world.ts'

const REASONS: readonly (readonly [RevocationReason, number])[] = [
  ['customer_request', 40],
  ['lost_device', 30],
  ['suspected_fraud', 12],
  ['policy', 18],
]

/** Agents end a session now and then: about one in eighty that is still open a day after its last use. */
export function endSomeSessions(world: World, sessions: LiveSession[], agents: Agent[]): void {
  const random = world.random.fork('agents')
  for (const session of sessions) {
    const idleFrom = later(session.row.lastActivityAt, random.int(1 * HOUR, 20 * HOUR))
    const latest = Math.min(world.now.getTime() - 1 * HOUR, session.row.expiresAt.getTime() - 1 * DAY)
    if (session.row.status !== 'ACTIVE' || idleFrom.getTime() > latest || !random.chance(1 / 80)) continue
    const reason = REVOCATION_REASONS[random.weighted(REASONS)]
    revoke(session, agentRequest(world, idleFrom, random.pick(agents)), reason)
  }
}

/** Of the devices that are trusted, an agent takes some back after their last use: sold, lost, or not the user's. */
export function revokeSomeDevices(world: World, agents: Agent[]): void {
  const random = world.random.fork('devices')
  for (const device of world.rows.devices) {
    const at = later(device.lastUsedAt, random.int(1 * HOUR, 2 * DAY))
    if (device.status !== 'ACTIVE' || at < world.began || at > world.now || !random.chance(1 / 40)) continue
    Object.assign(device, { status: 'REVOKED', revokedAt: at })
    record(world, device.deviceId, agentRequest(world, at, random.pick(agents)), {
      eventType: 'DEVICE_REVOKED',
      severity: 'WARN',
      cupid: device.cupid,
      eventData: { device_id: device.deviceId, app_id: device.appId },
    })
  }
}
