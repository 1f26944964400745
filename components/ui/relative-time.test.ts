import { expect, test } from 'vitest'
import { relativeTime } from './relative-time.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test.each([
  [-38 * SECOND, '38 s ago'],
  [-59_999, '59 s ago'],
  [-MINUTE, '1 min ago'],
  [-HOUR, '1 h ago'],
  [-47 * HOUR, '47 h ago'],
  [-2 * DAY, '2 d ago'],
  [-400 * DAY, '400 d ago'],
  [-400, 'now'],
  [400, 'now'],
  [1500, 'in 2 s'],
  [14 * MINUTE + 20 * SECOND, 'in 14 min'],
  [11 * HOUR + 59 * MINUTE, 'in 11 h 59 min'],
  [HOUR, 'in 1 h'],
  [29 * DAY + 21 * HOUR + MINUTE, 'in 29 d 21 h'],
])('%d ms from now is %s', (ms, text) => {
  expect(relativeTime(new Date(now + ms).toISOString(), now)).toBe(text)
})

test('what is no instant is a dash', () => {
  expect(relativeTime('soon', now)).toBe('–')
})
