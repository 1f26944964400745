import { CLIENT_APPS } from './client-apps.ts'
import { newDevice } from './world/devices.ts'
import { failLogin } from './world/failed-login.ts'
import type { Origin } from './world/origin.ts'
import type { People, Person } from './world/people.ts'
import { carrierAddress, PLACES, type Place, v4Address } from './world/places.ts'
import type { Random } from './world/random.ts'
import { refresh } from './world/refresh.ts'
import { signIn } from './world/sign-in.ts'
import * as signal from './world/signals.ts'
import { HOUR, later, MINUTE, SECOND } from './world/time.ts'
import type { World } from './world/world.ts'

const LASTS_MS = 2 * HOUR + 40 * MINUTE
const FAILURES = 1_135
const LISTED_NAMES = 616
const REAL_NAMES = 92
/** Their passwords were on the list, and they typed the code that the attacker then passed on. */
export const LET_IN = ['demo-gannet', 'demo-stoat', 'demo-vole']
const STOPPED = 11
const MOVES_ON_MS = 40 * MINUTE

type Network = { place: Place; addresses: string[] }
type Attempt = { at: Date; address: string }

/**
 * The analyst finds: for some hours, and still going on, LOGIN_FAILED for hundreds of usernames from four networks, most
 * names unknown to the bank, one or two tries a name, so that no lock stops it. Fourteen passwords were right. Eleven
 * of those were stopped, at the second factor or denied; three passed it within a minute and hold active sessions with
 * high risk, all from one browser in Vilnius.
 */
export function tellCredentialStuffing(world: World, people: People): void {
  const random = world.random.fork('credential stuffing')
  const networks = networksOf(random)
  const tool = newDevice(random, 'firefox-linux')
  const began = later(world.now, -LASTS_MS)
  const attempts = tryTheList(world, random, people, { networks, tool, began })
  const [vilnius] = networks
  for (const [index, username] of LET_IN.entries()) {
    const at = later(began, (72 + 7 * index) * MINUTE)
    letIn(world, people.named(username), originAt(at, began, vilnius!, tool), at, attempts)
  }
  const others = people.all.filter(person => person.quietDays === 0 && !LET_IN.includes(person.username))
  for (let n = 0; n < STOPPED; n++) {
    const at = later(began, (60 + 5.3 * n) * MINUTE)
    stop(world, others[200 + n * 17]!, originAt(at, began, networks[n % 2]!, tool), at, attempts, n % 5 === 4)
  }
}

// One address of a network at a time: each is left after a while.
const networksOf = (random: Random): Network[] => [
  { place: PLACES.vilnius, addresses: ['198.51.100.4', '198.51.100.9', '198.51.100.9', '198.51.100.21'] },
  { place: PLACES.singapore, addresses: Array.from({ length: 4 }, () => v4Address(random, PLACES.singapore)) },
  { place: PLACES.frankfurt, addresses: Array.from({ length: 4 }, () => v4Address(random, PLACES.frankfurt)) },
  { place: PLACES.vilnius, addresses: Array.from({ length: 4 }, () => carrierAddress(random, PLACES.vilnius)) },
]

function originAt(at: Date, began: Date, network: Network, device: Origin['device']): Origin {
  const turn = Math.floor((at.getTime() - began.getTime()) / MOVES_ON_MS)
  return { device, place: network.place, ipAddress: network.addresses[turn % network.addresses.length]! }
}

type Raid = { networks: Network[]; tool: Origin['device']; began: Date }

function tryTheList(world: World, random: Random, people: People, { networks, tool, began }: Raid): Attempt[] {
  const known = people.all.filter(person => person.quietDays === 0).slice(0, REAL_NAMES)
  const attempts: Attempt[] = []
  for (let n = 0; n < FAILURES; n++) {
    // It swells and ebbs, and does not stop: the last try is seconds old.
    const share = random.chance(0.7) ? (random.next() + random.next()) / 2 : random.next()
    const at = n === 0 ? later(world.now, -20 * SECOND) : later(began, share * (LASTS_MS - 20 * SECOND))
    const network = random.weighted([
      [networks[0]!, 48],
      [networks[1]!, 26],
      [networks[2]!, 16],
      [networks[3]!, 10],
    ])
    const origin = originAt(at, began, network, tool)
    const person = known[n % LISTED_NAMES]
    const username = person?.username ?? `demo.customer${1_000 + (n % LISTED_NAMES) * 7}`
    failLogin(world, { at, username, cupid: person?.cupid ?? null, app: CLIENT_APPS.banking, origin })
    attempts.push({ at, address: origin.ipAddress })
  }
  return attempts
}

function letIn(world: World, person: Person, origin: Origin, at: Date, attempts: Attempt[]) {
  const tries = [{ method: 'sms' as const, result: 'right' as const, seconds: world.random.between(36, 55) }]
  const session = signIn(world, {
    person,
    app: CLIENT_APPS.banking,
    origin,
    at,
    signals: suspicionOf(person, origin, at, attempts),
    tries,
  })
  if (!session) throw new Error(`${person.username} was to be let in`)
  for (let next = later(at, 14 * MINUTE); next < later(world.now, -1 * MINUTE); next = later(next, 14 * MINUTE)) {
    refresh(session, next)
  }
}

function stop(world: World, person: Person, origin: Origin, at: Date, attempts: Attempt[], denied: boolean) {
  const { username, cupid } = person
  const signals = suspicionOf(person, origin, at, attempts)
  if (denied) {
    // The list held several passwords of this user, the right one last.
    for (const seconds of [95, 62, 30]) {
      failLogin(world, { at: later(at, -seconds * SECOND), username, cupid, app: CLIENT_APPS.banking, origin })
    }
    signals.push(signal.failedAttempts(3))
  }
  signIn(world, { person, app: CLIENT_APPS.banking, origin, at, signals, tries: [] })
}

/** By the numbers of that moment: how busy the address was in the ten minutes before. */
function suspicionOf(person: Person, origin: Origin, at: Date, attempts: Attempt[]) {
  const unsuccessful = attempts.filter(
    attempt => attempt.address === origin.ipAddress && attempt.at < at && attempt.at > later(at, -10 * MINUTE),
  ).length
  return [
    signal.newDevice(),
    signal.newLocation(origin.place, person.home),
    signal.hostingNetwork(`${origin.place.city} hosting`),
    ...(unsuccessful >= 20 ? [signal.stuffedAddress(unsuccessful + 1, unsuccessful)] : []),
  ]
}
