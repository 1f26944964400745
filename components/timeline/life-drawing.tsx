import { lengthOf } from '#components/charts/clock-time.ts'
import type { Placed } from '#components/charts/place-labels.ts'
import { type TimeScale, timeTicks } from '#components/charts/time-scale.ts'
import { HIGH_RISK_SCORE } from '#lib/risk/rules.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import {
  AXIS_TEXT,
  GROUND,
  HEIGHT,
  heightOf,
  layOutLabels,
  layOutPlaces,
  layOutRefreshes,
  PLACE_LINE,
  PLACE_TEXT_Y,
  TICKS,
  TOP,
  tickHeight,
} from './life-layout.ts'
import type { Mark } from './marks.ts'
import { placeColours } from './place-colours.ts'

type Props = {
  page: SessionPage
  scale: TimeScale
  width: number
  zone: string
  marks: Mark[]
  selection: { from: number; to: number } | null
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(3)}%`

/** Everything of the life of a session that is not a mark. Said again in words by LifeTable: here it is only drawn. */
export function LifeDrawing({ page, scale, width, zone, marks, selection }: Props) {
  const high = heightOf(HIGH_RISK_SCORE)
  const endLabel = endBox(page, scale, width)
  // At the right edge, or, where the end is marked there, before it.
  const endX = endLabel ? scale.at(endMsOf(page)) * width : Number.NEGATIVE_INFINITY
  const highX = endX > width - 70 ? endX - 7 : width + 14
  const highLabel = { left: highX - 66, right: highX, top: high - 15, bottom: high }
  const labels = layOutLabels(marks, scale, width, endLabel ? [highLabel, endLabel] : [highLabel])
  return (
    <svg
      width="100%"
      height={HEIGHT}
      className="absolute inset-0 overflow-visible font-mono text-[10.5px]"
      aria-hidden="true"
    >
      <Grid />
      {selection && (
        <rect
          x={percent(selection.from)}
          width={percent(selection.to - selection.from)}
          y={TOP - 16}
          height={TICKS - TOP + 30}
          className="fill-accent/12"
        />
      )}
      <line x1="-14" x2="100%" y1={high} y2={high} className="stroke-crit" strokeDasharray="2 4" opacity="0.7" />
      <text x={percent(highX / width)} y={high - 5} textAnchor="end" className="fill-crit">
        high ≥ {HIGH_RISK_SCORE}
      </text>
      <PlaceLine page={page} scale={scale} width={width} />
      <Refreshes page={page} scale={scale} width={width} />
      <Axis page={page} scale={scale} width={width} zone={zone} />
      <End page={page} scale={scale} width={width} />
      <Stems marks={marks} scale={scale} />
      <Labels labels={labels} marks={marks} width={width} />
    </svg>
  )
}

function Grid() {
  return (
    <>
      {[0, 50, 100].map(score => (
        <g key={score}>
          <line x1="-14" x2="100%" y1={heightOf(score)} y2={heightOf(score)} className="stroke-line" />
          <text x="-22" y={heightOf(score) + 3.5} textAnchor="end" className="fill-ink-3">
            {score}
          </text>
        </g>
      ))}
    </>
  )
}

function Stems({ marks, scale }: Pick<Props, 'marks' | 'scale'>) {
  return marks
    .filter(({ shape, score }) => shape !== 'diamond' && score !== null && score > 5)
    .map(({ id, ms, score }) => (
      <line
        key={id}
        x1={percent(scale.at(ms))}
        x2={percent(scale.at(ms))}
        y1={heightOf(score)}
        y2={GROUND}
        className="stroke-ink-3"
        strokeWidth="1.2"
      />
    ))
}

function Labels({ labels, marks, width }: { labels: Placed[]; marks: Mark[]; width: number }) {
  return labels.map(({ id, x, y, anchor }) => (
    <text key={id} x={percent(x / width)} y={y + 3.5} textAnchor={anchor} className="fill-ink">
      {marks.find(mark => mark.id === id)?.label}
    </text>
  ))
}

function PlaceLine({ page, scale, width }: Pick<Props, 'page' | 'scale' | 'width'>) {
  const colourOf = placeColours(page.places)
  return layOutPlaces(page.places, scale, width, endMsOf(page)).map(({ key, place, from, to, text }) => (
    <g key={key}>
      <line
        x1={percent(from)}
        x2={percent(Math.max(to, from + 3 / width))}
        y1={PLACE_LINE}
        y2={PLACE_LINE}
        stroke={colourOf(place)}
        strokeWidth="5"
        strokeDasharray={place === null ? '3 3' : undefined}
      />
      {text && (
        <text x={percent(from)} y={PLACE_TEXT_Y} className="fill-ink-2">
          {text}
        </text>
      )}
    </g>
  ))
}

function Refreshes({ page, scale, width }: Pick<Props, 'page' | 'scale' | 'width'>) {
  if (page.refreshedAt.length === 0) return null
  return (
    <>
      <text x="-22" y={TICKS + 8} textAnchor="end" className="fill-ink-3">
        ⟳
      </text>
      {layOutRefreshes(page.refreshedAt, scale, width).map(({ at, count }) => (
        <line
          key={at}
          x1={percent(at)}
          x2={percent(at)}
          y1={TICKS + 8}
          y2={TICKS + 8 - tickHeight(count)}
          className="stroke-ink-3"
          strokeWidth={count > 1 ? 2 : 1}
        />
      ))}
    </>
  )
}

function Axis({ page, scale, width, zone }: Pick<Props, 'page' | 'scale' | 'width' | 'zone'>) {
  const { idle, span } = scale
  const evenWidth = width * (idle?.at ?? 1)
  const ticks = timeTicks(
    { fromMs: span.fromMs, toMs: idle?.fromMs ?? span.toMs },
    zone,
    Math.max(2, Math.floor(evenWidth / 110)),
  )
  const endsNow = !page.end && span.toMs >= endMsOf(page)
  const clear = endsNow ? scale.at(endMsOf(page)) - 60 / width : 2
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
          x={percent(scale.at(endMsOf(page)))}
          y={AXIS_TEXT}
          textAnchor={scale.at(endMsOf(page)) > 0.95 ? 'end' : 'middle'}
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

const END_WORDS = { REVOKED: 'revoked', LOGGED_OUT: 'signed out', EXPIRED: 'expired' } as const

function endWords({ end, reuses }: SessionPage): string {
  if (!end) return ''
  return end.kind === 'REVOKED' && reuses.length > 0 ? 'ended by reuse' : END_WORDS[end.kind]
}

function endBox(page: SessionPage, scale: TimeScale, width: number) {
  const ms = endMsOf(page)
  if (!page.end || ms > scale.span.toMs || ms < scale.span.fromMs) return null
  const x = scale.at(ms) * width
  const length = endWords(page).length * 6.35 + 8
  return { left: x > length ? x - length : x - 2, right: x > length ? x + 2 : x + length, top: 0, bottom: 17 }
}

function End({ page, scale, width }: Pick<Props, 'page' | 'scale' | 'width'>) {
  const box = endBox(page, scale, width)
  if (!box) return null
  const at = scale.at(endMsOf(page))
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

const endMsOf = ({ end, lastActivityAt, now }: SessionPage): number =>
  end ? Date.parse(end.at ?? lastActivityAt) : Date.parse(now)
