import { Fragment } from 'react'

/** JSON to read: a line a value, keys in grey, what is nested set in. Empty objects say so. */
export function JsonLines({ value }: { value: Record<string, unknown> }) {
  if (Object.keys(value).length === 0) return <p className="text-ink-3">No data</p>
  return (
    <dl className="mono grid gap-y-0.5">
      <Entries value={value} depth={0} />
    </dl>
  )
}

function Entries({ value, depth }: { value: Record<string, unknown> | unknown[]; depth: number }) {
  return Object.entries(value).map(([key, inner]) => {
    const nested = typeof inner === 'object' && inner !== null && !isShort(inner)
    return (
      <Fragment key={key}>
        <div className="flex flex-wrap gap-x-2" style={{ paddingLeft: depth * 14 }}>
          <dt className="text-ink-3">{key}</dt>
          <dd className="min-w-0 break-all text-ink">{nested ? '' : show(inner)}</dd>
        </div>
        {nested && <Entries value={inner as Record<string, unknown>} depth={depth + 1} />}
      </Fragment>
    )
  })
}

// A few plain values are one line: `[NEW_DEVICE, IP_VELOCITY]`.
const isShort = (value: object) =>
  Object.keys(value).length === 0 ||
  (Array.isArray(value) && value.every(item => typeof item !== 'object') && String(value).length < 60)

function show(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `[${value.join(', ')}]`
  if (typeof value === 'object') return '{}'
  return String(value)
}
