import { dayMonth, hourMinute, timeOfDay, zoneOffsetMs } from './clock-time.ts'

export type Span = { fromMs: number; toMs: number }

/** Time from left to right: 0 is the left edge, 1 the right. */
export type TimeScale = {
  span: Span
  /** Where the even part ends, and what lies behind the break; null where all of it is even. */
  idle: { fromMs: number; at: number } | null
  at(ms: number): number
  invert(fraction: number): number
}

const IDLE_SHARE = 0.1

/**
 * An even scale over `span`. Where nothing happens after `lastMs` for more than two thirds of it, the empty rest is
 * drawn together into the last tenth, behind a break.
 */
export function timeScale(span: Span, lastMs: number): TimeScale {
  const length = Math.max(1, span.toMs - span.fromMs)
  const busy = Math.max(0, lastMs - span.fromMs)
  const evenEnd = span.fromMs + Math.max(busy * 1.04, 10_000)
  if (busy > length / 3 || evenEnd >= span.toMs - length / 3) {
    return {
      span,
      idle: null,
      at: ms => (ms - span.fromMs) / length,
      invert: fraction => span.fromMs + fraction * length,
    }
  }
  const even = 1 - IDLE_SHARE
  const evenLength = evenEnd - span.fromMs
  const idleLength = span.toMs - evenEnd
  return {
    span,
    idle: { fromMs: evenEnd, at: even },
    at: ms =>
      ms <= evenEnd ? ((ms - span.fromMs) / evenLength) * even : even + ((ms - evenEnd) / idleLength) * IDLE_SHARE,
    invert: fraction =>
      fraction <= even
        ? span.fromMs + (fraction / even) * evenLength
        : evenEnd + ((fraction - even) / IDLE_SHARE) * idleLength,
  }
}

export type Tick = { ms: number; label: string }

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map(count => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(count => count * MINUTE),
  ...[1, 2, 3, 6, 12].map(count => count * HOUR),
  ...[1, 2, 5, 7, 14].map(count => count * DAY),
]

/** Round instants of the zone's own clock, at most `most` of them; a new day is told by its date. */
export function timeTicks({ fromMs, toMs }: Span, zone: string, most: number): Tick[] {
  const step = STEPS.find(size => (toMs - fromMs) / size <= most) ?? STEPS.at(-1)!
  const ticks: Tick[] = []
  const firstOffset = zoneOffsetMs(fromMs, zone)
  let wall = Math.ceil((fromMs + firstOffset) / step) * step
  while (ticks.length <= most) {
    const ms = toInstant(wall, zone, firstOffset)
    if (ms > toMs) break
    ticks.push({ ms, label: labelOf(ms, wall, step, zone) })
    wall += step
  }
  return ticks
}

// The offset at the instant itself: clocks may have been put forward or back since the first.
function toInstant(wall: number, zone: string, guess: number): number {
  return wall - zoneOffsetMs(wall - guess, zone)
}

function labelOf(ms: number, wall: number, step: number, zone: string): string {
  if (step >= DAY || wall % DAY === 0) return dayMonth(ms, zone)
  return step < MINUTE ? timeOfDay(ms, zone) : hourMinute(ms, zone)
}
