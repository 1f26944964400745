import { CLIENT_APPS } from './client-apps.ts'
import type { Cast, People } from './world/people.ts'
import { PLACES } from './world/places.ts'
import { refresh } from './world/refresh.ts'
import { signIn } from './world/sign-in.ts'
import { HOUR, later, MINUTE, SECOND } from './world/time.ts'
import type { World } from './world/world.ts'

export const ibis = {
  username: 'demo-ibis',
  cupid: 'CUPID-007045',
  guid: 'G-20377',
  mfaRequired: false,
  home: PLACES.accra,
  homeAddress: '2001:db8:4f:1::21',
  quietDays: 1,
} satisfies Cast

/** After these many minutes both tabs wake up; the second comes so many seconds after the first. */
const WAKE_UPS = [
  { minutes: 14, apartSeconds: 0.3 },
  { minutes: 43, apartSeconds: 1.8 },
  { minutes: 71, apartSeconds: 6.4 },
]

/**
 * The analyst finds: nothing wrong. Two tabs of one browser refresh within the leeway of each other, three times. In
 * the chain of refresh tokens that shows as generations that lived for less than ten seconds, from one address and one
 * device, each with one successor: one line, no fork, no TOKEN_REUSE_DETECTED, and the session is active.
 */
export function tellRefreshRace(world: World, people: People): void {
  const person = people.named(ibis.username)
  const began = later(world.now, -2 * HOUR)
  const origin = { device: person.computer, place: person.home, ipAddress: person.homeAddress }
  const session = signIn(world, { person, app: CLIENT_APPS.servicing, origin, at: began })
  if (!session) throw new Error('the sign-in of the refresh race did not open a session')
  for (const { minutes, apartSeconds } of WAKE_UPS) {
    const firstTab = later(began, minutes * MINUTE)
    refresh(session, firstTab)
    refresh(session, later(firstTab, apartSeconds * SECOND))
  }
}
