import type { TimeScale } from '#components/charts/time-scale.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import { endOf, LETTER, PLACE_LINE, percent } from './life-layout.ts'

const END_WORDS = { REVOKED: 'revoked', LOGGED_OUT: 'signed out', EXPIRED: 'expired' } as const

function endWords({ end, reuses }: SessionPage): string {
  if (!end) return ''
  return end.kind === 'REVOKED' && reuses.length > 0 ? 'ended by reuse' : END_WORDS[end.kind]
}

/** Where the end's label stands; null where the end lies outside of the span, or there is none. */
export function endBox(page: SessionPage, scale: TimeScale, width: number) {
  const ms = endOf(page)
  if (!page.end || ms > scale.span.toMs || ms < scale.span.fromMs) return null
  const x = scale.at(ms) * width
  const length = endWords(page).length * LETTER + 8
  return { left: x > length ? x - length : x - 2, right: x > length ? x + 2 : x + length, top: 0, bottom: 17 }
}

/** A line where the session ended, and the word for it. */
export function LifeEnd({ page, scale, width }: { page: SessionPage; scale: TimeScale; width: number }) {
  const box = endBox(page, scale, width)
  if (!box) return null
  const at = scale.at(endOf(page))
  const isLeft = box.right - 2 <= at * width
  const tone = page.reuses.length > 0 ? 'stroke-crit fill-crit' : 'stroke-ink-2 fill-ink-2'
  return (
    <svg x={percent(at)} overflow="visible" role="presentation">
      <line y1="6" y2={PLACE_LINE + 7} className={tone} strokeWidth="1.4" />
      <rect x="-3.5" y={PLACE_LINE - 3.5} width="7" height="7" className={tone} strokeWidth="0" />
      <text x={isLeft ? -6 : 6} y="13" textAnchor={isLeft ? 'end' : 'start'} strokeWidth="0" className={tone}>
        {endWords(page)}
      </text>
    </svg>
  )
}
