import { CLIENT_APPS } from './client-apps.ts'
import { signalsOf } from './honest-choices.ts'
import { newDevice } from './world/devices.ts'
import { logOut } from './world/end-session.ts'
import { handOff } from './world/hand-off.ts'
import type { Origin } from './world/origin.ts'
import type { Cast, People } from './world/people.ts'
import { PLACES } from './world/places.ts'
import { refresh } from './world/refresh.ts'
import { signIn } from './world/sign-in.ts'
import * as signal from './world/signals.ts'
import { type Action, stepUp } from './world/step-up.ts'
import { inTurn, type Moment } from './world/telling.ts'
import { DAY, HOUR, later, MINUTE, SECOND } from './world/time.ts'
import type { LiveSession } from './world/tokens.ts'
import type { World } from './world/world.ts'

export const heron = {
  username: 'demo-heron',
  cupid: 'CUPID-004182',
  guid: 'G-20931',
  phones: ['+12025550134'],
  mfaRequired: true,
  mobileApproveStatus: 'ENABLED',
  home: PLACES.cleveland,
  quietDays: 7,
} satisfies Cast

const TRANSFER: Action = { type: 'TRANSFER', details: { value: 12_400, currency: 'USD' }, reason: 'HIGH_VALUE' }
const CHANGE_EMAIL: Action = { type: 'CHANGE_EMAIL', details: { field: 'email' }, reason: 'SENSITIVE_CHANGE' }
const EXPORT_DATA: Action = { type: 'EXPORT_DATA', details: { format: 'csv' }, reason: 'PRIVILEGED_OPERATION' }

/**
 * The analyst finds: one active session with four authentications. The third came from a hosting network in Ashburn
 * three minutes after the user was active in Columbus, on another browser, to change the e-mail address: somebody has
 * a copy of the access token. It was denied; the chain of refresh tokens is one line, so the copy could not renew
 * itself. Later the owner steps up again from Columbus, after mistyping a code.
 */
export function tellStepUpTakeover(world: World, people: People): void {
  const began = later(world.now, -(4 * HOUR + 20 * MINUTE))
  beAtHome(world, people, later(began, -6 * DAY))
  const session = arriveInColumbus(world, people, began)
  const moments: Moment[] = [
    ...stepUps(session, began),
    { at: later(began, 31 * MINUTE), happens: () => handOff(session, later(began, 31 * MINUTE)) },
  ]
  // 19 refreshes, the last one 38 seconds ago.
  for (let n = 1; n <= 19; n++) {
    const at = later(began, (n * (world.now.getTime() - began.getTime() - 38 * SECOND)) / 19)
    moments.push({ at, happens: () => refresh(session, at) })
  }
  inTurn(moments)
}

function beAtHome(world: World, people: People, at: Date) {
  const person = people.named(heron.username)
  const origin = { device: person.computer, place: person.home, ipAddress: person.homeAddress }
  const tries = [{ method: 'sms' as const, result: 'right' as const, seconds: 10 }]
  const session = signIn(world, { person, app: CLIENT_APPS.servicing, origin, at, tries })
  if (session) logOut(session, later(at, 12 * MINUTE))
}

function arriveInColumbus(world: World, people: People, at: Date): LiveSession {
  const person = people.named(heron.username)
  const session = signIn(world, {
    person,
    app: CLIENT_APPS.storefront,
    origin: { device: newDevice(world.random, 'chrome-windows'), place: PLACES.columbus, ipAddress: '203.0.113.24' },
    at,
    signals: [signal.newLocation(PLACES.columbus, person.home), signal.longAbsence(6)],
    tries: [{ method: 'sms', result: 'right', seconds: 9 }],
    bindsDevice: true,
  })
  if (!session) throw new Error('the sign-in of the step-up takeover did not open a session')
  return session
}

function stepUps(session: LiveSession, began: Date): Moment[] {
  const { world } = session
  const thief: Origin = {
    device: newDevice(world.random, 'firefox-linux'),
    place: PLACES.ashburn,
    ipAddress: '198.51.100.77',
  }
  const transferAt = later(began, 55 * MINUTE + 38 * SECOND)
  const theftAt = later(began, 2 * HOUR + 46 * MINUTE + 48 * SECOND)
  const recoveryAt = later(began, 3 * HOUR + 54 * MINUTE)
  return [
    {
      at: transferAt,
      happens: () =>
        stepUp(session, {
          at: transferAt,
          action: TRANSFER,
          signals: signalsOf(TRANSFER),
          tries: [{ method: 'sms', result: 'right', seconds: 14 }],
        }),
    },
    {
      at: theftAt,
      happens: () =>
        stepUp(session, {
          at: theftAt,
          origin: thief,
          action: CHANGE_EMAIL,
          recommendation: 'DENY',
          signals: [
            signal.impossibleTravel(PLACES.columbus, PLACES.ashburn, 484, 3),
            signal.userAgentChanged('Chrome 155 on Windows', 'Firefox 148 on Linux'),
            signal.newDevice(),
            signal.hostingNetwork('198.51.100.64/27'),
          ],
          tries: [],
        }),
    },
    {
      at: recoveryAt,
      happens: () =>
        stepUp(session, {
          at: recoveryAt,
          action: EXPORT_DATA,
          signals: signalsOf(EXPORT_DATA),
          tries: [
            { method: 'sms', result: 'wrong', seconds: 11 },
            { method: 'push', result: 'right', seconds: 8 },
          ],
        }),
    },
  ]
}
