'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { useAgent, useMay } from '#components/shell/agent-context.tsx'
import { useHotkey } from '#components/shell/hotkeys.tsx'
import { LifeOfSession } from '#components/timeline/life-of-session.tsx'
import { CallerCard } from './caller-card.tsx'
import { ChainCard } from './chain-card.tsx'
import { DeviceCard } from './device-card.tsx'
import { FactsStrip } from './facts-strip.tsx'
import { SessionHeader } from './session-header.tsx'
import { StoryCard } from './story-card.tsx'
import { TrailCard } from './trail-card.tsx'
import { TrailSheet } from './trail-sheet.tsx'
import { useSession, useSessionChanges } from './use-session.ts'
import { useTrail } from './use-trail.ts'

const loadDialog = () => import('#components/revoke/revoke-dialog.tsx').then(module => module.RevokeDialog)
const RevokeDialog = dynamic(loadDialog, { ssr: false })

export function SessionView({ sessionId }: { sessionId: string }) {
  const { data: page, error } = useSession(sessionId)
  const changes = useSessionChanges(sessionId)
  const agent = useAgent()
  const mayRevoke = useMay('sessions:revoke') && page?.status === 'ACTIVE'
  const revoking = useDialog(mayRevoke)
  const [allEvents, setAllEvents] = useState(false)
  const trail = useTrail(sessionId, page?.trail)
  useHotkey('r', revoking.open, { description: 'Revoke this session', group: 'Session', enabled: mayRevoke })
  useHotkey('e', () => setAllEvents(true), { description: 'All audit events', group: 'Session' })
  if (!page) return null

  return (
    <>
      <SessionHeader page={page} mayRevoke={mayRevoke} onRevoke={revoking.open} problem={error} />
      <FactsStrip page={page} />
      <div className="mt-3.5 grid gap-3.5">
        <LifeOfSession page={page} />
        <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
          <div className="grid min-w-0 gap-3.5">
            <StoryCard page={page} onAllEvents={() => setAllEvents(true)} />
            <DeviceCard page={page} />
          </div>
          <div className="grid min-w-0 gap-3.5">
            <CallerCard page={page} />
            <ChainCard page={page} />
            <TrailCard trail={trail} page={page} onAllEvents={() => setAllEvents(true)} />
          </div>
        </div>
      </div>
      <TrailSheet page={page} trail={trail} open={allEvents} onOpenChange={setAllEvents} />
      {revoking.wasAsked && (
        <RevokeDialog
          open={revoking.isOpen}
          onOpenChange={revoking.setOpen}
          sessions={[
            { sessionId, username: page.username, detail: [page.app.id, page.place].filter(Boolean).join(' · ') },
          ]}
          onOptimistic={() => changes.showRevoked(agent.username)}
          onRevoked={changes.readAgain}
          onStale={changes.readAgain}
        />
      )}
    </>
  )
}

/** The dialog's code comes after the page, and is there before somebody asks for it. */
function useDialog(mayBeAsked: boolean) {
  const [isOpen, setOpen] = useState(false)
  const [wasAsked, setAsked] = useState(false)
  useEffect(() => {
    if (mayBeAsked) void loadDialog()
  }, [mayBeAsked])
  const open = () => {
    setAsked(true)
    setOpen(true)
  }
  return { isOpen, setOpen, wasAsked, open }
}
