import type { DirectoryUser } from '#lib/directory/directory.ts'
import { createLdifDirectory } from '#lib/directory/ldif.ts'
import { CLIENT_APPS } from './client-apps.ts'
import { type Device, newDevice } from './world/devices.ts'
import { logOut } from './world/end-session.ts'
import { failLogin } from './world/failed-login.ts'
import type { Cast, People } from './world/people.ts'
import { fixedAddress, HOMES, PLACES } from './world/places.ts'
import { signIn } from './world/sign-in.ts'
import * as signal from './world/signals.ts'
import { DAY, later, MINUTE, SECOND } from './world/time.ts'
import { trustDevice } from './world/trusted-device.ts'
import { HISTORY_DAYS, type World } from './world/world.ts'

/** What a browser must send as `x-device-fingerprint` to be the device of these users. */
export const TRUSTED_FINGERPRINT = 'demo-trusted-browser'
export const EXPIRED_FINGERPRINT = 'demo-expired-browser'
/** What the bank's app on the phone of each of these users sends: the demo's phone. */
export const PHONE_FINGERPRINT = 'demo-phone'

const USERS = ['trusteduser', 'expiredtrustuser', 'riskuser']
const PUSH_USERS = ['mfauser', 'pushonlyuser', 'trusteduser', 'expiredtrustuser']
const AGENTS = ['agent', 'analyst', 'admin']

/** Who approves pushes on a phone. */
export type PhoneOwner = Pick<DirectoryUser, 'cupid' | 'guid'>
export type Agent = Pick<DirectoryUser, 'username' | 'cupid' | 'groups'>

/** The packaged directory's people who have a past in the demo world, and the agents who were at work in it. */
export async function readDirectoryCast(): Promise<{ cast: Cast[]; phones: PhoneOwner[]; agents: Agent[] }> {
  const directory = createLdifDirectory()
  const find = async (username: string) => {
    const user = await directory.find(username)
    if (!user) throw new Error(`the packaged directory knows no ${username}`)
    return user
  }
  const users = await Promise.all(USERS.map(find))
  const phones = await Promise.all(PUSH_USERS.map(find))
  const agents = await Promise.all(AGENTS.map(find))
  await directory.close()
  return { cast: users.map(user => ({ ...castOf(user), home: PLACES.columbus })), phones, agents }
}

const castOf = ({ username, cupid, guid, name, phones, mfaRequired, mobileApproveStatus }: DirectoryUser): Cast => ({
  ...{ username, cupid, guid, name, phones, mfaRequired, mobileApproveStatus },
  quietDays: HISTORY_DAYS + 1,
})

/**
 * trusteduser: a device trusted 20 days ago and used since, so that MFA is skipped on it. No session is left open.
 * expiredtrustuser: a device whose trust ran out, so that MFA is asked again.
 * riskuser: the right password came twice from strangers within the last hour, and was stopped at the second factor.
 * For a week his own sign-in is challenged for that (RECENT_HIGH_RISK).
 * Whoever approves pushes does so on a phone that was set up 25 days ago, so that the app on it needs no second factor
 * to get at one: a user without a number could not have it otherwise.
 * The directory's other users have no past: what happens to them, they do.
 */
export function tellDirectoryHistories(world: World, people: People, phones: PhoneOwner[]): void {
  const trusted: Device = { kind: 'chrome-windows', fingerprint: TRUSTED_FINGERPRINT }
  const person = people.named('trusteduser')
  const origin = { device: trusted, place: person.home, ipAddress: person.homeAddress }
  for (const daysAgo of [20, 11, 3]) {
    const session = signIn(world, {
      person,
      app: CLIENT_APPS.storefront,
      origin,
      at: later(world.now, -daysAgo * DAY),
      tries: [{ method: 'sms', result: 'right', seconds: 13 }],
      bindsDevice: true,
    })
    if (session) logOut(session, later(session.row.createdAt, 6 * MINUTE))
  }
  const expired: Device = { kind: 'chrome-windows', fingerprint: EXPIRED_FINGERPRINT }
  trustDevice(world, people.named('expiredtrustuser'), CLIENT_APPS.storefront, expired, later(world.now, -200 * DAY))
  tellStrangers(world, people)
  const phone: Device = { kind: 'app-iphone', fingerprint: PHONE_FINGERPRINT }
  for (const owner of phones) trustDevice(world, owner, CLIENT_APPS.mobile, phone, later(world.now, -25 * DAY))
}

function tellStrangers(world: World, people: People) {
  const random = world.random.fork('riskuser')
  const person = people.named('riskuser')
  const tool = newDevice(random, 'chrome-windows')
  const app = CLIENT_APPS.storefront
  const elsewhere = () => {
    const place = random.weighted(HOMES)
    return { device: tool, place, ipAddress: fixedAddress(random, place) }
  }
  const began = later(world.now, -48 * MINUTE)
  const wrong = 6
  for (let n = 0; n < wrong + 2; n++) {
    const at = later(began, n * 55 * SECOND)
    const origin = elsewhere()
    if (n < wrong) {
      failLogin(world, { at, username: person.username, cupid: person.cupid, app, origin })
      continue
    }
    const addresses = signal.multipleAddresses(n + 1)
    const signals = [addresses, signal.failedAttempts(wrong), signal.newLocation(origin.place, person.home)]
    signIn(world, { person, app, origin, at, signals, tries: [] })
  }
}
