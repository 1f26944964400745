'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { PhoneMessage } from '#lib/demo/schema.ts'
import { NumberPad } from './number-pad.tsx'
import { ScreenBar } from './screen-bar.tsx'
import type { AppState, PhoneApp } from './use-phone-app.ts'

type Props = { push: PhoneMessage; app: PhoneApp; onAnswered: () => void; onBack: () => void }

const ENDINGS = {
  APPROVED: 'You approved it. The bank goes on by itself.',
  DENIED: 'You stopped this sign-in. If it was not you, change your password.',
  OVER: 'It is too late for this one.',
} as const

/** The bank's app, asking: a number that only who sits at the bank's page can see, or a no. */
export function PushScreen({ push, app, onAnswered, onBack }: Props) {
  const [isTyping, setTyping] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [isWrong, setWrong] = useState(false)

  const answer = async (typed: number | null) => {
    setBusy(true)
    const isRight = await app.answer(push, typed)
    setBusy(false)
    if (isRight === false) setWrong(true)
    onAnswered()
  }

  return (
    <div className="flex h-full flex-col">
      <ScreenBar title="Demo Bank" onBack={onBack} />
      <div className="flex min-h-0 flex-1 flex-col px-5 py-4 text-center">
        {push.state !== 'WAITING' || isWrong ? (
          <p role="status" className="my-auto text-balance">
            {isWrong ? 'That is not the number. This sign-in is stopped.' : ENDINGS[push.state as keyof typeof ENDINGS]}
          </p>
        ) : isTyping ? (
          <NumberPad isBusy={isBusy} onEnter={answer} onCancel={() => setTyping(false)} />
        ) : (
          <>
            <p className="mt-6 text-balance text-lg">{push.body}</p>
            <div className="mt-auto grid gap-2">
              <Button variant="primary" className="h-10" disabled={isBusy} onClick={() => setTyping(true)}>
                Approve
              </Button>
              <Button variant="danger" className="h-10" loading={isBusy} onClick={() => answer(null)}>
                Deny
              </Button>
            </div>
          </>
        )}
        <p role="status" className="mt-2 min-h-9 text-balance text-ink-3 text-sm">
          {wordsOf(app.state)}
        </p>
      </div>
    </div>
  )
}

function wordsOf(state: AppState) {
  if (typeof state === 'object') return state.trouble
  return state === 'signing-in' ? 'The app is signing in …' : state === 'ready' ? 'The app is signed in.' : ''
}
