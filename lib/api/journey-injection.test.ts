import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { digest, holds } from './testing/journey-rows.ts'
import { nastyText, nastyValue } from './testing/nasty.ts'
import { actionsOn, type Reached, reachStep, STEP_TYPES } from './testing/reach-step.ts'

// Whatever stands in a field is data: a refusal that names the field, and nothing changes.

let api: JourneyApi
const reached = {} as Record<Reached['type'], Reached>
beforeAll(async () => {
  api = await startJourneyApi()
  for (const type of STEP_TYPES) reached[type] = await reachStep(api, type)
})
afterAll(async () => {
  await holds(api)
  await api.close()
})

const idsOf = ({ step }: Reached) => ({ context_id: step.contextId, transaction_id: step.transactionId })
const PUSH = () => `/auth/mfa/transactions/${reached.MFA_PUSH_VERIFY.step.transactionId}`

/** Each endpoint with a body that would be right but for the field under test. What is missing here is not a field. */
const ENDPOINTS: [string, () => { path: string; body: Record<string, unknown>; phone?: true }, string[]][] = [
  [
    'initiate',
    () => ({ path: '/auth/mfa/initiate', body: { ...idsOf(reached.MFA_INITIATE), method: 'pigeon' } }),
    ['context_id', 'transaction_id', 'method', 'mfa_option_id'],
  ],
  [
    'verify',
    () => ({ path: '/auth/mfa/otp/verify', body: { ...idsOf(reached.MFA_INITIATE), code: 'x' } }),
    ['context_id', 'transaction_id', 'code'],
  ],
  ['poll', () => ({ path: PUSH(), body: { context_id: crypto.randomUUID() } }), ['context_id']],
  [
    'approve',
    () => ({ path: `${PUSH()}/approve`, body: { context_id: crypto.randomUUID(), selected_number: 1 }, phone: true }),
    ['context_id', 'selected_number'],
  ],
  ['deny', () => ({ path: `${PUSH()}/deny`, body: { context_id: crypto.randomUUID() }, phone: true }), ['context_id']],
  [
    'accept',
    () => ({ path: '/auth/esign/accept', body: { ...idsOf(reached.ESIGN_PRESENT), document_id: 'another' } }),
    ['context_id', 'transaction_id', 'document_id', 'acceptance_ip', 'acceptance_timestamp'],
  ],
  [
    'decline',
    () => ({ path: '/auth/esign/decline', body: { ...idsOf(reached.ESIGN_PRESENT), document_id: 'another' } }),
    ['context_id', 'transaction_id', 'document_id'],
  ],
  [
    'bind',
    () => ({ path: '/auth/device/bind', body: { ...idsOf(reached.DEVICE_BIND), bind_device: 'yes' } }),
    ['context_id', 'transaction_id', 'bind_device'],
  ],
]

const isNot =
  (...good: unknown[]) =>
  (value: unknown) =>
    !good.includes(value)

test.each(ENDPOINTS.flatMap(([name, request, fields]) => fields.map(field => [name, field, request] as const)))(
  '%s: %s',
  async (_, field, request) => {
    const before = await digest(api)
    const { path, body, phone } = request()
    const headers: Record<string, string> = phone
      ? { 'x-client-id': 'mobile-app', authorization: `Bearer ${reached.MFA_PUSH_VERIFY.phone}` }
      : {}
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(nastyText, nastyValue).filter(isNot(true, false, 'sms', 'voice', 'push')),
        async value => {
          const answer = await api.post(path, { ...body, [field]: value }, headers)
          expect(answer.status).toBeGreaterThanOrEqual(400)
          expect(answer.status).toBeLessThan(500)
          expect(answer.headers.get('content-type')).toBe('application/problem+json')
        },
      ),
      { seed: 20_261_121, numRuns: 60 },
    )
    expect(await digest(api)).toEqual(before)
  },
)

test.each(['', '/approve', '/deny'])('a path of nobody’s: /auth/mfa/transactions/{id}%s', async ending => {
  const before = await digest(api)
  const ids = [
    "' OR 1=1 --",
    '../../../etc/passwd',
    '%00',
    '%F0%9F%92%A9',
    'x'.repeat(500),
    '00000000-0000-0000-0000-000000000000',
  ]
  for (const id of ids) {
    const path = `/auth/mfa/transactions/${encodeURIComponent(id)}${ending}`
    const { status } = await api.post(path, { context_id: crypto.randomUUID(), selected_number: 1 })
    expect([id, status]).toEqual([id, expect.toSatisfy((n: number) => n === 400 || n === 401 || n === 404)])
  }
  expect(await digest(api)).toEqual(before)
})

test.each([
  ['0000-01-01T00:00:00Z', 400],
  ['9999-12-31T23:59:59-12:00', 400],
  ['1969-12-31T23:59:59Z', 400],
  ['2026-02-30T00:00:00Z', 400],
  ['2026-11-21T10:00:00', 400],
  ['2026-11-21T10:00:00.123456789+23:59', 200],
])('a time of acceptance: %s', async (acceptance_timestamp, expected) => {
  const { step, person } = await reachStep(api, 'ESIGN_PRESENT')
  const body = { context_id: step.contextId, transaction_id: step.transactionId, document_id: 'terms-of-service' }
  const before = await digest(api)
  const answer = await api.post('/auth/esign/accept', { ...body, acceptance_timestamp, acceptance_ip: '2001:db8::1' })
  expect(answer.status).toBe(expected)
  if (expected === 400) {
    expect(answer.body.field).toBe('acceptance_timestamp')
    return expect(await digest(api)).toEqual(before)
  }
  const [row] = await api.rows(`SELECT claimed_at, host(claimed_ip) AS ip FROM esign_acceptances WHERE cupid = $1`, [
    person.cupid,
  ])
  expect(row).toEqual({ claimed_at: new Date('2026-11-20T10:01:00.123Z'), ip: '2001:db8::1' })
})

test('after all of it, each step can still be passed', async () => {
  for (const type of ['MFA_INITIATE', 'ESIGN_PRESENT', 'DEVICE_BIND'] as const) {
    const act = actionsOn(api, reached[type])
    const action = { MFA_INITIATE: act.initiate_mfa, ESIGN_PRESENT: act.accept_document, DEVICE_BIND: act.bind_device }[
      type
    ]
    expect([type, (await action()).status]).toEqual([type, 200])
  }
  expect((await actionsOn(api, reached.MFA_PUSH_VERIFY).approve_push()).body.success).toBe(true)
})
