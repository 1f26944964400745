import { riskBand } from '#lib/risk/rules.ts'
import { cn } from './cn.ts'

const BARS = { HIGH: 'bg-crit', MEDIUM: 'bg-warn', LOW: 'bg-good' } as const

/** A risk score of 0 to 100: length, number and, to repeat them, colour. */
export function RiskScore({ score, className }: { score: number | null; className?: string }) {
  if (score === null) {
    return (
      <span className={cn('mono text-ink-3', className)}>
        <span className="sr-only">not evaluated</span>
        <span aria-hidden="true">–</span>
      </span>
    )
  }
  const band = riskBand(score)
  return (
    <span className={cn('inline-flex items-center gap-[7px]', className)}>
      <span aria-hidden="true" className="h-1 w-[38px] overflow-hidden rounded-[2px] bg-line">
        <span className={cn('block h-full', BARS[band])} style={{ width: `${score}%` }} />
      </span>
      <span className="mono min-w-[2ch] text-right font-medium">{score}</span>
      <span className="sr-only">, {band.toLowerCase()} risk</span>
    </span>
  )
}
