import { expect, test } from 'vitest'
import { timeScale } from '#components/charts/time-scale.ts'
import type { Authentication } from '#lib/sessions/timeline/present.ts'
import { foldAnswers, layOutPlaces, layOutRefreshes, narrowed, tickHeight } from './life-layout.ts'
import { marksOf } from './marks.ts'

const BEGAN = Date.parse('2026-11-20T10:00:00Z')
const at = (seconds: number) => new Date(BEGAN + seconds * 1000).toISOString()
const scaleOf = (seconds: number) => timeScale({ fromMs: BEGAN, toMs: BEGAN + seconds * 1000 }, BEGAN + seconds * 1000)

const authentication = (sequence: number, seconds: number, given: Partial<Authentication> = {}): Authentication => ({
  contextId: '',
  sequence,
  type: sequence === 1 ? 'INITIAL' : 'STEP_UP',
  outcome: 'SUCCESS',
  denied: false,
  at: at(seconds),
  completedAt: null,
  address: '203.0.113.24',
  place: 'Columbus, US',
  device: null,
  score: 25,
  recommendation: 'ALLOW',
  signals: [],
  action: null,
  steps: [],
  ...given,
})

const wrongCode = (seconds: number) => ({
  kind: 'code' as const,
  method: 'sms' as const,
  result: 'wrong' as const,
  at: at(seconds),
  seconds: 9,
  phone: null,
  document: null,
})

test('each kind has its shape, its colour by risk and outcome, and words that say the same', () => {
  const marks = marksOf({
    authentications: [
      authentication(1, 0),
      authentication(2, 100, { score: 70 }),
      authentication(3, 200, { score: 55 }),
      authentication(4, 300, {
        outcome: 'FAILED',
        denied: true,
        score: 84,
        action: { type: 'CHANGE_EMAIL', details: {} },
      }),
      authentication(5, 400, { outcome: 'EXPIRED', score: null }),
    ],
    reuses: [{ at: at(500), tokenId: '', secondsBetween: 1, first: null, second: null, differing: [] }],
  })
  expect(marks.map(({ id, shape, tone, hollow, label }) => [id, shape, tone, hollow, label])).toEqual([
    ['auth-1', 'square', 'accent', false, 'sign-in 25'],
    ['auth-2', 'triangle', 'crit', false, 'step-up 70'],
    ['auth-3', 'triangle', 'warn', false, 'step-up 55'],
    ['auth-4', 'triangle', 'crit', false, 'step-up denied 84'],
    ['auth-5', 'triangle', 'neutral', true, 'step-up left'],
    ['reuse-0', 'diamond', 'crit', false, 'reuse'],
  ])
  expect(marks[3]!.title).toBe('4 · Step-up denied to change the e-mail address')
})

test('a wrong answer has its own mark where there is room, else its authentication’s label tells it', () => {
  const marks = marksOf({
    authentications: [authentication(1, 0, { steps: [wrongCode(9), wrongCode(20)] })],
    reuses: [],
  })
  expect(foldAnswers(marks, scaleOf(60), 1000).map(({ label }) => label)).toEqual([
    'sign-in 25',
    'wrong code',
    'wrong code',
  ])
  expect(foldAnswers(marks, scaleOf(1500), 1000).map(({ label }) => label)).toEqual([
    'sign-in 25, wrong code',
    'wrong code',
  ])
  expect(foldAnswers(marks, scaleOf(86_400), 1000).map(({ label }) => label)).toEqual(['sign-in 25, 2 wrong answers'])
})

test('the line of places: cut to the span and to the end, a short visit is named before a return', () => {
  const places = [
    { from: at(0), place: 'Columbus, US', address: 'a' },
    { from: at(500), place: 'Ashburn, US', address: 'b' },
    { from: at(510), place: 'Columbus, US', address: 'a' },
    { from: at(2000), place: 'Chicago, US', address: 'c' },
  ]
  const line = layOutPlaces(places, scaleOf(1000), 1000, BEGAN + 900_000)
  expect(line.map(({ from, to, text }) => [from, to, text])).toEqual([
    [0, 0.5, 'Columbus, US'],
    [0.5, 0.51, 'Ashburn, US'],
    [0.51, 0.9, null],
  ])
})

test('an unknown place is named by its address, a long name is cut', () => {
  const named = (place: string | null) =>
    layOutPlaces([{ from: at(0), place, address: '203.0.113.24' }], scaleOf(100), 1000, BEGAN + 100_000)[0]!.text
  expect(named(null)).toBe('203.0.113.24')
  expect(named('Llanfairpwllgwyngyllgogerychwyrndrobwll, GB')).toBe('Llanfairpwllgwyngyllgoger…')
})

test('refreshes: a tick each while there is room, then one for several, none lost', () => {
  const refreshedAt = Array.from({ length: 2880 }, (_, n) => BEGAN / 1000 + n * 900)
  const scale = scaleOf(2880 * 900)
  const ticks = layOutRefreshes(refreshedAt, scale, 1000)
  expect(ticks.length).toBeLessThanOrEqual(250)
  expect(ticks.reduce((sum, { count }) => sum + count, 0)).toBe(2880)
  expect(layOutRefreshes(refreshedAt.slice(0, 5), scaleOf(4500), 1000).map(({ count }) => count)).toEqual([
    1, 1, 1, 1, 1,
  ])
  expect(tickHeight(1)).toBe(6)
  expect(tickHeight(5000)).toBe(14)
})

test('narrowing takes either direction, stays inside, and never below a second', () => {
  const scale = scaleOf(1000)
  expect(narrowed(scale, 0.7, 0.2)).toEqual({ fromMs: BEGAN + 200_000, toMs: BEGAN + 700_000 })
  expect(narrowed(scale, -3, 0.5)).toEqual({ fromMs: BEGAN, toMs: BEGAN + 500_000 })
  expect(narrowed(scale, 0.5, 0.5).toMs - narrowed(scale, 0.5, 0.5).fromMs).toBe(1000)
})
