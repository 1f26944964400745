import { type KeyboardEvent, useRef } from 'react'
import { dateTime } from '#components/charts/clock-time.ts'
import type { Span, TimeScale } from '#components/charts/time-scale.ts'
import { Glyph } from './glyph.tsx'
import { HEIGHT, heightOf, narrowed, TICKS } from './life-layout.ts'
import type { Mark } from './marks.ts'

type Props = {
  marks: Mark[]
  scale: TimeScale
  zone: string
  pointedAt: string | null
  onPoint: (mark: Mark | null) => void
  onNarrow: (span: Span) => void
  onReset: () => void
}

/** The marks, as links to their lines in the timeline. One tab stop; arrows go from one to the next, + and - narrow. */
export function LifeMarks({ marks, scale, zone, pointedAt, onPoint, onNarrow, onReset }: Props) {
  const list = useRef<SVGSVGElement>(null)
  const stop = marks.some(({ id }) => id === pointedAt) ? pointedAt : marks[0]?.id

  const onKeyDown = (event: KeyboardEvent, mark: Mark, index: number) => {
    const go = KEYS[event.key]
    if (go) {
      event.preventDefault()
      const links = list.current!.querySelectorAll<SVGAElement>('a')
      links[Math.min(links.length - 1, Math.max(0, go(index, links.length)))]?.focus()
    } else if (event.key in ZOOMS) {
      event.preventDefault()
      const half = ZOOMS[event.key as keyof typeof ZOOMS] / 2
      const at = scale.at(mark.ms)
      onNarrow(half < 0.5 ? narrowed(scale, at - half, at + half) : widened(scale.span, 2))
    } else if (event.key === 'Escape' || event.key === '0') {
      onReset()
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing
    <svg
      ref={list}
      width="100%"
      height={HEIGHT}
      className="pointer-events-none absolute inset-0 overflow-visible"
      role="group"
      aria-label="Authentications and incidents. Arrow keys go from one to the next, plus and minus narrow and widen the time, zero shows all of it."
    >
      {marks.map((mark, index) => (
        <svg
          key={mark.id}
          x={`${(scale.at(mark.ms) * 100).toFixed(3)}%`}
          y={mark.shape === 'diamond' ? TICKS + 2 : heightOf(mark.score)}
          overflow="visible"
          role="presentation"
        >
          <a
            href={`#${mark.id}`}
            tabIndex={mark.id === stop ? 0 : -1}
            aria-label={sayMark(mark, zone)}
            className="group pointer-events-auto outline-none"
            onFocus={() => onPoint(mark)}
            onBlur={() => onPoint(null)}
            onKeyDown={event => onKeyDown(event, mark, index)}
          >
            <circle
              r="10.5"
              className="fill-transparent stroke-2 stroke-transparent group-focus-visible:stroke-accent"
              style={mark.id === pointedAt ? { fill: 'color-mix(in srgb, var(--ink) 9%, transparent)' } : undefined}
            />
            <Glyph {...mark} />
          </a>
        </svg>
      ))}
    </svg>
  )
}

const KEYS: Record<string, (index: number, count: number) => number> = {
  ArrowRight: index => index + 1,
  ArrowLeft: index => index - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}

const ZOOMS = { '+': 0.4, '=': 0.4, '-': 2, _: 2 } as const

function widened({ fromMs, toMs }: Span, factor: number): Span {
  const middle = (fromMs + toMs) / 2
  const half = ((toMs - fromMs) * factor) / 2
  return { fromMs: middle - half, toMs: middle + half }
}

export const sayMark = ({ title, ms, score, place }: Mark, zone: string) =>
  [title, score === null ? null : `risk ${score}`, dateTime(ms, zone), place].filter(Boolean).join(', ')
