import type { RiskSignal } from '#lib/risk/risk-service.ts'
import { RISK_POLICY } from '#lib/risk/rules.ts'
import type { Person } from './world/people.ts'
import type { Place } from './world/places.ts'
import type { Random } from './world/random.ts'
import { localTime } from './world/rhythm.ts'
import type { Method, Try } from './world/second-factor.ts'
import {
  busyAddress,
  failedAttempts,
  highValue,
  longAbsence,
  newDevice,
  newLocation,
  privilegedOperation,
  unusualHour,
} from './world/signals.ts'
import type { Action } from './world/step-up.ts'

/** How an honest person answers when a second factor is asked for: nearly always rightly. */
export function chooseTries(random: Random, person: Pick<Person, 'mobileApproveStatus'>): Try[] {
  const byPush = person.mobileApproveStatus === 'ENABLED' && random.chance(0.6)
  const method: Method = byPush ? 'push' : random.chance(0.93) ? 'sms' : 'voice'
  const answer = (result: Try['result']): Try => ({ method, result, seconds: answerSeconds(random, method) })
  return random.weighted<() => Try[]>([
    [() => [answer('right')], 925],
    [() => [answer('wrong'), answer('right')], 40],
    [() => [answer('wrong'), answer('wrong'), answer('right')], 8],
    [() => [answer('wrong'), answer('wrong')], 7],
    [() => [answer('unanswered')], 20],
  ])()
}

const answerSeconds = (random: Random, method: Method) =>
  method === 'push' ? random.between(4, 18) : random.between(6, 34)

export type Circumstances = { at: Date; place: Place; home: Place; borrowed: boolean; mistakes: number }

/** What the risk service may find odd about an honest sign-in. */
export function chooseSignals(random: Random, { at, place, home, borrowed, mistakes }: Circumstances): RiskSignal[] {
  const hour = localTime(at, place).getUTCHours()
  return [
    borrowed && newDevice(),
    place !== home && newLocation(place, home),
    (hour < 5 || hour > 23) && unusualHour(hour),
    random.chance(0.05) && longAbsence(random.int(6, 40)),
    // An office or a carrier's gateway: many sign in behind one address, and nearly all succeed.
    random.chance(0.02) && busyAddress(random.int(21, 38), random.int(0, 4)),
    mistakes >= RISK_POLICY.failedAttempts.atLeast && failedAttempts(mistakes),
  ].filter(signal => signal !== false)
}

/** What people do that asks for a step-up. */
export function chooseAction(random: Random): Action {
  const value = random.int(101, 480) * 100
  return random.weighted<Action>([
    [{ type: 'TRANSFER', details: { value, currency: 'USD' }, reason: 'HIGH_VALUE' }, 55],
    [{ type: 'CHANGE_PHONE', details: { field: 'phone' }, reason: 'SENSITIVE_CHANGE' }, 15],
    [{ type: 'CHANGE_EMAIL', details: { field: 'email' }, reason: 'SENSITIVE_CHANGE' }, 12],
    [{ type: 'ADD_PAYEE', details: { kind: 'external account' }, reason: 'STALE_AUTHENTICATION' }, 12],
    [{ type: 'EXPORT_DATA', details: { format: 'csv' }, reason: 'PRIVILEGED_OPERATION' }, 6],
  ])
}

/** What the risk service makes of it. */
export function signalsOf({ type, details, reason }: Action): RiskSignal[] {
  if (reason === 'HIGH_VALUE') return [highValue(Number(details.value), String(details.currency))]
  return reason === 'PRIVILEGED_OPERATION' ? [privilegedOperation(type)] : []
}
