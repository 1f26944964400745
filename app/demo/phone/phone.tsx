'use client'

import { useEffect, useState } from 'react'
import type { Phone, PhoneMessage } from '#lib/demo/schema.ts'
import type { Tell } from '../use-calls.ts'
import { usePolled } from '../use-polled.ts'
import { CallScreen } from './call-screen.tsx'
import { Handset } from './handset.tsx'
import { LockScreen } from './lock-screen.tsx'
import { MessagesScreen } from './messages-screen.tsx'
import { Notification } from './notification.tsx'
import { PushScreen } from './push-screen.tsx'
import { usePhoneApp } from './use-phone-app.ts'

/** Which screen is up, and what had come last when it was opened. */
type Open = { screen: 'lock' } | { screen: 'messages' | 'call' | 'push'; id: string; newest: string | undefined }

const LOCK: Open = { screen: 'lock' }

/** The phone of the user at the bank's page: what is sent to it arrives here, and only here. */
export function PhoneOf({ username, tell }: { username: string; tell: Tell }) {
  const {
    data: phone,
    failed,
    refresh,
  } = usePolled<Phone>(username ? `/api/demo/phone?username=${encodeURIComponent(username)}` : null)
  const app = usePhoneApp(username, tell)
  const [open, setOpen] = useState<Open>(LOCK)
  const messages = phone?.messages ?? []
  const newest = messages[0]
  const shown = 'id' in open ? messages.find(({ id }) => id === open.id) : undefined

  // The app gets ready with the first push, as one does that a push wakes.
  const isPushed = messages.some(({ channel, state }) => channel === 'push' && state === 'WAITING')
  const { state, getReady } = app
  useEffect(() => {
    if (isPushed && state === 'signed-out') void getReady()
  }, [isPushed, state, getReady])

  const lock = () => setOpen(LOCK)
  const pick = ({ channel, id }: PhoneMessage) => setOpen({ screen: SCREENS[channel], id, newest: newest?.id })
  const isBannered = newest?.state === 'WAITING' && isElsewhere(open, newest)

  return (
    <Handset label={`The phone of ${phone?.owner?.name ?? username}`} onHome={lock}>
      {isBannered && (
        <ol aria-live="polite" className="absolute inset-x-2 top-8 z-10 rounded-xl shadow-lg">
          <Notification message={newest} onOpen={() => pick(newest)} />
        </ol>
      )}
      {open.screen === 'messages' ? (
        <MessagesScreen messages={messages.filter(({ channel }) => channel === 'sms')} onBack={lock} />
      ) : open.screen === 'call' && shown ? (
        <CallScreen call={shown} onEnd={lock} />
      ) : open.screen === 'push' && shown ? (
        <PushScreen key={shown.id} push={shown} app={app} onAnswered={refresh} onBack={lock} />
      ) : (
        <LockScreen username={username} owner={phone?.owner} isOffline={failed} messages={messages} onPick={pick} />
      )}
    </Handset>
  )
}

const SCREENS = { sms: 'messages', voice: 'call', push: 'push' } as const

// The lock screen and the thread of messages show by themselves what comes.
const isElsewhere = (open: Open, { id, channel }: PhoneMessage) =>
  open.screen !== 'lock' && open.newest !== id && SCREENS[channel] !== (open.screen === 'messages' ? 'messages' : null)
