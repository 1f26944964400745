'use client'

import { useEffect, useMemo, useState } from 'react'
import type { JourneyRow } from '#lib/demo/schema.ts'
import { leftBehind, SCENARIOS } from './scenarios.ts'

const STORED_AS = 'demo-bank-acted-out'

/** Which situations were acted out in this tab: each ticks itself off when a journey has left the rows it must. */
export function useScenarios(rows: JourneyRow[]): ReadonlySet<string> {
  const [kept, setKept] = useState<readonly string[]>([])
  useEffect(() => setKept(JSON.parse(sessionStorage.getItem(STORED_AS) ?? '[]')), [])

  const done = useMemo(() => {
    const left = leftBehind(rows)
    return SCENARIOS.filter(scenario => scenario.isDone(left)).map(({ name }) => name)
  }, [rows])

  useEffect(() => {
    if (done.length === 0) return
    setKept(before => {
      const all = [...new Set([...before, ...done])]
      sessionStorage.setItem(STORED_AS, JSON.stringify(all))
      return all.length === before.length ? before : all
    })
  }, [done])

  return useMemo(() => new Set(kept), [kept])
}
