import { type Box, type Placed, placeLabels } from '#components/charts/place-labels.ts'
import type { Span, TimeScale } from '#components/charts/time-scale.ts'
import type { PlaceSpan } from '#lib/sessions/places/rules.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import type { Mark } from './marks.ts'

// The chart's heights, in px from its top.
export const HEIGHT = 190
export const TOP = 24
export const GROUND = 108
export const PLACE_LINE = 127
export const PLACE_TEXT = 145
export const TICKS = 158
export const AXIS_TEXT = 184

/** The width of a letter of the mono face at 10.5 px. */
export const LETTER = 6.35
const LINE = 13

/** When the session's line ends: at its end, or at the moment it was read. Epoch milliseconds. */
export const endOf = ({ end, lastActivityAt, now }: Pick<SessionPage, 'end' | 'lastActivityAt' | 'now'>): number =>
  end ? Date.parse(end.at ?? lastActivityAt) : Date.parse(now)

export const percent = (fraction: number) => `${(fraction * 100).toFixed(3)}%`

/** Where a score stands. */
export const heightOf = (score: number | null): number => GROUND - ((score ?? 0) / 100) * (GROUND - TOP)

/**
 * The marks within the span. A wrong answer that would lie on its own authentication's mark is told by that one's label;
 * narrowing the time takes them apart.
 */
export function foldAnswers(marks: Mark[], scale: TimeScale, width: number): Mark[] {
  const seen = marks.filter(({ ms }) => ms >= scale.span.fromMs && ms <= scale.span.toMs)
  const folded = seen.filter(mark => {
    const owner = mark.shape === 'cross' ? seen.find(({ id }) => mark.id.startsWith(`${id}-step-`)) : undefined
    return owner && (scale.at(mark.ms) - scale.at(owner.ms)) * width < 12
  })
  return seen
    .filter(mark => !folded.includes(mark))
    .map(mark => {
      const own = folded.filter(({ id }) => id.startsWith(`${mark.id}-step-`))
      if (own.length === 0) return mark
      const words = own.length === 1 ? own[0]!.label : `${own.length} wrong answers`
      return { ...mark, label: `${mark.label}, ${words}`, weight: mark.weight + 20 }
    })
}

/** The marks' labels, none over another, none over a mark. */
export function layOutLabels(marks: Mark[], scale: TimeScale, width: number, keepClear: Box[]): Placed[] {
  const wanted = marks
    .filter(({ shape }) => shape !== 'diamond')
    .map(({ id, ms, score, label, weight }) => ({
      id,
      x: scale.at(ms) * width,
      y: heightOf(score),
      width: label.length * LETTER,
      height: LINE,
      weight,
    }))
  const taken = wanted.flatMap(({ x, y }): Box[] => [
    { left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 },
    { left: x - 1, right: x + 1, top: y, bottom: GROUND },
  ])
  return placeLabels(wanted, [...taken, ...keepClear], { left: -12, right: width + 14, top: 2, bottom: GROUND - 2 })
}

export type PlaceStretch = {
  key: string
  place: string | null
  address: string
  from: number
  to: number
  text: string | null
}

/** The line of places within the span, as fractions; a name stands where its stretch, or the room behind it, is wide enough. */
export function layOutPlaces(places: PlaceSpan[], scale: TimeScale, width: number, endMs: number): PlaceStretch[] {
  const { fromMs } = scale.span
  const toMs = Math.min(scale.span.toMs, endMs)
  const stretches = places.flatMap((span, index) => {
    const begins = Math.max(index === 0 ? fromMs : Date.parse(span.from), fromMs)
    const next = places[index + 1]
    const ends = Math.min(next ? Date.parse(next.from) : toMs, toMs)
    if (ends < fromMs || begins > toMs || ends < begins) return []
    return [{ ...span, from: scale.at(begins), to: scale.at(ends) }]
  })
  const free: Box[] = []
  const told = new Map<number, string>()
  const byInterest = stretches.map((_, index) => index).sort((a, b) => interest(stretches, a) - interest(stretches, b))
  for (const index of byInterest) {
    const { from, place, address } = stretches[index]!
    const name = shorten(place ?? address)
    const box = { left: from * width, right: from * width + name.length * LETTER + 8, top: 0, bottom: 1 }
    const isInside = box.right <= width + 14
    if (!isInside || free.some(other => other.left < box.right && box.left < other.right)) continue
    free.push(box)
    told.set(index, name)
  }
  return stretches.map(({ from, to, place, address }, index) => ({
    key: `${index}`,
    place,
    address,
    from,
    to,
    text: told.get(index) ?? null,
  }))
}

/** A name may be longer than what it names lasted. */
const shorten = (name: string) => (name.length > 26 ? `${name.slice(0, 25)}…` : name)

// The first place, then places seen for the first time, the shorter visit first; then the returns, the longest first.
function interest(stretches: { place: string | null; from: number; to: number }[], index: number) {
  const { place, from, to } = stretches[index]!
  const isFirstSight = stretches.findIndex(other => other.place === place) === index
  return index === 0 ? -1 : isFirstSight ? to - from : 2 - (to - from)
}

/** `first` is the number of its first refresh, from the session's own first: the same however the scale moves. */
export type RefreshTick = { first: number; at: number; count: number }

/** Refreshes within the span: one tick each, or, where they would touch, one for each few px with its count. */
export function layOutRefreshes(refreshedAt: number[], scale: TimeScale, width: number): RefreshTick[] {
  const { fromMs, toMs } = scale.span
  const slots = Math.max(1, Math.floor(width / 4))
  const ticks: RefreshTick[] = []
  let last = -1
  for (const [first, seconds] of refreshedAt.entries()) {
    const ms = seconds * 1000
    if (ms < fromMs || ms > toMs) continue
    const at = scale.at(ms)
    const slot = Math.floor(at * slots)
    if (slot === last) ticks.at(-1)!.count++
    else ticks.push({ first, at, count: 1 })
    last = slot
  }
  return ticks
}

/** How tall a tick is: 6 px for one refresh, more for many. */
export const tickHeight = (count: number): number => Math.min(14, 6 + Math.log2(count) * 2)

/** What the session's page may be narrowed to: never less than a second. */
export function narrowed(scale: TimeScale, fromFraction: number, toFraction: number): Span {
  const clamp = (fraction: number) => Math.min(1, Math.max(0, fraction))
  const [a, b] = [fromFraction, toFraction].map(clamp).sort((x, y) => x - y) as [number, number]
  const fromMs = scale.invert(a)
  return { fromMs, toMs: Math.max(fromMs + 1000, scale.invert(b)) }
}
