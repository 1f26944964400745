import type { Place } from './places.ts'
import type { Random } from './random.ts'
import { DAY, HOUR, later, MINUTE } from './time.ts'

// How busy each hour of the place's own day is.
const WEEKDAY = [1, 0.6, 0.4, 0.3, 0.4, 1.2, 4, 9, 13, 14, 13, 12, 14, 12, 11, 11, 12, 14, 15, 15, 13, 10, 6, 3]
const WEEKEND = [2, 1.2, 0.7, 0.4, 0.3, 0.5, 1.5, 3, 6, 10, 13, 14, 13, 12, 11, 11, 11, 12, 12, 12, 11, 9, 6, 4]
const WEEKEND_SHARE = 0.62
const WEEKDAY_SHARE = 1.15

export const localTime = (at: Date, { utcOffsetHours }: Place): Date => later(at, utcOffsetHours * HOUR)

/** When somebody at `place` comes by, `perMonth` times on average, between two moments. In order. */
export function visits(random: Random, place: Place, perMonth: number, from: Date, to: Date): Date[] {
  const times: Date[] = []
  const offsetMs = place.utcOffsetHours * HOUR
  const firstDay = Math.floor((from.getTime() + offsetMs) / DAY) * DAY
  for (let day = firstDay; day < to.getTime() + offsetMs; day += DAY) {
    const weekend = [0, 6].includes(new Date(day).getUTCDay())
    const hours = weekend ? WEEKEND : WEEKDAY
    const share = weekend ? WEEKEND_SHARE : WEEKDAY_SHARE
    for (let left = random.count((perMonth / 30) * share); left > 0; left--) {
      const hour = random.weighted(hours.map((weight, index) => [index, weight] as const))
      times.push(new Date(day + hour * HOUR + random.int(0, 60 * MINUTE - 1) - offsetMs))
    }
  }
  return times.filter(at => at >= from && at < to).sort((a, b) => a.getTime() - b.getTime())
}
