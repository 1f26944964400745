import { expect, test } from 'vitest'
import type { Chain, ChainToken, Reuse } from '#lib/sessions/chain/present.ts'
import { layOutChain } from './chain-layout.ts'

const token = (generation: number, parent: string | null, given: Partial<ChainToken> = {}): ChainToken => ({
  tokenId: `${generation}`,
  parentTokenId: parent,
  status: 'ROTATED',
  generation,
  createdAt: '2026-11-20T10:00:00Z',
  endedAt: null,
  ...given,
})

const chain = (shown: ChainToken[]): Chain => ({ generations: 0, tokens: shown.length, shown, forks: [] })

const line = (last: number) =>
  Array.from({ length: last }, (_, n) =>
    token(n + 1, n === 0 ? null : `${n}`, n + 1 === last ? { status: 'ACTIVE' } : {}),
  )

const reuse = (tokenId: string): Reuse => ({
  at: '2026-11-20T11:00:00Z',
  tokenId,
  secondsBetween: 60,
  first: null,
  second: null,
  differing: [],
})

const places = (given: ReturnType<typeof layOutChain>) =>
  given.nodes.map(({ key, column, lane }) => [key, column, lane])

test('one line: a column each, every one linked to the one before', () => {
  const layout = layOutChain(chain(line(5)), [])
  expect(places(layout)).toEqual([1, 2, 3, 4, 5].map(n => [`${n}`, n - 1, 0]))
  expect(layout.links.map(({ from, to }) => [from.key, to.key])).toEqual([
    ['1', '2'],
    ['2', '3'],
    ['3', '4'],
    ['4', '5'],
  ])
  expect(layout).toMatchObject({ gaps: [], lanes: 0 })
})

test('what is not shown is a gap of two columns with its count', () => {
  const shown = line(20).filter(({ generation }) => generation <= 3 || generation > 16)
  const layout = layOutChain(chain(shown), [])
  expect(layout.gaps).toEqual([{ column: 3, count: 13 }])
  expect(places(layout).map(([, column]) => column)).toEqual([0, 1, 2, 5, 6, 7, 8])
  expect(layout.columns).toBe(9)
})

test('a fork leaves the line upwards, however the tokens are ordered', () => {
  const branch = [token(5, '4', { tokenId: 'b5' }), token(6, 'b5', { tokenId: 'b6' })]
  const shown = [...line(8), ...branch].sort((a, b) => a.generation - b.generation)
  const layout = layOutChain(chain(shown), [])
  const lanes = Object.fromEntries(layout.nodes.map(({ key, lane, column }) => [key, [column, lane]]))
  expect(lanes).toMatchObject({ 5: [4, 0], 8: [7, 0], b5: [4, 1], b6: [5, 1] })
  expect(layout.links).toContainEqual(
    expect.objectContaining({
      from: expect.objectContaining({ key: '4' }),
      to: expect.objectContaining({ key: 'b5' }),
    }),
  )
  expect(layout.lanes).toBe(1)
})

test('two forks have a lane each', () => {
  const shown = [...line(8), token(3, '2', { tokenId: 'x' }), token(3, '2', { tokenId: 'y' })].sort(
    (a, b) => a.generation - b.generation,
  )
  const layout = layOutChain(chain(shown), [])
  expect(layout.nodes.filter(({ lane }) => lane > 0).map(({ key, lane }) => [key, lane])).toEqual([
    ['x', 1],
    ['y', 2],
  ])
})

test('a token that came back stands above the line and above any fork', () => {
  const shown = [...line(6), token(3, '2', { tokenId: 'x' })].sort((a, b) => a.generation - b.generation)
  const layout = layOutChain(chain(shown), [reuse('4'), reuse('unknown')])
  expect(layout.nodes.at(-1)).toMatchObject({ token: null, column: 3.5, lane: 2 })
  expect(layout.links.at(-1)).toMatchObject({ broken: true, from: { key: '4' } })
})

test('no tokens', () => {
  expect(layOutChain(chain([]), [])).toMatchObject({ nodes: [], gaps: [], links: [] })
})
