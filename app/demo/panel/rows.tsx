'use client'

import { type JourneyRow, TABLES } from '#lib/demo/schema.ts'
import { RowLine } from './row-line.tsx'
import { keyOf, useLit } from './use-lit.ts'

/** Every row of the journey under the name of its table, in the order they were written; what is new lights up. */
export function Rows({ rows, hasJourney }: { rows: JourneyRow[]; hasJourney: boolean }) {
  const lit = useLit(rows)
  const tables = Map.groupBy(rows, row => row.table)
  if (rows.length === 0) {
    return (
      <p className="px-4 py-4 text-ink-3">
        {hasJourney ? 'Nothing is written yet.' : 'Sign in, and each row that the database gets for it appears here.'}
      </p>
    )
  }
  return TABLES.filter(table => tables.has(table)).map(table => (
    <section key={table} aria-label={table} className="border-b last:border-b-0">
      <h3 className="flex items-baseline gap-2 px-4 pt-2.5 pb-0.5 font-mono font-normal text-ink-3 text-sm">
        {table} <span>{tables.get(table)?.length}</span>
      </h3>
      <ul className="pb-1.5">
        {tables.get(table)?.map(row => (
          <RowLine key={keyOf(row)} row={row} isLit={lit.has(keyOf(row))} />
        ))}
      </ul>
    </section>
  ))
}
