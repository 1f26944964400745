import { expect, test } from 'vitest'
import { maskAddress, maskUsername } from './mask.ts'

test.each([
  ['simpleuser', 's••••••r'],
  ['anna', 'a••••••a'],
  ['bob', '••••••••'],
  ['', '••••••••'],
  ['😀lmost😀', '😀••••••😀'],
])('a username: %s', (username, masked) => {
  expect(maskUsername(username)).toBe(masked)
})

test.each([
  ['203.0.113.24', '203.0.113.•••'],
  ['::ffff:203.0.113.24', '203.0.113.•••'],
  ['2001:db8:4f::21', '2001:db8:4f:•••'],
  ['2001:db8::21', '2001:db8:0:•••'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:•••'],
  ['::1', '0:0:0:•••'],
])('an address: %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked)
})
