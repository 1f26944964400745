'use client'

import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useClock } from './clock.tsx'
import { cn } from './cn.ts'
import { absoluteTime, relativeTime } from './relative-time.ts'

// A list shows a hundred of these: the tooltip is loaded, and made, when somebody stays on one.
const HoverNote = lazy(() => import('./hover-note.tsx'))
const HOVER_MS = 350

/** An instant (ISO 8601) as its age, kept current; the absolute time and its zone on hover. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const text = useClock(nowMs => relativeTime(at, nowMs))
  const [hovered, setHovered] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const time = (
    <time dateTime={at} suppressHydrationWarning className={cn('whitespace-nowrap', className)}>
      {text}
    </time>
  )
  const waiting = (
    <span
      onPointerEnter={() => {
        timer.current = setTimeout(() => setHovered(true), HOVER_MS)
      }}
      onPointerLeave={() => clearTimeout(timer.current)}
    >
      {time}
    </span>
  )
  if (!hovered) return waiting
  return (
    <Suspense fallback={waiting}>
      <HoverNote note={absoluteTime(at)} onClose={() => setHovered(false)}>
        {time}
      </HoverNote>
    </Suspense>
  )
}
