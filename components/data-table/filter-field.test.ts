import { expect, test } from 'vitest'
import { describeRange, type FilterField, filterValue } from './filter-field.ts'

const field = (unset?: FilterField['unset']): FilterField => ({
  kind: 'text',
  name: 'status',
  label: 'Status',
  placeholder: '',
  check: async () => null,
  describe: value => value,
  ...(unset && { unset }),
})

test.each([
  ['50..', '≥ 50'],
  ['..30', '≤ 30'],
  ['50..70', '50 – 70'],
  ['70..70', '70'],
])('the range %s is %s', (value, words) => {
  expect(describeRange(value)).toBe(words)
})

test('an end in its own words', () => {
  expect(describeRange('1d..7d', end => end.replace('d', ' d'))).toBe('1 d – 7 d')
})

test('a filter that the URL does not name is none', () => {
  expect(filterValue(field(), {})).toBeNull()
  expect(filterValue(field(), { status: 'REVOKED' })).toBe('REVOKED')
})

test('unless silence means something', () => {
  const status = field({ means: 'ACTIVE', none: 'any' })
  expect(filterValue(status, {})).toBe('ACTIVE')
  expect(filterValue(status, { status: 'any' })).toBeNull()
})
