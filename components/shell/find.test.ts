import { expect, test } from 'vitest'
import { readWords } from './find.ts'

const hrefs = (typed: string) => readWords(typed)?.ways.map(({ href }) => href)

test('an id leads to its session', () => {
  const id = '01a1fb4e-5a10-7000-8000-0000009d7e97'
  expect(hrefs(` ${id.toUpperCase()} `)).toEqual([`/sessions/${id}`])
  expect(readWords(id)?.filter).toEqual({ id, status: 'any' })
})

test.each(['203.0.113.24', '203.0.113.0/24', '2001:db8::1', '::1', '2001:db8::/32', '2001:db8:0:0:0:0:0:1'])(
  'the address %s leads to the sessions from it',
  address => {
    const query = encodeURIComponent(address)
    expect(hrefs(address)).toEqual([`/sessions?address=${query}`, `/sessions?address=${query}&status=any`])
    expect(readWords(address)?.filter).toEqual({ address })
  },
)

test.each(['demo & co=x', 'CUPID-1:2', 'ab:cd'])('%s is a user or a place, and runs into no other filter', typed => {
  const query = new URLSearchParams({ v: typed }).toString().slice(2)
  expect(hrefs(typed)).toEqual([
    `/sessions?user=${query}`,
    `/sessions?user=${query}&status=any`,
    `/sessions?place=${query}`,
  ])
  expect(readWords(typed)?.filter).toEqual({ user: typed })
})

test('no words lead nowhere', () => {
  expect(readWords('  ')).toBeNull()
})
