import { REVOCATION_REASONS } from '#lib/sessions/words/rules.ts'
import { CLIENT_APPS } from './client-apps.ts'
import type { Agent } from './directory-people.ts'
import { agentRequest, revoke } from './world/end-session.ts'
import type { Cast, People } from './world/people.ts'
import { carrierAddress, PLACES } from './world/places.ts'
import { refresh } from './world/refresh.ts'
import { signIn } from './world/sign-in.ts'
import { DAY, HOUR, later, MINUTE } from './world/time.ts'
import type { World } from './world/world.ts'

export const marten = {
  username: 'demo-marten',
  cupid: 'CUPID-003318',
  guid: 'G-20655',
  mfaRequired: true,
  mobileApproveStatus: 'NOT_REGISTERED',
  home: PLACES.osaka,
  quietDays: 5,
} satisfies Cast

/**
 * The analyst finds: a phone lost yesterday. Its session of four days was ended by an agent, with the reason, at the
 * customer's call; all its tokens are REVOKED at that moment, and the user has signed in again from a computer since.
 */
export function tellRevokedByAgent(world: World, people: People, agents: Agent[]): void {
  const person = people.named(marten.username)
  const began = later(world.now, -4 * DAY - 2 * HOUR)
  const called = later(world.now, -21 * HOUR)
  const carrier = () => ({
    device: person.phone,
    place: person.home,
    ipAddress: carrierAddress(world.random, person.home),
  })
  const rightCode = [{ method: 'sms' as const, result: 'right' as const, seconds: 12 }]
  const session = signIn(world, { person, app: CLIENT_APPS.mobile, origin: carrier(), at: began, tries: rightCode })
  if (!session) throw new Error('the sign-in of the session that an agent ends did not open it')
  for (let at = later(began, 5 * HOUR); at < later(called, -3 * HOUR); at = later(at, 7 * HOUR + 11 * MINUTE)) {
    refresh(session, at, carrier())
  }
  revoke(session, agentRequest(world, called, agents[0]!), `${REVOCATION_REASONS.lost_device}: phone left on a train`)
  signIn(world, {
    person,
    app: CLIENT_APPS.banking,
    origin: { device: person.computer, place: person.home, ipAddress: person.homeAddress },
    at: later(called, 40 * MINUTE),
    tries: rightCode,
  })
}
