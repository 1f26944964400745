import type { Move } from '../places/rules.ts'
import type { Authentication } from './present.ts'

/** One line of a session's story. Instants are ISO 8601. */
export type StoryItem =
  | { kind: 'authentication'; at: string; sequence: number }
  /** `index` is the step's place in its authentication. */
  | { kind: 'step'; at: string; sequence: number; index: number }
  | { kind: 'opened'; at: string; trustedDevice: boolean }
  | { kind: 'refreshes'; at: string; until: string; count: number; rhythm: Rhythm | null }
  | ({ kind: 'moved' } & Move)
  | { kind: 'handoff'; at: string; target: string | null; state: 'created' | 'redeemed' | 'refused' }
  | { kind: 'reuse'; at: string; index: number }
  | { kind: 'ended'; at: string }

/** Seconds between refreshes: one figure where they keep time, the shortest and the longest where they do not. */
export type Rhythm = { everySeconds: number } | { fromSeconds: number; toSeconds: number }

export type StoryFacts = {
  openedAt: string
  endedAt: string | null
  authentications: Authentication[]
  trustedDevice: boolean
  /** Epoch milliseconds, ascending. */
  refreshedAt: number[]
  moves: Move[]
  handoffs: { at: string; target: string | null; state: 'created' | 'redeemed' | 'refused' }[]
  reusedAt: string[]
}

/** What happened in a session, in order; runs of refreshes folded into one line each. */
export function tellStory(facts: StoryFacts): StoryItem[] {
  const events: StoryItem[] = [
    ...facts.authentications.flatMap(tellAuthentication),
    { kind: 'opened', at: facts.openedAt, trustedDevice: facts.trustedDevice },
    ...facts.moves.map((move): StoryItem => ({ kind: 'moved', ...move })),
    ...foldHandoffs(facts.handoffs),
    ...facts.reusedAt.map((at, index): StoryItem => ({ kind: 'reuse', at, index })),
    ...(facts.endedAt ? [{ kind: 'ended' as const, at: facts.endedAt }] : []),
  ]
  const ordered = events.map((item, order) => ({ item, order, ms: Date.parse(item.at) }))
  ordered.sort((a, b) => a.ms - b.ms || RANK[a.item.kind] - RANK[b.item.kind] || a.order - b.order)
  return foldRefreshes(ordered, facts.refreshedAt)
}

// What happened within one millisecond still has an order.
const RANK: Record<StoryItem['kind'], number> = {
  authentication: 0,
  step: 1,
  opened: 2,
  moved: 3,
  refreshes: 4,
  handoff: 5,
  reuse: 6,
  ended: 7,
}

function tellAuthentication({ at, sequence, steps }: Authentication): StoryItem[] {
  return [
    { kind: 'authentication', at, sequence },
    ...steps.map((step, index): StoryItem => ({ kind: 'step', at: step.at, sequence, index })),
  ]
}

/** A handoff that was made and redeemed within a minute is one line. */
function foldHandoffs(handoffs: StoryFacts['handoffs']): StoryItem[] {
  const lines: Extract<StoryItem, { kind: 'handoff' }>[] = []
  for (const { at, target, state } of handoffs) {
    const made = lines.at(-1)
    const isAnswer =
      made?.state === 'created' && made.target === target && Date.parse(at) - Date.parse(made.at) < 60_000
    if (state === 'redeemed' && isAnswer) made.state = 'redeemed'
    else lines.push({ kind: 'handoff', at, target, state })
  }
  return lines
}

function foldRefreshes(ordered: { item: StoryItem; ms: number }[], refreshedAt: number[]): StoryItem[] {
  const story: StoryItem[] = []
  let next = 0
  const foldUntil = (ms: number) => {
    const start = next
    while (next < refreshedAt.length && refreshedAt[next]! < ms) next++
    if (next > start) story.push(run(refreshedAt.slice(start, next)))
  }
  for (const { item, ms } of ordered) {
    foldUntil(ms)
    story.push(item)
  }
  foldUntil(Number.POSITIVE_INFINITY)
  return story
}

function run(times: number[]): StoryItem {
  const iso = (ms: number) => new Date(ms).toISOString()
  return {
    kind: 'refreshes',
    at: iso(times[0]!),
    until: iso(times.at(-1)!),
    count: times.length,
    rhythm: rhythmOf(times),
  }
}

function rhythmOf(times: number[]): Rhythm | null {
  if (times.length < 3) return null
  const gaps = times.slice(1).map((ms, index) => (ms - times[index]!) / 1000)
  gaps.sort((a, b) => a - b)
  const median = gaps[Math.floor(gaps.length / 2)]!
  const keepsTime = gaps.every(gap => Math.abs(gap - median) <= median * 0.2)
  return keepsTime ? { everySeconds: median } : { fromSeconds: gaps[0]!, toSeconds: gaps.at(-1)! }
}
