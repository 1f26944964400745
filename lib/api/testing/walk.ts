import fc from 'fast-check'
import type { JourneyApi } from './journey-api.ts'
import {
  accept,
  approve,
  bind,
  decline,
  deny,
  initiate,
  logIn,
  otherThan,
  poll,
  type Step,
  sentCode,
  signInPhone,
  verify,
} from './journeys.ts'
import type { Person } from './own-directory.ts'
import { type Answer, bearer, cookie } from './test-api.ts'

// Users who do anything at any time: journeys walked at random, with the steps of one used in another.

type Seen = Step & { displayNumber: number; waitsFor: Wait }
type Wait = 'MFA' | 'OTP' | 'PUSH' | 'ESIGN' | 'DEVICE_BIND'

/** What everybody who calls has seen so far. */
export type World = {
  api: JourneyApi
  people: Person[]
  phones: string[]
  steps: Seen[]
  refreshTokens: string[]
  accessTokens: string[]
}

/** One call; its numbers choose, out of what there is, whom and what it is about. */
export type Call = { name: CallName; what: number; crossed: boolean }

export async function openWorld(api: JourneyApi): Promise<World> {
  const people = [
    await api.people.add(),
    await api.people.add({ pendingDocuments: ['terms-of-service', 'electronic-communications'] }),
    await api.people.add({ mfaRequired: false }),
    await api.people.add({ mfaRequired: false, pendingDocuments: ['terms-of-service'] }),
  ]
  const phones = [await signInPhone(api, people[0]?.username ?? ''), await signInPhone(api, people[2]?.username ?? '')]
  return { api, people, phones, steps: [], refreshTokens: [], accessTokens: [...phones] }
}

/** Makes the call and remembers what it told. Null where there is nothing yet that it could be about. */
export async function makeCall(world: World, call: Call): Promise<Answer | null> {
  const step = chooseStep(world, call)
  // Where there is no step for it yet, somebody begins.
  const answer = await (step ? CALLS[call.name](world, call, step) : CALLS.logIn(world, call))
  if (!answer) return null
  const { context_id, transaction_id, display_number = 10, access_token, refresh_token } = answer.body
  const contextId = context_id ?? step?.contextId
  if (transaction_id && !world.steps.some(known => known.transactionId === transaction_id)) {
    const waitsFor = String(answer.body.response_type_code ?? 'MFA').replace(/_(VERIFY_)?REQUIRED$/, '') as Wait
    world.steps.push({ contextId, transactionId: transaction_id, displayNumber: display_number, waitsFor })
  }
  if (access_token) world.accessTokens.push(access_token)
  const refreshToken = answer.refreshToken ?? refresh_token
  if (refreshToken) world.refreshTokens.push(refreshToken)
  return answer
}

const NOWHERE: Seen = {
  contextId: crypto.randomUUID(),
  transactionId: crypto.randomUUID(),
  displayNumber: 10,
  waitsFor: 'MFA',
}

const MEANT_FOR: Partial<Record<CallName, Wait[]>> = {
  sms: ['MFA', 'OTP'],
  push: ['MFA', 'PUSH'],
  right: ['OTP'],
  wrong: ['OTP'],
  poll: ['PUSH', 'OTP'],
  approve: ['PUSH'],
  wrongNumber: ['PUSH'],
  deny: ['PUSH'],
  accept: ['ESIGN'],
  decline: ['ESIGN'],
  bind: ['DEVICE_BIND'],
}

// Most often one of the newest the call is meant for; else any; crossed, with the context of another.
function chooseStep({ steps }: World, { name, what, crossed }: Call): Seen | null {
  const meant = what % 5 ? MEANT_FOR[name] : undefined
  const fitting = meant ? steps.filter(({ waitsFor }) => meant.includes(waitsFor)) : steps
  if (meant && fitting.length === 0) return null
  const step = fitting.at(-1 - (what % Math.min(3, fitting.length || 1))) ?? NOWHERE
  const other = steps[what % Math.max(1, steps.length)] ?? NOWHERE
  return crossed ? { ...step, contextId: other.contextId } : step
}

const pick = <T>(list: T[], n: number): T | undefined => list[n % Math.max(1, list.length)]

type Act = (world: World, call: Call, step: Seen) => Promise<Answer | null>

const codeOf = ({ api }: World, step: Step) => sentCode(api, step).catch(() => '000000')
const documentOf = (n: number) => (n % 2 ? 'terms-of-service' : 'electronic-communications')
const phoneOf = ({ phones }: World, { what }: Call) => pick(phones, what) ?? ''

/** Time goes by for one journey, and the jobs come round. */
const passTime: Act = async ({ api }, { what }, { contextId }) => {
  const time = `${[1, 3, 6, 16][what % 4]} minutes`
  await api.rows(
    `WITH steps AS (UPDATE auth_transactions SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval
       WHERE context_id = $1)
     UPDATE auth_contexts SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval WHERE context_id = $1`,
    [contextId, time],
  )
  if (what % 3 === 0) await api.rows('SELECT cleanup_expired_transactions()')
  if (what % 5 === 0) await api.rows('SELECT cleanup_expired_contexts()')
  return null
}

const CALLS = {
  logIn: ({ api, people }: World, { what, crossed }: Call) =>
    logIn(api, pick(people, what)?.username ?? '', crossed ? {} : { 'x-device-fingerprint': `fp-${what % 3}` }),
  wrongPassword: ({ api, people }, { what }) =>
    api.post('/auth/login', { username: pick(people, what)?.username, password: 'not it' }),
  sms: ({ api }, _, step) => initiate(api, step, 'sms'),
  push: ({ api }, _, step) => initiate(api, step, 'push'),
  right: async (world, _, step) => verify(world.api, step, await codeOf(world, step)),
  wrong: async (world, _, step) => verify(world.api, step, otherThan(await codeOf(world, step))),
  poll: ({ api }, _, step) => poll(api, step),
  approve: (world, call, step) => approve(world.api, step, step.displayNumber, phoneOf(world, call)),
  wrongNumber: (world, call, step) => approve(world.api, step, 7, phoneOf(world, call)),
  deny: (world, call, step) => deny(world.api, step, phoneOf(world, call)),
  accept: ({ api }, { what }, step) => accept(api, step, documentOf(what)),
  decline: ({ api }, _, step) => decline(api, step),
  bind: ({ api }, { what }, step) => bind(api, step, what % 2 === 0),
  refresh: async ({ api, refreshTokens }, { what }) =>
    api.post('/auth/refresh', undefined, cookie(pick(refreshTokens.slice(-3), what) ?? 'rt_none')),
  logOut: async ({ api, accessTokens, phones }, { what }) => {
    const token = pick(accessTokens, what) ?? ''
    return phones.includes(token) ? null : api.post('/auth/logout', undefined, bearer(token))
  },
  passTime,
  endLocks: async ({ api }) => {
    await api.rows(
      `UPDATE authentication_failures SET locked_until = now() - interval '1 second' WHERE locked_until IS NOT NULL`,
    )
    return null
  },
  changeState: async ({ api, people }, { what }) => {
    const { username = '' } = pick(people, what) ?? {}
    await api.people.change(username, { state: what % 3 ? 'ACTIVE' : 'DISABLED' })
    return null
  },
} satisfies Record<string, Act>
type CallName = keyof typeof CALLS

// What leads on comes more often than what leads nowhere.
const OFTEN = 'sms sms push right right right wrong approve poll accept accept bind refresh'.split(' ') as CallName[]

export const anyCall: fc.Arbitrary<Call> = fc.record({
  name: fc.constantFrom(...OFTEN, ...OFTEN, ...(Object.keys(CALLS) as CallName[])),
  what: fc.nat({ max: 10_000 }),
  crossed: fc.integer({ min: 0, max: 9 }).map(n => n === 0),
})
