import { CLIENT_APPS } from './client-apps.ts'
import type { Cast, People } from './world/people.ts'
import { carrierAddress, PLACES } from './world/places.ts'
import { refresh } from './world/refresh.ts'
import { visits } from './world/rhythm.ts'
import { signIn } from './world/sign-in.ts'
import { DAY, later, MINUTE } from './world/time.ts'
import type { World } from './world/world.ts'

export const puffin = {
  username: 'demo-puffin',
  cupid: 'CUPID-009206',
  guid: 'G-20802',
  mfaRequired: true,
  home: PLACES.malmo,
  quietDays: 30,
} satisfies Cast

/**
 * The analyst finds: a session of 29 days with hundreds of refreshes on one phone, always from home. Long is not odd:
 * the chain is one line, and `acr` and `auth_time` of the newest token are still those of the sign-in. It ends
 * tomorrow, whatever is refreshed until then.
 */
export function tellLongSession(world: World, people: People): void {
  const person = people.named(puffin.username)
  const began = later(world.now, -29 * DAY)
  const carrier = () => ({
    device: person.phone,
    place: person.home,
    ipAddress: carrierAddress(world.random, person.home),
  })
  const tries = [{ method: 'sms' as const, result: 'right' as const, seconds: 8 }]
  const session = signIn(world, { person, app: CLIENT_APPS.mobile, origin: carrier(), at: began, tries })
  if (!session) throw new Error('the sign-in of the long session did not open it')
  const until = later(world.now, -1 * MINUTE)
  for (const at of visits(world.random, person.home, 700, began, until)) {
    // The app renews its tokens when they have run out, not each time it is looked at.
    if (at < later(session.row.lastActivityAt, 15 * MINUTE)) continue
    refresh(session, at, carrier())
  }
}
