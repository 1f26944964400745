const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `38 s ago`, `4 h ago`, `in 29 d 21 h`. Two units only for what lies ahead, where the second one matters. */
export function relativeTime(at: string, nowMs: number): string {
  const apartMs = Date.parse(at) - nowMs
  if (Number.isNaN(apartMs)) return '–'
  if (Math.abs(apartMs) < 1000) return 'now'
  return apartMs > 0 ? `in ${ahead(apartMs)}` : `${behind(-apartMs)} ago`
}

/** In the reader's zone, which it names: `21 Nov 2026, 10:00:14 GMT+2`. */
export const absoluteTime = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at))

function behind(ms: number) {
  if (ms < MINUTE) return `${Math.floor(ms / 1000)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`
  return `${Math.floor(ms / DAY)} d`
}

function ahead(ms: number) {
  if (ms < MINUTE) return `${Math.ceil(ms / 1000)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  const [big, small, per] = ms < DAY ? [HOUR, MINUTE, ['h', 'min']] : [DAY, HOUR, ['d', 'h']]
  const rest = Math.floor((ms % big) / small)
  return `${Math.floor(ms / big)} ${per[0]}${rest > 0 ? ` ${rest} ${per[1]}` : ''}`
}
