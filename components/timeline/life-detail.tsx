import { dateTime } from '#components/charts/clock-time.ts'
import type { TimeScale } from '#components/charts/time-scale.ts'
import { RiskScore } from '#components/ui/risk-score.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'
import { nameSignal } from '#lib/sessions/words/rules.ts'
import { heightOf, PLACE_LINE, TICKS } from './life-layout.ts'
import { placeColours } from './place-colours.ts'
import type { PointedAt } from './use-pointing.ts'

type Props = { at: PointedAt; page: SessionPage; scale: TimeScale; width: number; zone: string }

const CARD_PX = 232

/** What the pointer or the focus is on, beside it and never under it. */
export function LifeDetail({ at, page, scale, width, zone }: Props) {
  const x = at.fraction * width
  const goesLeft = x + CARD_PX + 24 > width
  const { mark } = at
  const y = mark ? (mark.shape === 'diamond' ? TICKS : heightOf(mark.score)) : PLACE_LINE - 60
  return (
    <div className="pointer-events-none absolute inset-0 z-10" aria-hidden="true">
      {!mark && <div className="absolute top-2 w-px bg-line-2" style={{ left: x, height: TICKS + 4 }} />}
      <div
        className="absolute rounded-md border border-line-2 bg-panel px-2.5 py-1.5 shadow-lg"
        style={{
          width: mark ? CARD_PX : undefined,
          left: goesLeft ? undefined : x + 16,
          right: goesLeft ? width - x + 16 : undefined,
          top: Math.min(Math.max(y - 14, -6), TICKS - 50),
        }}
      >
        {mark ? (
          <MarkDetail at={at} page={page} zone={zone} />
        ) : (
          <MomentDetail at={at} page={page} scale={scale} zone={zone} />
        )}
      </div>
    </div>
  )
}

function MarkDetail({ at: { mark }, page, zone }: Pick<Props, 'at' | 'page' | 'zone'>) {
  if (!mark) return null
  const authentication = page.authentications.find(({ sequence }) => mark.id === `auth-${sequence}`)
  const signals = authentication?.signals ?? []
  const wrong = authentication?.steps.filter(({ result }) => result === 'wrong' || result === 'rejected').length ?? 0
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <span className="font-medium">{mark.title}</span>
        {mark.score !== null && <RiskScore score={mark.score} className="mt-0.5" />}
      </div>
      <div className="text-ink-2">
        <span className="mono">{dateTime(mark.ms, zone)}</span>
        {mark.place && ` · ${mark.place}`}
      </div>
      {wrong > 0 && <div className="text-warn">{wrong === 1 ? '1 wrong answer' : `${wrong} wrong answers`}</div>}
      {signals.length > 0 && (
        <div className="mt-0.5 text-ink-2">
          {signals.map(({ type, points }) => `${nameSignal(type)}${points === null ? '' : ` +${points}`}`).join(', ')}
        </div>
      )}
    </>
  )
}

function MomentDetail({ at, page, scale, zone }: Pick<Props, 'at' | 'page' | 'scale' | 'zone'>) {
  const ms = scale.invert(at.fraction)
  const span = page.places.findLast(({ from }) => Date.parse(from) <= ms) ?? page.places[0]
  return (
    <div className="whitespace-nowrap">
      <span className="mono">{dateTime(ms, zone)}</span>
      {span && (
        <span className="ml-2 inline-flex items-center gap-1.5 text-ink-2">
          <i className="size-2 rounded-full" style={{ background: placeColours(page.places)(span.place) }} />
          {span.place ?? span.address}
        </span>
      )}
    </div>
  )
}
