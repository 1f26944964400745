import { expect, test } from 'vitest'
import { movesOf, placeFinder, placeSpans, type Sighting, sightRefreshes } from './rules.ts'

const find = placeFinder(
  [
    { address: '203.0.113.24', place: 'Columbus, US' },
    { address: '2001:db8:12:848::990', place: 'Malmö, SE' },
    { address: '10.0.0.1', place: null },
  ],
  address => (address === '193.0.6.139' ? 'Amsterdam, NL' : null),
)

test.each([
  ['203.0.113.24', 'Columbus, US'],
  ['193.0.6.139', 'Amsterdam, NL'],
  // The same IPv6 site is the same place, an IPv4 neighbour need not be.
  ['2001:db8:12:9ff::1', 'Malmö, SE'],
  ['2001:db8:13:848::990', null],
  ['203.0.113.25', null],
  ['10.0.0.1', null],
  ['::1', null],
])('%s is in %s', (address, place) => {
  expect(find(address)).toBe(place)
})

const sighting = (at: string, by: Sighting['by'], place: string | null): Sighting => ({
  at,
  by,
  place,
  address: `of ${place}`,
})
const SEEN = [
  sighting('10', 'authentication', 'Columbus'),
  sighting('11', 'refresh', 'Columbus'),
  sighting('12', 'failure', 'Ashburn'),
  sighting('13', 'refresh', 'Columbus'),
  sighting('14', 'refresh', null),
  sighting('15', 'refresh', null),
  sighting('16', 'authentication', 'Chicago'),
]

test('stretches of one place each, an attempt that failed included', () => {
  expect(placeSpans(SEEN).map(({ from, place }) => `${from} ${place}`)).toEqual([
    '10 Columbus',
    '12 Ashburn',
    '13 Columbus',
    '14 null',
    '16 Chicago',
  ])
  expect(placeSpans([])).toEqual([])
})

test('only a refresh that succeeded elsewhere has moved the session', () => {
  expect(movesOf(SEEN)).toEqual([{ at: '14', place: null, from: 'Columbus', address: 'of null' }])
})

test('each refresh has the address of the last change before it', () => {
  const changes = [
    { ms: 1_000, address: 'a' },
    { ms: 5_040, address: 'b' },
  ]
  // The token's time is cut to a tenth of a second and may lie before its event's.
  expect(sightRefreshes([1_000, 3_000, 5_000, 9_000], changes).map(({ address }) => address)).toEqual([
    'a',
    'a',
    'b',
    'b',
  ])
  expect(sightRefreshes([1_000], [])).toEqual([])
})
