'use client'

import { type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from 'react'
import type { Span, TimeScale } from '#components/charts/time-scale.ts'
import { heightOf, narrowed, TICKS } from './life-layout.ts'
import type { Mark } from './marks.ts'

/** What is pointed at: a mark, or a moment. `fraction` is where, from the left. */
export type PointedAt = { fraction: number; mark: Mark | null }

const REACH_PX = 13
const DRAG_PX = 5

type Input = {
  frame: RefObject<HTMLDivElement | null>
  scale: TimeScale
  marks: Mark[]
  width: number
  onNarrow: (span: Span) => void
}

/** The pointer over the chart: what it points at, and the stretch it drags out. */
export function usePointing({ frame, scale, marks, width, onNarrow }: Input) {
  const [at, setAt] = useState<PointedAt | null>(null)
  const [selection, setSelection] = useState<{ from: number; to: number } | null>(null)
  const pressed = useRef<{ fraction: number; pointerId: number } | null>(null)
  const dragged = useRef(false)

  const fractionOf = (event: PointerEvent) => {
    const box = frame.current!.getBoundingClientRect()
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
  }
  const markNear = (event: PointerEvent): Mark | null => {
    const box = frame.current!.getBoundingClientRect()
    const near = marks
      .map(mark => ({ mark, distance: distanceTo(mark, event.clientX - box.left, event.clientY - box.top) }))
      .filter(({ distance }) => distance <= REACH_PX)
    return near.sort((a, b) => a.distance - b.distance)[0]?.mark ?? null
  }
  const distanceTo = ({ ms, score, shape }: Mark, x: number, y: number) =>
    Math.hypot(scale.at(ms) * width - x, (shape === 'diamond' ? TICKS : heightOf(score)) - y)

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      dragged.current = false
      if (event.button === 0 && event.pointerType !== 'touch') {
        pressed.current = { fraction: fractionOf(event), pointerId: event.pointerId }
      }
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const fraction = fractionOf(event)
      const begun = pressed.current
      if (begun && Math.abs(fraction - begun.fraction) * width > DRAG_PX) {
        dragged.current = true
        event.currentTarget.setPointerCapture(begun.pointerId)
        setSelection({ from: Math.min(begun.fraction, fraction), to: Math.max(begun.fraction, fraction) })
      }
      const mark = markNear(event)
      setAt({ fraction: mark ? scale.at(mark.ms) : fraction, mark })
    },
    onPointerUp() {
      if (selection) onNarrow(narrowed(scale, selection.from, selection.to))
      pressed.current = null
      setSelection(null)
      if (selection) setAt(null)
    },
    onPointerCancel() {
      pressed.current = null
      setSelection(null)
    },
    onPointerLeave() {
      if (!pressed.current) setAt(null)
    },
    // A drag that ends on a mark has not clicked it.
    onClickCapture(event: MouseEvent) {
      if (dragged.current) event.preventDefault()
      dragged.current = false
    },
    onDragStart(event: MouseEvent) {
      event.preventDefault()
    },
  }
  const pointAt = (mark: Mark | null) => setAt(mark && { fraction: scale.at(mark.ms), mark })
  return { at, selection, handlers, pointAt }
}
