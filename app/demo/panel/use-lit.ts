'use client'

import { useEffect, useRef, useState } from 'react'
import type { JourneyRow } from '#lib/demo/schema.ts'

const LIT_MS = 1800

export const keyOf = ({ table, id }: JourneyRow) => `${table} ${id}`

/** The keys of the rows that came or changed a moment ago. */
export function useLit(rows: JourneyRow[]): ReadonlySet<string> {
  const known = useRef(new Map<string, string>())
  const [lit, setLit] = useState<ReadonlySet<string>>(new Set())

  useEffect(() => {
    const now = new Map(rows.map(row => [keyOf(row), JSON.stringify([row.state, row.columns])]))
    const changed = [...now].filter(([key, text]) => known.current.get(key) !== text).map(([key]) => key)
    known.current = now
    if (changed.length === 0) return
    setLit(before => new Set([...before, ...changed]))
    // Not cancelled by what comes next: each goes out by itself.
    setTimeout(() => setLit(before => new Set([...before].filter(key => !changed.includes(key)))), LIT_MS)
  }, [rows])

  return lit
}
