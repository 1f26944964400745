import { expect, test } from 'vitest'
import type { Authentication, Step } from './present.ts'
import { type StoryFacts, tellStory } from './rules.ts'

const BEGAN = Date.parse('2026-11-20T10:00:00Z')
const at = (seconds: number) => new Date(BEGAN + seconds * 1000).toISOString()
const ms = (...seconds: number[]) => seconds.map(second => BEGAN + second * 1000)

const step = (seconds: number, given: Partial<Step> = {}): Step => ({
  kind: 'code',
  method: 'sms',
  result: 'right',
  at: at(seconds),
  seconds: 9,
  phone: '0134',
  document: null,
  ...given,
})

const authentication = (sequence: number, seconds: number, steps: Step[] = []): Authentication => ({
  contextId: `context-${sequence}`,
  sequence,
  type: sequence === 1 ? 'INITIAL' : 'STEP_UP',
  outcome: 'SUCCESS',
  denied: false,
  at: at(seconds),
  completedAt: null,
  address: '203.0.113.24',
  place: null,
  device: null,
  score: 10,
  recommendation: 'ALLOW',
  signals: [],
  action: null,
  steps,
})

const facts = (given: Partial<StoryFacts> = {}): StoryFacts => ({
  openedAt: at(14),
  endedAt: null,
  authentications: [authentication(1, 0, [step(13)])],
  trustedDevice: false,
  refreshedAt: [],
  moves: [],
  handoffs: [],
  reusedAt: [],
  ...given,
})

const kinds = (given: Partial<StoryFacts>) => tellStory(facts(given)).map(({ kind }) => kind)

test('a sign-in with one step', () => {
  expect(kinds({})).toEqual(['authentication', 'step', 'opened'])
})

test('runs of refreshes are folded between what else happened', () => {
  const story = tellStory(
    facts({
      authentications: [authentication(1, 0), authentication(2, 3000)],
      refreshedAt: ms(900, 1800, 2700, 3600, 4500),
      endedAt: at(5000),
    }),
  )
  expect(story).toMatchObject([
    { kind: 'authentication', sequence: 1 },
    { kind: 'opened' },
    { kind: 'refreshes', count: 3, at: at(900), until: at(2700), rhythm: { everySeconds: 900 } },
    { kind: 'authentication', sequence: 2 },
    { kind: 'refreshes', count: 2, rhythm: null },
    { kind: 'ended' },
  ])
})

test.each([
  [[900, 1800, 2700, 3600], { everySeconds: 900 }],
  // A sixth of the median more or less still keeps time.
  [[900, 1750, 2700, 3600], { everySeconds: 900 }],
  [[60, 960, 50_000], { fromSeconds: 900, toSeconds: 49_040 }],
  [[900, 1800], null],
])('the rhythm of refreshes at %j', (seconds, rhythm) => {
  const [run] = tellStory(facts({ refreshedAt: ms(...seconds) })).filter(item => item.kind === 'refreshes')
  expect(run).toMatchObject({ rhythm })
})

test('a handoff redeemed at once is one line, one never redeemed too, a refused one stands alone', () => {
  const handoffs: StoryFacts['handoffs'] = [
    { at: at(100), target: 'ticketing', state: 'created' },
    { at: at(102), target: 'ticketing', state: 'redeemed' },
    { at: at(200), target: 'ticketing', state: 'created' },
    { at: at(900), target: 'ticketing', state: 'refused' },
  ]
  expect(tellStory(facts({ handoffs })).filter(({ kind }) => kind === 'handoff')).toMatchObject([
    { state: 'redeemed' },
    { state: 'created' },
    { state: 'refused' },
  ])
})

test('what falls on one instant keeps its order: the step, the session, the reuse, the end', () => {
  const story = kinds({ authentications: [authentication(1, 14, [step(14)])], reusedAt: [at(14)], endedAt: at(14) })
  expect(story).toEqual(['authentication', 'step', 'opened', 'reuse', 'ended'])
})

test('three thousand refreshes are one line', () => {
  const refreshedAt = ms(...Array.from({ length: 3000 }, (_, n) => (n + 1) * 900))
  expect(kinds({ refreshedAt })).toEqual(['authentication', 'step', 'opened', 'refreshes'])
})
