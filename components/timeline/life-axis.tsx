import { lengthOf } from '#components/charts/clock-time.ts'
import { type TimeScale, timeTicks } from '#components/charts/time-scale.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import { AXIS_TEXT, endOf, PLACE_LINE, percent, TICKS } from './life-layout.ts'

/** Round times below the line; behind a break, how long nothing happened. */
export function LifeAxis({
  page,
  scale,
  width,
  zone,
}: {
  page: SessionPage
  scale: TimeScale
  width: number
  zone: string
}) {
  const { idle, span } = scale
  const evenWidth = width * (idle?.at ?? 1)
  const ticks = timeTicks(
    { fromMs: span.fromMs, toMs: idle?.fromMs ?? span.toMs },
    zone,
    Math.max(2, Math.floor(evenWidth / 110)),
  )
  const endsNow = !page.end && span.toMs >= endOf(page)
  const clear = endsNow ? scale.at(endOf(page)) - 60 / width : 2
  return (
    <g className="fill-ink-3">
      {ticks
        .filter(({ ms }) => scale.at(ms) < clear)
        .map(({ ms, label }) => (
          <g key={ms}>
            <line
              x1={percent(scale.at(ms))}
              x2={percent(scale.at(ms))}
              y1={TICKS + 12}
              y2={TICKS + 15}
              className="stroke-line-2"
            />
            <text x={percent(scale.at(ms))} y={AXIS_TEXT} textAnchor={scale.at(ms) * width < 20 ? 'start' : 'middle'}>
              {label}
            </text>
          </g>
        ))}
      {endsNow && (
        <text
          x={percent(scale.at(endOf(page)))}
          y={AXIS_TEXT}
          textAnchor={scale.at(endOf(page)) > 0.95 ? 'end' : 'middle'}
          className="fill-ink-2"
        >
          now
        </text>
      )}
      {idle && <Idle at={idle.at} />}
      {idle && (
        <text x="100%" dx="14" y={TICKS + 8} textAnchor="end" className="fill-ink-2">
          idle {lengthOf(span.toMs - idle.fromMs)}
        </text>
      )}
    </g>
  )
}

// A break in the line.
function Idle({ at }: { at: number }) {
  return (
    <svg x={percent(at)} y={PLACE_LINE} overflow="visible" role="presentation">
      <path d="M-4 7L0 -7M1 7L5 -7" className="stroke-panel" strokeWidth="6" />
      <path d="M-5 6L-1 -6M2 6L6 -6" className="stroke-ink-3" strokeWidth="1.3" />
    </svg>
  )
}
