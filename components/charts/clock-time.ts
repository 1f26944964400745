// Times of day and dates in a named zone. Formatters are costly to make and are kept.

const formatters = new Map<string, Intl.DateTimeFormat>()

function format(zone: string, options: Intl.DateTimeFormatOptions, ms: number): string {
  const key = zone + JSON.stringify(options)
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })
  formatters.set(key, formatter)
  return formatter.format(ms)
}

const HOUR_MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** `10:00` */
export const hourMinute = (ms: number, zone: string) => format(zone, HOUR_MINUTE, ms)
/** `10:00:14` */
export const timeOfDay = (ms: number, zone: string) => format(zone, { ...HOUR_MINUTE, second: '2-digit' }, ms)
/** `21 Nov` */
export const dayMonth = (ms: number, zone: string) => format(zone, { day: 'numeric', month: 'short' }, ms)
/** `Sat 21 Nov` */
export const weekdayDate = (ms: number, zone: string) =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short' }, ms).replace(',', '')
/** `21 Nov, 10:00:14` */
export const dateTime = (ms: number, zone: string) => `${dayMonth(ms, zone)}, ${timeOfDay(ms, zone)}`

/** How far the zone's clocks are ahead of UTC at that instant. */
export function zoneOffsetMs(ms: number, zone: string): number {
  const text = format(
    zone,
    { ...HOUR_MINUTE, second: '2-digit', year: 'numeric', month: '2-digit', day: '2-digit' },
    ms,
  )
  const [, day, month, year, hour, minute, second] = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)/.exec(text)!.map(Number)
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
}

/** `40 s`, `14 min`, `1 h 5 min`, `11 d 4 h`. */
export function lengthOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const units: [number, string][] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ]
  const at = units.findIndex(([size]) => seconds >= size)
  const [big, unit] = units[at]!
  const [small, smallUnit] = units[at + 1]!
  const rest = Math.floor((seconds % big) / small)
  // Of minutes nobody wants the seconds, except of the first few.
  const tellRest = rest > 0 && !(unit === 'min' && seconds >= 600)
  return `${Math.floor(seconds / big)} ${unit}${tellRest ? ` ${rest} ${smallUnit}` : ''}`
}
