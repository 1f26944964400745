'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '#components/ui/dialog.tsx'
import { shortId } from '#components/ui/id.tsx'
import { ReasonForm } from './reason-form.tsx'
import { plural, type SessionToRevoke } from './receipt.ts'
import { RevokeReceipt } from './revoke-receipt.tsx'
import { useFocusReturn } from './use-focus-return.ts'
import { type RevocationHandlers, useRevocation } from './use-revocation.ts'

export type { SessionToRevoke } from './receipt.ts'

type Props = RevocationHandlers & {
  /** What to end. Read when the dialog opens: a selection that changes below it changes nothing here. */
  sessions: SessionToRevoke[]
  open: boolean
  onOpenChange: (open: boolean) => void
}

/**
 * Asks why, ends the sessions, and shows the receipt. One session is ended by its own action; several need `onSubmit`.
 * Enter sends, Escape leaves, and the focus goes back to where it came from.
 */
export function RevokeDialog({ sessions, open, onOpenChange, ...handlers }: Props) {
  const [ending, setEnding] = useState(false)
  const focusReturn = useFocusReturn()
  return (
    <Dialog open={open} onOpenChange={next => (ending && !next ? undefined : onOpenChange(next))}>
      <DialogContent className="max-w-116" showClose={!ending} {...focusReturn}>
        <Conversation
          sessions={sessions}
          handlers={handlers}
          onEnding={setEnding}
          onClose={() => onOpenChange(false)}
        />
      </DialogContent>
    </Dialog>
  )
}

type ConversationProps = {
  sessions: SessionToRevoke[]
  handlers: RevocationHandlers
  onEnding: (ending: boolean) => void
  onClose: () => void
}

// Lives as long as the dialog is open: the next opening begins anew.
function Conversation({ sessions: given, handlers, onEnding, onClose }: ConversationProps) {
  const [sessions] = useState(given)
  const { state, submit } = useRevocation(sessions, handlers)
  const send = async (reason: string) => {
    onEnding(true)
    await submit(reason)
    onEnding(false)
  }
  if (state.step === 'ended') return <RevokeReceipt receipt={state.receipt} onClose={onClose} />
  if (state.step === 'too-late') return <TooLate count={sessions.length} message={state.message} onClose={onClose} />
  return (
    <>
      <DialogHeader>
        <DialogTitle>
          {sessions.length === 1 ? 'Revoke this session?' : `Revoke ${sessions.length} sessions?`}
        </DialogTitle>
        <DialogDescription>{consequence(sessions)}</DialogDescription>
      </DialogHeader>
      <Subjects sessions={sessions} />
      <ReasonForm
        label={sessions.length === 1 ? 'Revoke session' : `Revoke ${sessions.length} sessions`}
        ending={state.step === 'ending'}
        problem={state.step === 'asking' ? state.problem : null}
        onSubmit={send}
        onCancel={onClose}
      />
    </>
  )
}

const consequence = (sessions: SessionToRevoke[]) =>
  sessions.length === 1
    ? 'It ends at once with every token it holds: verify, introspect and refresh fail from the next request. It cannot be undone; the user can sign in again.'
    : 'They end at once with every token they hold: verify, introspect and refresh fail from the next request. It cannot be undone; the users can sign in again.'

const SHOWN = 4

function Subjects({ sessions }: { sessions: SessionToRevoke[] }) {
  const users = new Set(sessions.map(({ username }) => username)).size
  return (
    <div className="mx-4 mt-3 rounded-md border bg-bg px-3 py-2">
      <ul className="flex flex-col gap-1">
        {sessions.slice(0, SHOWN).map(({ sessionId, username, detail }) => (
          <li key={sessionId} className="flex min-w-0 items-baseline gap-2">
            <span className="max-w-[50%] shrink-0 truncate font-medium">{username}</span>
            {detail && <span className="min-w-0 truncate text-ink-2">{detail}</span>}
            <span className="mono ml-auto shrink-0 text-ink-3">{shortId(sessionId)}</span>
          </li>
        ))}
      </ul>
      {sessions.length > SHOWN && (
        <p className="mt-1 text-ink-3">
          and {sessions.length - SHOWN} more, of {plural(users, 'user')} in all
        </p>
      )}
    </div>
  )
}

function TooLate({ count, message, onClose }: { count: number; message: string; onClose: () => void }) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>{count === 1 ? 'It had ended already' : 'They had ended already'}</DialogTitle>
        <DialogDescription>{message}</DialogDescription>
      </DialogHeader>
      <p className="px-4 py-3.5 text-ink-2" role="alert">
        Nothing was changed. The page has been read again and shows how and when {count === 1 ? 'it' : 'each'} ended.
      </p>
      <DialogFooter>
        <Button variant="primary" onClick={onClose} autoFocus>
          Close
        </Button>
      </DialogFooter>
    </>
  )
}
