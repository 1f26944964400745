import { describe, expect, test } from 'vitest'
import { eachOnce, mapItems, type Pages, putInFront } from './list-cache.ts'

type Row = { id: string; score: number }

const row = (id: string, score = 0): Row => ({ id, score })
const idOf = ({ id }: Row) => id
const page = (ids: string, nextCursor: string | null = null) => ({
  items: [...ids].map(id => row(id)),
  nextCursor,
  searchedTo: null,
})
const pagesOf = (...pages: ReturnType<typeof page>[]): Pages<Row> => ({ pages, pageParams: pages.map(() => null) })
const ids = (pages: Pages<Row>) => eachOnce(pages, idOf).map(idOf).join('')

test('a row that is in two pages is told once, where it was met first', () => {
  expect(ids(pagesOf(page('abc', '1'), page('cde')))).toBe('abcde')
  expect(eachOnce(undefined, idOf)).toEqual([])
})

describe('changing rows', () => {
  test('touches no other row and no other page', () => {
    const before = pagesOf(page('ab', '1'), page('cd'))
    const after = mapItems(before, item => (item.id === 'c' ? { ...item, score: 9 } : item))
    expect(after.pages[1]?.items).toEqual([row('c', 9), row('d')])
    expect(after.pages[0]).toBe(before.pages[0])
    expect(after.pages[1]?.items[1]).toBe(before.pages[1]?.items[1])
  })

  test('that changes nothing leaves everything the same object', () => {
    const before = pagesOf(page('ab', '1'), page('cd'))
    expect(mapItems(before, item => item)).toBe(before)
  })
})

describe('putting new rows in front', () => {
  test('what they push out of the first page stays before the second', () => {
    const before = pagesOf(page('abcd', 'd'), page('efgh', 'h'))
    const after = putInFront(before, page('xyab', 'b'), idOf)
    expect(ids(after)).toBe('xyabcdefgh')
    expect(after.pages[0]?.nextCursor).toBe('d')
  })

  test('rows that changed places are told at the new one', () => {
    const before = pagesOf(page('abcd', 'd'), page('efgh'))
    expect(ids(putInFront(before, page('gabc', 'c'), idOf))).toBe('gabcdefh')
  })

  test('where everything fits into one page, what is gone is gone', () => {
    expect(ids(putInFront(pagesOf(page('abc')), page('xac'), idOf))).toBe('xac')
  })

  test('a list that has just outgrown one page loses nothing', () => {
    expect(ids(putInFront(pagesOf(page('abcd')), page('xabc', 'c'), idOf))).toBe('xabcd')
  })

  test('of an empty cache nothing is made', () => {
    const empty: Pages<Row> = { pages: [], pageParams: [] }
    expect(putInFront(empty, page('a'), idOf)).toBe(empty)
  })
})
