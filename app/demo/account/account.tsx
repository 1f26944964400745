'use client'

import { useState } from 'react'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx'
import type { Session } from '../bank/bank-state.ts'
import type { Bank } from '../bank/use-bank.ts'
import type { JourneyActions } from '../bank/use-journey.ts'
import type { Tell } from '../use-calls.ts'
import { OwnDevices } from './own-devices.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { SessionButtons } from './session-buttons.tsx'
import { Ticketing } from './ticketing.tsx'
import { Transfer } from './transfer.tsx'

type Props = { session: Session; bank: Bank; actions: JourneyActions; tell: Tell }

/** What a customer who is signed in finds. */
export function Account({ session, bank, actions, tell }: Props) {
  const [tab, setTab] = useState('session')
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Good day, {session.name}</h1>
      <p className="mt-1.5 text-ink-2">
        You are signed in as <span className="font-mono text-sm">{session.username}</span>, {proofOf(session.acr)}.
      </p>
      <Tabs value={tab} onValueChange={setTab} className="mt-4">
        <TabsList className="overflow-x-auto">
          <TabsTrigger value="session">Session</TabsTrigger>
          <TabsTrigger value="transfer">Transfer</TabsTrigger>
          <TabsTrigger value="mine">Where I am signed in</TabsTrigger>
          <TabsTrigger value="ticketing">Ticketing</TabsTrigger>
        </TabsList>
        <TabsContent value="session" className="pt-4">
          <SessionButtons bank={bank} />
        </TabsContent>
        <TabsContent value="transfer" className="pt-4">
          <Transfer bank={bank} session={session} actions={actions} />
        </TabsContent>
        <TabsContent value="mine" className="grid grid-cols-[minmax(0,1fr)] gap-5 pt-4">
          <OwnSessions bank={bank} />
          <OwnDevices bank={bank} />
        </TabsContent>
        <TabsContent value="ticketing" className="pt-4">
          <Ticketing bank={bank} tell={tell} />
        </TabsContent>
      </Tabs>
    </>
  )
}

const proofOf = (acr: string) => (acr === 'aal2' ? 'proved by a second factor' : 'by your password')
