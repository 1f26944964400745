import { expect, test } from 'vitest'
import { allows, STEPS, type StepAction, type StepType, wrongStep } from './steps.ts'

const TYPES = Object.keys(STEPS) as StepType[]
const nextOf = (type: StepType): readonly string[] => Object.values(STEPS[type].allows).flat()

test('from every step a journey can be ended well, however long it takes', () => {
  const reaches = (type: StepType, seen: StepType[] = []): boolean =>
    nextOf(type).some(
      next =>
        next === 'SUCCESS' ||
        (TYPES.includes(next as StepType) &&
          !seen.includes(next as StepType) &&
          reaches(next as StepType, [...seen, type])),
    )
  expect(TYPES.filter(type => !reaches(type))).toEqual([])
})

test('no step but a second factor leads back to one; the offer to remember the device is the last', () => {
  expect(nextOf('ESIGN_PRESENT').filter(next => next.startsWith('MFA'))).toEqual([])
  expect(nextOf('DEVICE_BIND')).toEqual(['SUCCESS', 'FAILED'])
})

test('a session is never reached past a choice of a method: only by an answer to a challenge', () => {
  expect(nextOf('MFA_INITIATE')).not.toContain('SUCCESS')
  expect(allows('MFA_INITIATE', 'verify_otp')).toBe(false)
  expect(allows('MFA_VERIFY', 'approve_push')).toBe(false)
  expect(allows('MFA_PUSH_VERIFY', 'verify_otp')).toBe(false)
})

test('steps live as the contract says', () => {
  expect(Object.fromEntries(TYPES.map(type => [type, STEPS[type].ttlSeconds]))).toEqual({
    MFA_INITIATE: 300,
    MFA_VERIFY: 300,
    MFA_PUSH_VERIFY: 120,
    ESIGN_PRESENT: 600,
    DEVICE_BIND: 300,
  })
})

test.each<[StepType, StepAction, string]>([
  ['MFA_PUSH_VERIFY', 'verify_otp', 'push_not_approved'],
  ['MFA_INITIATE', 'verify_otp', 'transaction_not_found'],
  ['MFA_VERIFY', 'accept_document', 'esign_not_pending'],
  ['DEVICE_BIND', 'decline_document', 'esign_not_pending'],
  ['ESIGN_PRESENT', 'bind_device', 'transaction_not_found'],
])('%s, %s: %s', (type, action, failure) => {
  expect(allows(type, action)).toBe(false)
  expect(wrongStep(type, action)).toBe(failure)
})
