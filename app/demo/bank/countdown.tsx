'use client'

import { useClock } from '#components/ui/clock.tsx'

/** The time left until an instant (ISO 8601), kept current: `1:58`. */
export function Countdown({ until }: { until: string }) {
  const text = useClock(nowMs => {
    const seconds = Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1000))
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  })
  return (
    <span className="mono" role="timer" aria-label={`Time left: ${text}`} suppressHydrationWarning>
      {text}
    </span>
  )
}
