import { expect, test } from 'vitest'
import { mayHoldUnstorable, requireStorable } from './storable.ts'

const fieldOf = (value: unknown) => {
  try {
    requireStorable(value)
    return null
  } catch (error) {
    return (error as { details: { field: string } }).details.field
  }
}

test.each([
  [{ username: 'a\0b' }, 'username'],
  [{ action: { details: [{ note: '\ud800' }] } }, 'action.details.0.note'],
  [{ 'a\0': 1 }, 'body'],
  ['\udc00', 'body'],
  [{ username: 'zoë 👩‍👧' }, null],
  [null, null],
  [7, null],
])('%j is refused at %s', (value, field) => {
  expect(fieldOf(value)).toBe(field)
})

test('however deep it lies', () => {
  expect(fieldOf(JSON.parse(`${'['.repeat(20_000)}"\\u0000"${']'.repeat(20_000)}`))).toMatch(/^0\.0\.0/)
})

test('only an escape brings it', () => {
  expect(mayHoldUnstorable('{"username":"zoë 👩"}')).toBe(false)
  expect(mayHoldUnstorable(String.raw`"\u0000"`)).toBe(true)
  expect(mayHoldUnstorable(JSON.stringify('\ud83d'))).toBe(true)
})
