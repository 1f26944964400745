import { expect, test } from 'vitest'
import { parseLdif } from './parse-ldif.ts'

const values = (text: string) =>
  parseLdif(text).map(({ line, dn, attributes }) => ({ line, dn, ...Object.fromEntries(attributes) }))

test('entries, comments, folded lines, base64, CRLF, a byte order mark', () => {
  const text = [
    '\uFEFFversion: 1',
    '# a comment',
    '  that goes on: here',
    'dn: uid=a,',
    ' dc=example',
    'CN:: w4ViYw==',
    'cn:second ',
    'description:',
    '',
    '',
    'dn:: dWlkPWI=',
    'sn: a: b',
  ]
  const expected = [
    { line: 4, dn: 'uid=a,dc=example', cn: ['Åbc', 'second '], description: [''] },
    { line: 11, dn: 'uid=b', sn: ['a: b'] },
  ]
  expect(values(text.join('\n'))).toEqual(expected)
  expect(values(text.join('\r\n'))).toEqual(expected)
})

test.each([
  [' folded', 'line 1: a folded line follows no line'],
  ['cn: a', 'line 1: an entry begins with dn:'],
  ['dn: a=b\ncn: a\ndn: c=d', 'line 3: an empty line is missing before dn:'],
  ['dn: a=b\n\n x', 'line 3: a folded line follows no line'],
  ['dn: a=b\ncn:: /w==', 'line 2: not UTF-8 under its base64'],
  ['dn: a=b\n-', 'line 2: expected "attribute: value"'],
])('a broken file names its line (%#)', (text, message) => {
  expect(() => parseLdif(text)).toThrow(message)
})
