'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#components/ui/dialog.tsx'
import { shortId } from '#components/ui/id.tsx'
import { absoluteTime } from '#components/ui/relative-time.ts'
import { believedWords, plural, type Receipt, receiptText } from './receipt.ts'

/** What was ended, when, by whom, why, and how long an echo of it may last. */
export function RevokeReceipt({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const { ended, refused, tokens, at, by, reason, believedUntil } = receipt
  const [only] = ended
  return (
    <>
      <DialogHeader>
        <DialogTitle className="flex items-center gap-2">
          <span aria-hidden="true" className="grid size-5 place-items-center rounded-full bg-good-wash text-good">
            <Check size={13} strokeWidth={2.5} />
          </span>
          {ended.length === 1 && only ? 'Session revoked' : `${plural(ended.length, 'session')} revoked`}
        </DialogTitle>
        <DialogDescription>
          {ended.length === 1 && only ? (
            <>
              {only.username} · <span className="mono">{shortId(only.sessionId)}</span>
            </>
          ) : (
            'Each with every token it held.'
          )}
        </DialogDescription>
      </DialogHeader>
      <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-2 px-4 py-3.5">
        <Fact name="Ended">
          {plural(ended.length, 'session')}, {plural(tokens, 'token')}
        </Fact>
        <Fact name="When">
          {absoluteTime(at)} <span className="text-ink-3">by {by}</span>
        </Fact>
        <Fact name="Reason">
          <span className="break-words">{reason}</span>
        </Fact>
        <Fact name="Believed until">
          {believedUntil ? (
            <>
              {absoluteTime(believedUntil)} <Ago at={believedUntil} className="text-ink-3" />
            </>
          ) : (
            'Not at all'
          )}
          <p className="text-ink-2">{believedWords(believedUntil)}</p>
        </Fact>
      </dl>
      {refused.length > 0 && (
        <div className="mx-4 mb-3.5 rounded-md bg-warn-wash px-3 py-2">
          <p className="font-medium text-warn">{plural(refused.length, 'session')} not revoked</p>
          <ul className="mt-1 max-h-32 overflow-y-auto text-ink-2">
            {refused.map(({ session, message }) => (
              <li key={session.sessionId}>
                {session.username} <span className="mono text-ink-3">{shortId(session.sessionId)}</span> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <DialogFooter>
        <CopyReceipt text={receiptText(receipt)} />
        <Button variant="primary" onClick={onClose} autoFocus>
          Done
        </Button>
      </DialogFooter>
    </>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
)

function CopyReceipt({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      toast.error('The browser did not let us copy')
    }
  }
  return (
    <Button onClick={copy}>
      {copied ? <Check size={13} className="text-good" aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
      <span aria-live="polite">{copied ? 'Copied' : 'Copy receipt'}</span>
    </Button>
  )
}
