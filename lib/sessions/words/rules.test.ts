import { expect, test } from 'vitest'
import type { Step } from '../timeline/present.ts'
import { describeAction, describeEvidence, describeFactors, describeReason, describeStep, nameSignal } from './rules.ts'

const evidence = (type: string, seen: Record<string, string | number | boolean | null>) =>
  describeEvidence({ type, points: 1, evidence: seen })

test.each([
  [
    'IP_VELOCITY',
    { attempts: 24, unsuccessful: 3, threshold: 20, windowMinutes: 10 },
    '24 attempts in 10 min, 3 without success',
  ],
  ['IMPOSSIBLE_TRAVEL', { km: 484, minutes: 3, from: 'a', to: 'b' }, '484 km in 3 min'],
  ['UNUSUAL_HOUR', { localHour: 3, usualFrom: 7 }, '03:00 at home'],
  ['NEW_DEVICE', { fingerprint: 'missing' }, 'brought no fingerprint, as it did before'],
  ['HIGH_VALUE', { value: 12400, currency: 'USD' }, '12,400 USD'],
  ['SOMETHING_NEW', { someThing: 5, other_thing: 'x', empty: null }, 'some thing 5, other thing x'],
  // Whatever a service leaves out is not said.
  ['NEW_DEVICE', {}, null],
  ['IP_VELOCITY', {}, null],
  ['SOMETHING_NEW', {}, null],
])('%s %j', (type, seen, words) => {
  expect(evidence(type, seen)).toBe(words)
})

test.each([
  [{ type: 'TRANSFER', details: { value: 12400, currency: 'USD' } }, 'for a transfer of 12,400 USD'],
  [{ type: 'transfer', details: {} }, 'for a transfer'],
  [{ type: 'CHANGE_EMAIL', details: {} }, 'to change your e-mail address'],
  [{ type: 'wire-transfer-abroad', details: { value: 5, currency: 'EUR' } }, 'for “wire transfer abroad” (5 EUR)'],
  [{ type: 'constructor', details: {} }, 'for “constructor”'],
])('action %j', (action, words) => {
  expect(describeAction(action, 'your')).toBe(words)
})

const step = (given: Partial<Step>): Step => ({
  kind: 'code',
  method: 'sms',
  result: 'right',
  at: '',
  seconds: null,
  phone: null,
  document: null,
  ...given,
})

test.each([
  [{ phone: '0134' }, 'SMS code to ••• 0134, right'],
  [{ method: 'voice', result: 'wrong' }, 'Voice code, wrong'],
  [{ kind: 'push', method: 'push', result: 'unanswered' }, 'Push to the phone, not answered'],
  [{ kind: 'choice', method: null, result: 'unanswered' }, 'No second factor was chosen'],
  [{ kind: 'esign', method: null, result: 'accepted', document: 'terms' }, 'Document terms signed'],
  [{ kind: 'bind', method: null, result: 'declined' }, 'Device not bound'],
] satisfies [Partial<Step>, string][])('step %j', (given, words) => {
  expect(describeStep(step(given))).toBe(words)
})

test('factors, reasons and signals', () => {
  expect(
    describeFactors({ type: 'INITIAL', steps: [step({ result: 'wrong' }), step({ method: 'voice' })] }, false),
  ).toBe('password and voice code')
  expect(describeFactors({ type: 'INITIAL', steps: [] }, true)).toBe('password on a trusted device')
  expect(describeReason('refresh_token_reuse')).toBe('a spent refresh token came back')
  expect(describeReason('Other: x')).toBe('Other: x')
  expect(nameSignal('IP_VELOCITY')).toBe('busy address')
  expect(nameSignal('MY_SIGNAL')).toBe('my signal')
})
