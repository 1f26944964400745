import { CLIENT_APPS } from './client-apps.ts'
import { appRequest, record } from './world/audit.ts'
import { newDevice, userAgentOf } from './world/devices.ts'
import { revoke } from './world/end-session.ts'
import type { Origin } from './world/origin.ts'
import type { Cast, People } from './world/people.ts'
import { PLACES } from './world/places.ts'
import { refresh } from './world/refresh.ts'
import { signIn } from './world/sign-in.ts'
import { HOUR, later, MINUTE, SECOND } from './world/time.ts'
import type { LiveSession } from './world/tokens.ts'
import type { TokenRow, World } from './world/world.ts'

export const lynx = {
  username: 'demo-lynx',
  cupid: 'CUPID-000771',
  guid: 'G-20114',
  mfaRequired: false,
  home: PLACES.cincinnati,
  homeAddress: '203.0.113.101',
  quietDays: 2,
} satisfies Cast

const STOLEN_SECONDS = 41 * 60

/**
 * The analyst finds: TOKEN_REUSE_DETECTED (CRITICAL). A refresh token that the user in Cincinnati had exchanged was
 * presented again 41 minutes later from Rotterdam by another browser. Two presenters, two countries: theft, not a race.
 * The session and all its tokens died in that moment, ended by SYSTEM.
 */
export function tellStolenRefreshToken(world: World, people: People): void {
  const began = later(world.now, -9 * HOUR)
  const person = people.named(lynx.username)
  const home: Origin = { device: person.computer, place: person.home, ipAddress: person.homeAddress }
  const session = signIn(world, { person, app: CLIENT_APPS.servicing, origin: home, at: began })
  if (!session) throw new Error('the sign-in of the stolen refresh token did not open a session')
  let stolen: TokenRow | undefined
  let exchangedAt = began
  for (let n = 1; n <= 6; n++) {
    const at = later(began, n * 14 * MINUTE + n * 3 * SECOND)
    if (n === 4) {
      stolen = session.held.REFRESH
      exchangedAt = at
    }
    refresh(session, at)
  }
  presentAgain(session, stolen!, later(exchangedAt, STOLEN_SECONDS * SECOND))
}

/** As lib/tokens/end-reused-family.ts records it. */
function presentAgain(session: LiveSession, stolen: TokenRow, at: Date) {
  const { world, app, row, origin } = session
  const thief: Origin = {
    device: newDevice(world.random, 'firefox-linux'),
    place: PLACES.rotterdam,
    ipAddress: '192.0.2.247',
  }
  const request = appRequest(world, at, app, thief)
  record(world, row.contextId, request, {
    eventType: 'TOKEN_REUSE_DETECTED',
    severity: 'CRITICAL',
    cupid: row.cupid,
    sessionId: row.sessionId,
    contextId: row.contextId,
    eventData: {
      token_id: stolen.tokenId,
      seconds_between: STOLEN_SECONDS,
      first_presenter: presenter(world, origin, stolen.revokedAt ?? at),
      second_presenter: presenter(world, thief, at),
    },
  })
  revoke(session, request, 'refresh_token_reuse', 'SYSTEM')
}

const presenter = (world: World, { device, ipAddress }: Origin, at: Date) => ({
  ip_address: ipAddress,
  user_agent: userAgentOf(device, at, world.now),
  device_fingerprint: device.fingerprint,
})
