import type { StepAction, StepType } from '#lib/login/steps.ts'
import type { JourneyApi } from './journey-api.ts'
import {
  accept,
  approve,
  beginLogin,
  bind,
  challenge,
  decline,
  deny,
  initiate,
  passOtp,
  poll,
  type Step,
  sentCode,
  signInPhone,
  stepOf,
  verify,
} from './journeys.ts'
import type { Person } from './own-directory.ts'
import type { Answer } from './test-api.ts'

/** A journey of a user of its own that waits at a step, with what its actions need to succeed. */
export type Reached = { type: StepType; step: Step; person: Person; phone: string; code: string; displayNumber: number }

export const STEP_TYPES: StepType[] = ['MFA_INITIATE', 'MFA_VERIFY', 'MFA_PUSH_VERIFY', 'ESIGN_PRESENT', 'DEVICE_BIND']

export async function reachStep(api: JourneyApi, type: StepType): Promise<Reached> {
  const person = await api.people.add()
  const { username } = person
  const phone = await signInPhone(api, username)
  if (type === 'ESIGN_PRESENT') await api.people.change(username, { pendingDocuments: ['terms-of-service'] })
  const first = await beginLogin(api, username, { 'x-device-fingerprint': `fp-${username}` })
  const reached = { type, person, phone, code: '000000', displayNumber: 10 }
  if (type === 'MFA_INITIATE') return { ...reached, step: first }
  if (type === 'MFA_VERIFY') {
    const step = await challenge(api, first)
    return { ...reached, step, code: await sentCode(api, step) }
  }
  if (type === 'MFA_PUSH_VERIFY') {
    const { displayNumber = 0, ...step } = await challenge(api, first, 'push')
    return { ...reached, step, displayNumber }
  }
  const next = await passOtp(api, first)
  const expected = type === 'ESIGN_PRESENT' ? 'ESIGN_REQUIRED' : 'DEVICE_BIND_REQUIRED'
  if (next.body.response_type_code !== expected) throw new Error(`${type}: ${JSON.stringify(next.body)}`)
  return { ...reached, step: stepOf(next) }
}

/** What may be asked for: the same step unless another is given, as the client app of the journey or as another. */
export type Asked = { step?: Step; headers?: Record<string, string>; phone?: string }

/** Every action there is, done to that step as its own user would. */
export function actionsOn(api: JourneyApi, reached: Reached): Record<StepAction, (asked?: Asked) => Promise<Answer>> {
  const { code, displayNumber } = reached
  const on =
    (act: (step: Step, headers: Record<string, string>, phone: string) => Promise<Answer>) => (asked?: Asked) =>
      act(asked?.step ?? reached.step, asked?.headers ?? {}, asked?.phone ?? reached.phone)
  return {
    initiate_mfa: on((step, headers) => initiate(api, step, 'sms', {}, headers)),
    verify_otp: on((step, headers) => verify(api, step, code, headers)),
    poll_mfa: on((step, headers) => poll(api, step, headers)),
    approve_push: on((step, _, phone) => approve(api, step, displayNumber, phone)),
    deny_push: on((step, _, phone) => deny(api, step, phone)),
    accept_document: on((step, headers) => accept(api, step, 'terms-of-service', {}, headers)),
    decline_document: on((step, headers) => decline(api, step, headers)),
    bind_device: on((step, headers) => bind(api, step, true, headers)),
  }
}
