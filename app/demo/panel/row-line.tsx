import { cn } from '#components/ui/cn.ts'
import { shortId } from '#components/ui/id.tsx'
import { Pill, type Tone } from '#components/ui/pill.tsx'
import type { JourneyRow } from '#lib/demo/schema.ts'

const TONES: Record<string, Tone> = {
  ...{
    SUCCESS: 'good',
    ACTIVE: 'good',
    ALLOW: 'good',
    TRUST: 'good',
    SENT: 'good',
    ACCEPTED: 'good',
    REDEEMED: 'good',
  },
  ...{ WARN: 'warn', CHALLENGE: 'warn', EXPIRED: 'warn', FAILED: 'crit', DENY: 'crit', REJECTED: 'crit' },
  ...{ REVOKED: 'crit', ERROR: 'crit', CRITICAL: 'crit' },
}

/** A row: what kind it is, the columns that tell of it, where it stands; a session leads into the console. */
export function RowLine({ row, isLit }: { row: JourneyRow; isLit: boolean }) {
  const isEvent = row.table === 'audit_logs'
  return (
    <li
      data-lit={isLit}
      className={cn(
        'flex items-baseline gap-2.5 px-4 py-0.75 transition-colors duration-700',
        isLit && 'bg-accent-wash duration-0',
      )}
    >
      <span className="mono w-16 shrink-0 text-ink-3">
        {isEvent ? (
          <time dateTime={row.at} suppressHydrationWarning>
            {clockTime(row.at)}
          </time>
        ) : (
          <RowId row={row} />
        )}
      </span>
      <span className="shrink-0 font-medium">{kindOf(row)}</span>
      <span className="mono min-w-0 truncate text-ink-3" title={factsOf(row)}>
        {factsOf(row)}
      </span>
      <Pill tone={TONES[row.state] ?? 'neutral'} className="ml-auto">
        {row.state.toLowerCase()}
      </Pill>
    </li>
  )
}

function RowId({ row: { table, id } }: { row: JourneyRow }) {
  const short = id.length > 12 ? `…${id.slice(-6)}` : id
  if (table !== 'sessions') return <span title={id}>{short}</span>
  return (
    <a
      href={`/sessions/${id}`}
      target="_blank"
      rel="noreferrer"
      title={`${shortId(id)}, in the console`}
      className="text-accent underline underline-offset-2"
    >
      {short}
    </a>
  )
}

// Events are named as they are; other kinds read better in words.
const kindOf = ({ table, kind }: JourneyRow) =>
  table === 'audit_logs' ? kind : kind === kind.toUpperCase() ? kind.replaceAll('_', ' ').toLowerCase() : kind

// What a text is, it says itself; a number, a time and an id need their column's name beside them.
const factsOf = ({ columns }: JourneyRow) =>
  Object.entries(columns)
    .map(([name, value]) => (isBare(value) ? value : `${name} ${shown(value)}`))
    .join(' · ')

const isBare = (value: string | number | boolean) => typeof value === 'string' && shown(value) === value

const shown = (value: string | number | boolean) => {
  if (typeof value !== 'string') return String(value)
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return clockTime(value)
  return /^[0-9a-f]{8}-/.test(value) ? `…${value.slice(-6)}` : value
}

const clockTime = (iso: string) => new Date(iso).toLocaleTimeString('en-GB')
