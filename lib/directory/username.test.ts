import { expect, test } from 'vitest'
import { usernameKey } from './username.ts'

test.each([
  'simpleuser',
  'SIMPLEUSER',
  ' simpleuser\t',
  'ｓｉｍｐｌｅｕｓｅｒ',
  'simple\u00aduser',
  'simple\u200b\u2060user',
  '\ufeffsimpleuser\u0000',
  'ſimpleuser',
])('one key for every spelling (%#)', spelling => expect(usernameKey(spelling)).toBe('simpleuser'))

test('spaces count as one, accents and letters stay apart', () => {
  expect(usernameKey('a \u00a0\n b')).toBe('a b')
  expect(usernameKey('STRASSE')).toBe(usernameKey('straße'))
  expect(usernameKey('e\u0301')).toBe(usernameKey('É'))
  expect(usernameKey('résumé')).not.toBe(usernameKey('resume'))
})
test('a key is its own key, whatever the letter', () => {
  const unsettled = Array.from({ length: 0x1ffff }, (_, code) => `a${String.fromCodePoint(code)}b`).filter(
    name => usernameKey(usernameKey(name)) !== usernameKey(name),
  )
  expect(unsettled).toEqual([])
  expect(usernameKey('STRAẞE')).toBe(usernameKey('strasse'))
})
