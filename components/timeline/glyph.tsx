import type { Mark, Tone } from './marks.ts'

const COLOURS: Record<Tone, string> = {
  accent: 'var(--accent)',
  warn: 'var(--warn)',
  crit: 'var(--crit)',
  neutral: 'var(--ink-3)',
}

/** A mark's shape around (0, 0), the same in the chart and in the timeline: shape tells the kind, colour repeats risk. */
export function Glyph({
  shape,
  tone,
  hollow,
  ring = 'var(--panel)',
}: Pick<Mark, 'shape' | 'tone' | 'hollow'> & { ring?: string }) {
  const colour = COLOURS[tone]
  const paint = hollow
    ? { fill: 'var(--panel)', stroke: colour, strokeWidth: 1.6 }
    : { fill: colour, stroke: ring, strokeWidth: 1.2 }
  switch (shape) {
    case 'square':
      return <rect x="-6" y="-6" width="12" height="12" rx="2.5" {...paint} />
    case 'triangle':
      return <path d="M0 -7.2L7.2 5.6H-7.2Z" strokeLinejoin="round" {...paint} />
    case 'diamond':
      return <path d="M0 -7L7 0L0 7L-7 0Z" strokeLinejoin="round" {...paint} />
    case 'cross':
      return (
        <>
          <circle r="5.5" fill="var(--panel)" stroke={colour} strokeWidth="1.5" />
          <path d="M-2.2 -2.2L2.2 2.2M2.2 -2.2L-2.2 2.2" stroke={colour} strokeWidth="1.5" strokeLinecap="round" />
        </>
      )
  }
}
