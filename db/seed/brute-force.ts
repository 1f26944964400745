import { CLIENT_APPS } from './client-apps.ts'
import { newDevice } from './world/devices.ts'
import { failLogin } from './world/failed-login.ts'
import type { Cast, People } from './world/people.ts'
import { fixedAddress, HOMES, PLACES } from './world/places.ts'
import { later, MINUTE, SECOND } from './world/time.ts'
import type { World } from './world/world.ts'

export const otter = {
  username: 'demo-otter',
  cupid: 'CUPID-011930',
  guid: 'G-20460',
  mfaRequired: true,
  home: PLACES.columbus,
  homeAddress: '203.0.113.33',
  quietDays: 1,
} satisfies Cast

const ROUNDS = 9
const SINCE_LAST_ROUND_MS = 6 * MINUTE
const IN_THE_LOCK = 2

/**
 * The analyst finds: one username, tried from another household's address each time, in rounds: as many wrong passwords
 * as it takes to lock the name (ACCOUNT_LOCKED), a try or two against the lock, and again when the lock has run out. No
 * password was right. The last lock is on, and the owner runs into it from home: the last refusal is his.
 */
export function tellBruteForce(world: World, people: People): void {
  const random = world.random.fork('brute force')
  const { PASSWORD_FAILURES_TO_LOCK: failures, PASSWORD_LOCK_SECONDS: locksForSeconds } = world.env
  const tool = newDevice(random, 'chrome-windows')
  const { username, cupid, computer, home, homeAddress } = people.named(otter.username)
  const attempt = { username, app: CLIENT_APPS.storefront }
  const elsewhere = () => {
    const place = random.weighted(HOMES)
    return { device: tool, place, ipAddress: fixedAddress(random, place) }
  }
  const roundMs = locksForSeconds * SECOND + 2 * MINUTE
  for (let round = 0; round < ROUNDS; round++) {
    const began = later(world.now, -SINCE_LAST_ROUND_MS - (ROUNDS - 1 - round) * roundMs)
    for (let n = 1; n <= failures; n++) {
      const at = later(began, n * 11 * SECOND)
      failLogin(world, { ...attempt, at, cupid, origin: elsewhere(), ...(n === failures && { locksForSeconds }) })
    }
    for (let n = 1; n <= IN_THE_LOCK; n++) {
      const at = later(began, failures * 11 * SECOND + n * 25 * SECOND)
      failLogin(world, { ...attempt, at, cupid: null, origin: elsewhere(), failure: 'password_locked' })
    }
  }
  const owner = { device: computer, place: home, ipAddress: homeAddress }
  const at = later(world.now, -2 * MINUTE)
  failLogin(world, { ...attempt, at, cupid: null, origin: owner, failure: 'password_locked' })
}
