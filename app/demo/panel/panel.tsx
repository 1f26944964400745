'use client'

import { useState } from 'react'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx'
import type { JourneyRow } from '#lib/demo/schema.ts'
import type { Call } from '../use-calls.ts'
import { Rows } from './rows.tsx'
import { Traffic } from './traffic.tsx'

type Props = { rows: JourneyRow[]; calls: Call[]; hasJourney: boolean; isOffline: boolean }

/** What a journey is on the inside: the rows it writes, and what was said over the wire. */
export function Panel({ rows, calls, hasJourney, isOffline }: Props) {
  const [tab, setTab] = useState('rows')
  return (
    <aside
      aria-label="On the inside"
      className="flex min-h-0 min-w-0 flex-col border-l max-lg:border-t max-lg:border-l-0"
    >
      <Tabs value={tab} onValueChange={setTab} className="flex min-h-0 flex-1 flex-col">
        <TabsList className="shrink-0 bg-panel px-4">
          <TabsTrigger value="rows">
            Rows being written <span className="mono text-ink-3">{rows.length || ''}</span>
          </TabsTrigger>
          <TabsTrigger value="calls">
            What the API answered <span className="mono text-ink-3">{calls.length || ''}</span>
          </TabsTrigger>
        </TabsList>
        <TabsContent
          value="rows"
          tabIndex={0}
          className="min-h-0 flex-1 overflow-y-auto outline-offset-[-3px] max-lg:min-h-60"
        >
          {isOffline && (
            <p role="status" className="border-b px-4 py-2 text-warn">
              The server does not answer; these are the rows as they were.
            </p>
          )}
          <Rows rows={rows} hasJourney={hasJourney} />
        </TabsContent>
        <TabsContent
          value="calls"
          tabIndex={0}
          className="min-h-0 flex-1 overflow-y-auto outline-offset-[-3px] max-lg:min-h-60"
        >
          <Traffic calls={calls} />
        </TabsContent>
      </Tabs>
    </aside>
  )
}
