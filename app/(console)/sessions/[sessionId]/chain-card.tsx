'use client'

import { memo } from 'react'
import { dateTime, lengthOf } from '#components/charts/clock-time.ts'
import { useZone } from '#components/charts/zone.tsx'
import { ChainGraph } from '#components/timeline/chain-graph.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Pill } from '#components/ui/pill.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'
import { Presenters } from './presenters.tsx'

/** The refresh tokens, each the child of the one before, and what would be left of them after a revocation. */
export const ChainCard = memo(function ChainCard({ page }: { page: SessionPage }) {
  const { chain, reuses } = page
  const zone = useZone()
  return (
    <Card aria-labelledby="chain-title" className="min-w-0">
      <CardHeader
        id="chain-title"
        title="Refresh token chain"
        sub={`generation ${chain.generations.toLocaleString('en-US')}`}
      >
        <ChainPill page={page} />
      </CardHeader>
      <ChainGraph chain={chain} reuses={reuses} zone={zone} />
      {reuses.map(reuse => (
        <Presenters key={reuse.at} reuse={reuse} zone={zone} />
      ))}
      <p className="px-3.5 pb-3 text-ink-2" suppressHydrationWarning>
        <Believed page={page} zone={zone} />
      </p>
    </Card>
  )
})

function ChainPill({ page: { chain, reuses } }: { page: SessionPage }) {
  if (chain.forks.length > 0) return <Pill tone="crit">forked at generation {chain.forks[0]!.generation}</Pill>
  if (reuses.length > 0) return <Pill tone="crit">a spent token came back</Pill>
  return (
    <Pill tone="good" dot>
      one line, no fork
    </Pill>
  )
}

function Believed({ page, zone }: { page: SessionPage; zone: string }) {
  const { believedUntil, end, now, app } = page
  if (!believedUntil) {
    return app.accessTokens === 'opaque' ? (
      <>Its access tokens are opaque: whoever checks one asks here, so that a revocation counts at once.</>
    ) : (
      <>It has no self-contained access token: nothing of it could be believed offline.</>
    )
  }
  const untilMs = Date.parse(believedUntil)
  const until = <b className="font-medium text-ink">{dateTime(untilMs, zone)}</b>
  if (!end) {
    if (untilMs <= Date.parse(now))
      return <>If revoked now, nothing of it could be believed: its last access token ran out {until}.</>
    return <>If revoked now, its last access token could be believed offline until {until}.</>
  }
  const left = end.at ? untilMs - Date.parse(end.at) : 0
  if (left <= 0) return <>When it ended, its last access token had run out already, {until}.</>
  const could = untilMs > Date.parse(now) ? 'can' : 'could'
  return (
    <>
      Its last access token {could} be believed offline until {until}, {lengthOf(left)} after the end.
    </>
  )
}
