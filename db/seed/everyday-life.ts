import { CLIENT_APPS } from './client-apps.ts'
import { type Habit, habitsOf } from './habits.ts'
import { chooseAction, chooseSignals, chooseTries, signalsOf } from './honest-choices.ts'
import { type Device, newComputer } from './world/devices.ts'
import { expireWhenDue, logOut } from './world/end-session.ts'
import { failLogin } from './world/failed-login.ts'
import { handOff } from './world/hand-off.ts'
import type { Origin } from './world/origin.ts'
import type { Person } from './world/people.ts'
import { carrierAddress, DESTINATIONS, fixedAddress, type Place } from './world/places.ts'
import type { Random } from './world/random.ts'
import { refresh } from './world/refresh.ts'
import { visits } from './world/rhythm.ts'
import { signIn } from './world/sign-in.ts'
import { stepUp } from './world/step-up.ts'
import { DAY, later, MINUTE, SECOND } from './world/time.ts'
import type { LiveSession } from './world/tokens.ts'
import { trustDevice } from './world/trusted-device.ts'
import type { World } from './world/world.ts'

type Life = { world: World; random: Random; person: Person; habit: Habit }

const VISIT_MINUTES = [
  [6, 60],
  [20, 28],
  [36, 12],
] as const

/** What honest customers do for a month. Returns every session there was of it. */
export function liveEverydayLife(world: World, people: Person[]): LiveSession[] {
  return people.flatMap(person => {
    const random = world.random.fork(person.username)
    return habitsOf(random, person).flatMap(habit => keepHabit({ world, random, person, habit }))
  })
}

function keepHabit(life: Life): LiveSession[] {
  const { world, random, person, habit } = life
  const opened: LiveSession[] = []
  let session: LiveSession | null = null
  let busyUntil = world.began
  bringOldTrust(life)
  for (const at of visits(random, person.home, habit.visitsPerMonth, firstDay(life), lastDay(life))) {
    if (at < busyUntil) continue
    const resumes: boolean = isLive(session, at) && random.chance(habit.resumes)
    if (resumes && session) {
      refresh(session, at, { ...session.origin, ipAddress: addressIn(life, session.origin.place) })
    } else {
      session = arrive(life, at)
      if (session) opened.push(session)
    }
    busyUntil = later(at, 45 * MINUTE)
    if (session && !stay(life, session)) session = null
  }
  for (const each of opened) expireWhenDue(each)
  return opened
}

// Who never leaves the app signs in once in 30 days: not all on the day the story begins.
const firstDay = ({ world, random, habit }: Life) =>
  later(world.began, (habit.resumes > 0.9 ? random.between(1, 30) : 1) * DAY)

// A journey takes its minutes: nobody begins one that would end after now.
const lastDay = ({ world, person }: Life) => later(world.now, -person.quietDays * DAY - 5 * MINUTE)

const isLive = (session: LiveSession | null, at: Date) => session !== null && session.row.expiresAt > at

// Who came to the storefront before the story begins may have its browser trusted; of some of them it has run out.
function bringOldTrust({ world, random, person, habit }: Life) {
  if (!habit.app.deviceBindOffer || !random.chance(0.4)) return
  trustDevice(world, person, habit.app, habit.device, later(world.began, -random.int(1, 175) * DAY))
}

function arrive(life: Life, at: Date): LiveSession | null {
  const { world, random, person, habit } = life
  const travels = random.chance(0.035)
  const place = travels ? random.pick(DESTINATIONS) : person.home
  const borrowed = !habit.roams && random.chance(travels ? 0.35 : 0.035)
  const device: Device = borrowed ? newComputer(random) : habit.device
  const origin: Origin = { device, place, ipAddress: addressIn(life, place) }
  const mistakes = mistype(life, origin, at)
  return signIn(world, {
    person,
    app: habit.app,
    origin,
    at,
    signals: chooseSignals(random, { at, place, home: person.home, borrowed, mistakes }),
    tries: chooseTries(random, person),
    bindsDevice: !borrowed && random.chance(0.5),
    ...(random.chance(0.015) && { document: { id: 'terms-of-service', signs: random.chance(0.95) } }),
  })
}

function addressIn({ random, person, habit }: Life, place: Place): string {
  if (habit.roams) return carrierAddress(random, place)
  return place === person.home ? person.homeAddress : fixedAddress(random, place)
}

function mistype({ world, random, person, habit }: Life, origin: Origin, at: Date): number {
  const mistakes = random.weighted([
    [0, 926],
    [1, 60],
    [2, 10],
    [3, 4],
  ])
  for (let left = mistakes; left > 0; left--) {
    const when = later(at, -left * random.int(14 * SECOND, 25 * SECOND))
    failLogin(world, { at: when, username: person.username, cupid: person.cupid, app: habit.app, origin })
  }
  return mistakes
}

/** The visit itself. False when the user logged out at its end. */
function stay({ world, random, habit }: Life, session: LiveSession): boolean {
  const until = later(session.row.lastActivityAt, random.weighted(VISIT_MINUTES) * MINUTE)
  const inTime = (at: Date) => at < until && at < later(world.now, -3 * MINUTE) && session.row.expiresAt > at
  let at = later(session.row.lastActivityAt, random.int(50 * SECOND, 4 * MINUTE))
  const sensitive = habit.app !== CLIENT_APPS.mobile
  if (inTime(at) && random.chance(sensitive ? 0.07 : 0.02)) {
    const action = chooseAction(random)
    stepUp(session, { at, action, signals: signalsOf(action), tries: chooseTries(random, session.person) })
  } else if (inTime(at) && random.chance(0.02)) {
    handOff(session, at)
  }
  for (at = refreshTime(random, session); inTime(at); at = refreshTime(random, session)) refresh(session, at)
  at = later(session.row.lastActivityAt, random.int(2 * MINUTE, 9 * MINUTE))
  if (at >= world.now || !random.chance(habit.logsOut)) return true
  logOut(session, at)
  return false
}

// Client apps renew the access token shortly before its 15 minutes are over.
const refreshTime = (random: Random, session: LiveSession) =>
  later(session.row.lastActivityAt, random.int(13 * MINUTE, 14.5 * MINUTE))
