import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('values, and none', () => {
  expect(csvLine(['plain', 12, -3, true, null, ''])).toBe('plain,12,-3,true,,\r\n')
})

test('what must be quoted', () => {
  expect(csvLine(['a,b', 'say "so"', 'two\nlines'])).toBe('"a,b","say ""so""","two\nlines"\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '=HYPERLINK("http://x","y")'])(
  'no formula: %j',
  text => {
    const line = csvLine([text])
    expect(line.replace(/^"/, '').startsWith("'")).toBe(true)
    expect(line.endsWith('\r\n')).toBe(true)
  },
)
