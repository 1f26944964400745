import { dateTime, lengthOf } from '#components/charts/clock-time.ts'
import { cn } from '#components/ui/cn.ts'
import { shortId } from '#components/ui/id.tsx'
import type { Presenter, Reuse } from '#lib/sessions/chain/present.ts'

const ROWS = [
  { name: 'Address', fact: 'address' },
  { name: 'Place', fact: 'place' },
  { name: 'Device', fact: 'device' },
  { name: 'Fingerprint', fact: 'deviceFingerprint' },
] as const satisfies { name: string; fact: keyof Presenter }[]

const words = new Intl.ListFormat('en')

/** Who exchanged the token beside who brought it again: what differs stands out, and is said to differ. */
export function Presenters({ reuse, zone }: { reuse: Reuse; zone: string }) {
  const { first, second, at, secondsBetween } = reuse
  const rows = ROWS.map(({ name, fact }) => ({
    name,
    first: first?.[fact] ?? null,
    second: second?.[fact] ?? null,
    differs: reuse.differing.includes(fact),
  }))
  const differing = rows.filter(row => row.differs).map(row => row.name.toLowerCase())
  return (
    <div className="mx-3.5 mb-3 overflow-x-auto rounded-md border">
      <table className="w-full table-fixed">
        <caption className="sr-only">Who presented the refresh token</caption>
        <thead>
          <tr className="border-b text-ink-3 text-xs">
            <th scope="col" className="w-21 px-2.5 py-1.5">
              <span className="sr-only">Fact</span>
            </th>
            <th scope="col" className="px-2.5 py-1.5">
              Exchanged it
            </th>
            <th scope="col" className="px-2.5 py-1.5" suppressHydrationWarning>
              Brought it again
              {secondsBetween !== null && <span className="text-crit"> {lengthOf(secondsBetween * 1000)} later</span>}
              <span className="sr-only">, {dateTime(Date.parse(at), zone)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.name} className="border-b align-top last:border-b-0">
              <th scope="row" className="px-2.5 py-1.5 font-normal text-ink-3">
                {row.name}
              </th>
              <Value value={row.first} />
              <Value value={row.second} differs={row.differs} />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="border-t bg-bg px-2.5 py-1.5 text-ink-2">
        {differing.length === 0 ? 'Nothing that is known differs.' : `They differ in ${words.format(differing)}.`}
      </p>
    </div>
  )
}

function Value({ value, differs }: { value: string | null; differs?: boolean }) {
  return (
    <td className={cn('break-words px-2.5 py-1.5 font-mono text-xs', differs && 'bg-crit-wash')}>
      <span title={value ?? undefined}>
        {value === null ? 'not known' : value.startsWith('fp') ? shortId(value) : value}
      </span>
      {differs && <span className="sr-only"> (differs)</span>}
    </td>
  )
}
