'use client'

import { Command } from 'cmdk'
import { Ago } from '#components/ui/ago.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { RiskScore } from '#components/ui/risk-score.tsx'
import type { SessionItem } from '#lib/sessions/list/present.ts'

const ENDED = { EXPIRED: 'expired', REVOKED: 'revoked', LOGGED_OUT: 'logged out' } as const

/** A session the command menu found, on one line. */
export function MatchingSession({ session, onSelect }: { session: SessionItem; onSelect(): void }) {
  const { sessionId, username, cupid, app, status, risk, lastActivityAt } = session
  return (
    <Command.Item
      value={`session ${sessionId}`}
      forceMount
      onSelect={onSelect}
      className="flex min-h-8 cursor-default select-none items-center gap-2 rounded-[6px] px-2 aria-selected:bg-raise"
    >
      <span className="font-medium">{username}</span>
      <span className="hidden truncate text-ink-3 sm:inline">{cupid}</span>
      {status !== 'ACTIVE' && <Pill>{ENDED[status]}</Pill>}
      <span className="ml-auto truncate text-ink-2">{app}</span>
      <RiskScore score={risk} />
      <Ago at={lastActivityAt} className="w-[9ch] text-right text-ink-3" />
    </Command.Item>
  )
}
