import { CLIENT_APPS } from './client-apps.ts'
import type { Person } from './world/people.ts'
import { refresh } from './world/refresh.ts'
import { signIn } from './world/sign-in.ts'
import { later, MINUTE, SECOND } from './world/time.ts'
import type { LiveSession } from './world/tokens.ts'
import type { World } from './world/world.ts'

/**
 * The minute the world is looked at: some sessions have just been used, and some journeys wait for a code or a push.
 * `v_pending_transactions` shows the latter until their time is up, and the jobs end them then.
 */
export function happenRightNow(world: World, sessions: LiveSession[], people: Person[]): void {
  const random = world.random.fork('right now')
  const resting = sessions.filter(
    ({ row }) =>
      row.status === 'ACTIVE' && row.expiresAt > world.now && row.lastActivityAt < later(world.now, -20 * MINUTE),
  )
  for (let left = 40; left > 0; left--) {
    const [session] = resting.splice(random.int(0, resting.length - 1), 1)
    if (session) refresh(session, later(world.now, -random.int(41 * SECOND, 9 * MINUTE)))
  }
  const waiting = people.filter(person => person.mfaRequired && person.quietDays === 0).slice(0, 9)
  for (const person of waiting) {
    const method = person.mobileApproveStatus === 'ENABLED' ? 'push' : 'sms'
    signIn(world, {
      person,
      app: CLIENT_APPS.banking,
      origin: { device: person.computer, place: person.home, ipAddress: person.homeAddress },
      at: later(world.now, -random.int(15 * SECOND, method === 'push' ? 100 * SECOND : 4 * MINUTE)),
      tries: [{ method, result: 'unanswered', seconds: 0 }],
    })
  }
}
