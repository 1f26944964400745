import { expect, test } from 'vitest'
import { decideNextStep, type Facts } from './rules.ts'

const facts = (given: Partial<Facts>): Facts => ({
  recommendation: 'ALLOW',
  directoryAsksMfa: false,
  deviceTrusted: false,
  pendingDocuments: [],
  bindOffered: false,
  ...given,
})

test.each<[string, Partial<Facts>, string]>([
  ['nothing asks for more', {}, 'SESSION'],
  ['risk denies, whatever else', { recommendation: 'DENY', deviceTrusted: true }, 'DENY'],
  ['risk challenges', { recommendation: 'CHALLENGE' }, 'MFA'],
  ['risk challenges, even on a trusted device', { recommendation: 'CHALLENGE', deviceTrusted: true }, 'MFA'],
  ['the directory asks', { directoryAsksMfa: true }, 'MFA'],
  ['the directory asks, the device is trusted', { directoryAsksMfa: true, deviceTrusted: true }, 'SESSION'],
  [
    'the directory asks, the device is trusted, risk trusts',
    { directoryAsksMfa: true, deviceTrusted: true, recommendation: 'TRUST' },
    'SESSION',
  ],
  ['a document waits', { pendingDocuments: ['terms'] }, 'ESIGN'],
  ['MFA comes before a document', { pendingDocuments: ['terms'], directoryAsksMfa: true }, 'MFA'],
  ['a document waits on a trusted device too', { pendingDocuments: ['terms'], deviceTrusted: true }, 'ESIGN'],
  ['an untrusted device is offered to be bound', { bindOffered: true }, 'DEVICE_BIND'],
  ['a trusted one is not', { bindOffered: true, deviceTrusted: true }, 'SESSION'],
  ['a document comes before the offer', { bindOffered: true, pendingDocuments: ['terms'] }, 'ESIGN'],
])('%s', (_, given, step) => {
  expect(decideNextStep(facts(given))).toBe(step)
})
