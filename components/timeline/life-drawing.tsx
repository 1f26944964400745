import type { Placed } from '#components/charts/place-labels.ts'
import type { TimeScale } from '#components/charts/time-scale.ts'
import { HIGH_RISK_SCORE } from '#lib/risk/rules.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import { LifeAxis } from './life-axis.tsx'
import { endBox, LifeEnd } from './life-end.tsx'
import {
  endOf,
  GROUND,
  HEIGHT,
  heightOf,
  layOutLabels,
  layOutPlaces,
  layOutRefreshes,
  PLACE_LINE,
  PLACE_TEXT,
  percent,
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

/** Everything of the life of a session that is not a mark. Said again in words by LifeTable: here it is only drawn. */
export function LifeDrawing({ page, scale, width, zone, marks, selection }: Props) {
  const high = heightOf(HIGH_RISK_SCORE)
  const endLabel = endBox(page, scale, width)
  // At the right edge, or, where the end is marked there, before it.
  const endX = endLabel ? scale.at(endOf(page)) * width : Number.NEGATIVE_INFINITY
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
      <LifeAxis page={page} scale={scale} width={width} zone={zone} />
      <LifeEnd page={page} scale={scale} width={width} />
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
  return layOutPlaces(page.places, scale, width, endOf(page)).map(({ key, place, from, to, text }) => (
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
        <text x={percent(from)} y={PLACE_TEXT} className="fill-ink-2">
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
      {layOutRefreshes(page.refreshedAt, scale, width).map(({ first, at, count }) => (
        <line
          key={first}
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
