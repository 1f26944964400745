import { expect, test } from 'vitest'
import { lengthOf, zoneOffsetMs } from './clock-time.ts'
import { timeScale, timeTicks } from './time-scale.ts'

const ms = (iso: string) => Date.parse(iso)
const ticks = (from: string, to: string, zone: string, most = 6) =>
  timeTicks({ fromMs: ms(from), toMs: ms(to) }, zone, most).map(({ label }) => label)

test('forty seconds, four hours, thirty days: round times of the reader’s clock', () => {
  expect(ticks('2026-11-20T10:00:02Z', '2026-11-20T10:00:42Z', 'UTC')).toEqual([
    '10:00:10',
    '10:00:20',
    '10:00:30',
    '10:00:40',
  ])
  expect(ticks('2026-11-20T21:22:29Z', '2026-11-21T01:43:00Z', 'America/New_York')).toEqual([
    '17:00',
    '18:00',
    '19:00',
    '20:00',
  ])
  expect(ticks('2026-10-22T01:00:00Z', '2026-11-20T15:00:00Z', 'UTC')).toEqual([
    '24 Oct',
    '29 Oct',
    '3 Nov',
    '8 Nov',
    '13 Nov',
    '18 Nov',
  ])
})

test('midnight is told by its date, in a zone of half hours too', () => {
  expect(ticks('2026-11-20T15:00:00Z', '2026-11-20T23:00:00Z', 'Asia/Kolkata', 5)).toEqual([
    '22:00',
    '21 Nov',
    '02:00',
    '04:00',
  ])
})

test('days stay at midnight when the clocks change', () => {
  // Berlin puts its clocks back on 25 October 2026.
  const days = timeTicks({ fromMs: ms('2026-10-23T12:00:00Z'), toMs: ms('2026-10-28T12:00:00Z') }, 'Europe/Berlin', 6)
  expect(days.map(day => new Date(day.ms).toISOString())).toEqual([
    '2026-10-23T22:00:00.000Z',
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
    '2026-10-26T23:00:00.000Z',
    '2026-10-27T23:00:00.000Z',
  ])
  expect(zoneOffsetMs(ms('2026-10-24T12:00:00Z'), 'Europe/Berlin')).toBe(2 * 3_600_000)
})

test('an even scale is even and inverts', () => {
  const scale = timeScale({ fromMs: 1000, toMs: 5000 }, 4000)
  expect(scale.idle).toBeNull()
  expect([1000, 2000, 5000].map(scale.at)).toEqual([0, 0.25, 1])
  expect(scale.invert(0.25)).toBe(2000)
})

test('a long idle end is drawn together behind a break, and inverts there too', () => {
  const day = 86_400_000
  const scale = timeScale({ fromMs: 0, toMs: 20 * day }, day)
  expect(scale.idle?.at).toBeCloseTo(0.9)
  expect(scale.at(day)).toBeGreaterThan(0.8)
  expect(scale.at(20 * day)).toBeCloseTo(1)
  for (const at of [0, day / 2, day, 5 * day, 20 * day]) expect(scale.invert(scale.at(at))).toBeCloseTo(at, 0)
  const order = [0, day, 2 * day, 19 * day].map(scale.at)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test.each([
  [0, '0 s'],
  [40_000, '40 s'],
  [126_000, '2 min 6 s'],
  [905_000, '15 min'],
  [3_900_000, '1 h 5 min'],
  [11 * 86_400_000 + 4 * 3_600_000, '11 d 4 h'],
  [30 * 86_400_000, '30 d'],
])('%i ms are %s', (length, words) => {
  expect(lengthOf(length)).toBe(words)
})
