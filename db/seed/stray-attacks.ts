import { CLIENT_APPS } from './client-apps.ts'
import { newDevice } from './world/devices.ts'
import { failLogin } from './world/failed-login.ts'
import type { Person } from './world/people.ts'
import { fixedAddress, PLACES } from './world/places.ts'
import { signIn } from './world/sign-in.ts'
import * as signal from './world/signals.ts'
import { DAY, HOUR, later, SECOND } from './world/time.ts'
import type { LiveSession } from './world/tokens.ts'
import { HISTORY_DAYS, type World } from './world/world.ts'

const EVERY_MS = 20 * HOUR
const ORIGINS = [PLACES.singapore, PLACES.frankfurt, PLACES.rotterdam, PLACES.ashburn]

/**
 * The month before: about once a day a stranger somewhere far off guesses a password in a few tries and is stopped at
 * the second factor. No pattern to be found, but what high-risk logins look like on a calm day.
 */
export function tellStrayAttacks(world: World, people: Person[], sessions: LiveSession[]): void {
  const random = world.random.fork('stray attacks')
  const came = Map.groupBy(sessions, session => session.person)
  // Who signs in soon after would be challenged for it (RECENT_HIGH_RISK): these stay away.
  const staysAway = (person: Person, at: Date) =>
    !came.get(person)?.some(({ row }) => row.createdAt > at && row.createdAt < later(at, 7 * DAY))
  const first = later(world.now, -(HISTORY_DAYS - 1) * DAY)
  for (let at = first; at < later(world.now, -DAY); at = later(at, random.between(0.4, 1.6) * EVERY_MS)) {
    const person = random.pick(people.filter(each => each.quietDays === 0 && staysAway(each, at)))
    attack(world, person, at)
  }
}

function attack(world: World, person: Person, at: Date) {
  const { random } = world
  const place = random.pick(ORIGINS)
  const app = random.pick([CLIENT_APPS.banking, CLIENT_APPS.servicing])
  const origin = { device: newDevice(random, 'chrome-windows'), place, ipAddress: fixedAddress(random, place) }
  const wrong = random.int(3, 4)
  for (let left = wrong; left > 0; left--) {
    const when = later(at, -left * 24 * SECOND)
    failLogin(world, { at: when, username: person.username, cupid: person.cupid, app, origin })
  }
  const isHosting = place !== PLACES.rotterdam
  const signals = [
    signal.failedAttempts(wrong),
    signal.newDevice(),
    signal.newLocation(place, person.home),
    isHosting ? signal.hostingNetwork(`${place.city} hosting`) : signal.longAbsence(random.int(8, 60)),
  ]
  signIn(world, { person, app, origin, at, signals, tries: [] })
}
