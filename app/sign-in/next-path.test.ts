import { expect, test } from 'vitest'
import { nextPath } from './next-path.ts'

test('a path of the console is gone to', () => {
  expect(nextPath('/sessions')).toBe('/sessions')
  expect(nextPath('/sessions?status=any&user=a%20b#top')).toBe('/sessions?status=any&user=a%20b#top')
})

test.each([
  undefined,
  '',
  'sessions',
  ['/sessions', '/tokens'],
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/./\\/evil.example',
  '/..//evil.example',
  '//evil.example/%2e%2e',
  '/%2e%2e//evil.example',
  'javascript:alert(1)',
  '/sign-in?next=/sign-in',
  ' //evil.example',
])('%j leads home', next => {
  expect(nextPath(next)).toBe('/')
})
