import { expect, test } from 'vitest'
import { codeHash, destinationHash, destinationPrefix, newCode, newDisplayNumber } from './rules.ts'

const KEY = 'a test secret of more than thirty-two characters'

test('six digits, the leading zeros too, every digit in every place', () => {
  const codes = Array.from({ length: 5000 }, newCode)
  expect(codes.filter(code => !/^\d{6}$/.test(code))).toEqual([])
  for (let place = 0; place < 6; place++) {
    const counts = Map.groupBy(codes, code => code[place])
    expect(counts.size).toBe(10)
    // 500 are expected of each: 350 or 650 would be seven standard deviations away.
    for (const all of counts.values()) expect(Math.abs(all.length - 500)).toBeLessThan(150)
  }
})

test('a number to type has two digits', () => {
  const numbers = Array.from({ length: 2000 }, newDisplayNumber)
  expect(Math.min(...numbers)).toBe(10)
  expect(Math.max(...numbers)).toBe(99)
})

test('a hash is of one code, in one transaction, under one key', () => {
  const hash = codeHash(KEY, 'one', '123456')
  expect(hash).toBe(codeHash(KEY, 'one', '123456'))
  expect(hash).not.toContain('123456')
  const others = [
    codeHash(KEY, 'one', '123457'),
    codeHash(KEY, 'other', '123456'),
    codeHash(`${KEY}!`, 'one', '123456'),
    destinationHash(KEY, 'one:123456'),
  ]
  expect(new Set([hash, ...others]).size).toBe(5)
})

test('what numbers of one area have in common', () => {
  expect(destinationPrefix('+12025550100')).toBe(destinationPrefix('+12025559999'))
  expect(destinationPrefix('+12025550100')).not.toBe(destinationPrefix('+12035550100'))
})
