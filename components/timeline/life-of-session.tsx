'use client'

import { memo, useMemo, useRef, useState } from 'react'
import { dayMonth, hourMinute, lengthOf } from '#components/charts/clock-time.ts'
import { type Span, type TimeScale, timeScale } from '#components/charts/time-scale.ts'
import { useWidth } from '#components/charts/use-width.ts'
import { useZone } from '#components/charts/zone.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { cn } from '#components/ui/cn.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import { LifeDetail } from './life-detail.tsx'
import { LifeDrawing } from './life-drawing.tsx'
import { endOf, foldAnswers, HEIGHT } from './life-layout.ts'
import { LifeMarks } from './life-marks.tsx'
import { LifeTable } from './life-table.tsx'
import { type Mark, marksOf } from './marks.ts'
import { PLACE_VARS } from './place-colours.ts'
import { usePointing } from './use-pointing.ts'

/**
 * A session from its sign-in to now or its end: time runs to the right, height is risk, the line below is where it was
 * used, a tick is a refresh. The pointer or the focus shows details, dragging narrows the time.
 */
export const LifeOfSession = memo(function LifeOfSession({ page }: { page: SessionPage }) {
  const zone = useZone()
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame, 1000)
  const [narrowedTo, setNarrowedTo] = useState<Span | null>(null)
  const marks = useMemo(() => marksOf(page), [page])
  const scale = useMemo(() => scaleOf(page, marks, narrowedTo), [page, marks, narrowedTo])
  const visible = useMemo(() => foldAnswers(marks, scale, width), [marks, scale, width])
  const pointing = usePointing({ frame, scale, marks: visible, width, onNarrow: setNarrowedTo })
  const shownUntil = narrowedTo || page.end ? hourMinute(scale.span.toMs, zone) : 'now'

  return (
    <Card aria-labelledby="life-title" className={cn('min-w-0', PLACE_VARS)}>
      <CardHeader
        id="life-title"
        title="Life of the session"
        sub={
          <span suppressHydrationWarning>
            {startWords(scale.span, zone)} – {shownUntil},{' '}
            {lengthOf(Math.min(scale.span.toMs, endOf(page)) - scale.span.fromMs)} · height is risk · a colour is a
            place
          </span>
        }
      >
        {narrowedTo ? (
          <Button size="sm" onClick={() => setNarrowedTo(null)}>
            Whole life
          </Button>
        ) : (
          <span className="text-ink-3 pointer-coarse:hidden max-lg:hidden">hover for detail, drag to narrow</span>
        )}
      </CardHeader>
      <div className="py-2 pr-6 pl-14">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: what the pointer finds here, the focusable marks and the table say too */}
        <div
          ref={frame}
          className="relative select-none touch-pan-y"
          style={{ height: HEIGHT }}
          {...pointing.handlers}
          onDoubleClick={() => setNarrowedTo(null)}
        >
          <LifeDrawing
            page={page}
            scale={scale}
            width={width}
            zone={zone}
            marks={visible}
            selection={pointing.selection}
          />
          <LifeMarks
            marks={visible}
            scale={scale}
            zone={zone}
            pointedAt={pointing.at?.mark?.id ?? null}
            onPoint={pointing.pointAt}
            onNarrow={setNarrowedTo}
            onReset={() => setNarrowedTo(null)}
          />
          {pointing.at && !pointing.selection && (
            <LifeDetail at={pointing.at} page={page} scale={scale} width={width} zone={zone} />
          )}
        </div>
      </div>
      <LifeTable page={page} marks={marks} zone={zone} />
    </Card>
  )
})

/** From the first request of the sign-in to the end; a session that is seconds old gets a little room. */
function wholeSpan(page: SessionPage): Span {
  const fromMs = Date.parse(page.startedAt)
  return { fromMs, toMs: Math.max(endOf(page), fromMs + 20_000) }
}

const lastMoment = (page: SessionPage, lastMarkMs: number) =>
  Math.max(lastMarkMs, (page.refreshedAt.at(-1) ?? 0) * 1000, Date.parse(page.signedInAt))

function scaleOf(page: SessionPage, marks: Mark[], narrowedTo: Span | null): TimeScale {
  if (narrowedTo) return timeScale(narrowedTo, narrowedTo.toMs)
  const whole = wholeSpan(page)
  // With nothing after the sign-in there is no busy part to tell from an idle one.
  const uneventful = page.refreshedAt.length === 0 && marks.length <= 1
  return timeScale(whole, uneventful ? whole.toMs : lastMoment(page, marks.at(-1)?.ms ?? 0))
}

const startWords = ({ fromMs }: Span, zone: string) => `${dayMonth(fromMs, zone)}, ${hourMinute(fromMs, zone)}`
