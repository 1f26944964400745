'use client'

import { PhoneOff, Volume2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts'
import type { PhoneMessage } from '#lib/demo/schema.ts'

/** A call: what the voice says, as text, and aloud for who wants to hear it. */
export function CallScreen({ call, onEnd }: { call: PhoneMessage; onEnd: () => void }) {
  const [isAnswered, setAnswered] = useState(false)
  const canSpeak = useIsHydrated() && 'speechSynthesis' in window
  useEffect(() => () => window.speechSynthesis?.cancel(), [])

  const readAloud = () => {
    window.speechSynthesis.cancel()
    const speech = new SpeechSynthesisUtterance(call.body)
    speech.lang = 'en-US'
    speech.rate = 0.9
    window.speechSynthesis.speak(speech)
  }

  return (
    <div className="flex h-full flex-col items-center px-5 pt-8 pb-4 text-center">
      <h2 className="text-xl">Demo Bank</h2>
      <p className="text-ink-3">{isAnswered ? 'A voice says' : `calls •••• ${call.number}`}</p>
      <div className="mt-6 min-h-0 flex-1 overflow-y-auto" aria-live="polite">
        {isAnswered && (
          <>
            <p className="font-mono font-semibold text-2xl tracking-[0.3em]">{call.code}</p>
            <p className="mt-4 text-left text-ink-2">{call.body}</p>
          </>
        )}
      </div>
      <div className="mt-4 flex flex-wrap justify-center gap-2">
        {!isAnswered && (
          <Button variant="primary" onClick={() => setAnswered(true)}>
            Answer
          </Button>
        )}
        {isAnswered && canSpeak && (
          <Button onClick={readAloud}>
            <Volume2 size={14} aria-hidden="true" /> Read aloud
          </Button>
        )}
        <Button variant="danger" onClick={onEnd}>
          <PhoneOff size={14} aria-hidden="true" /> {isAnswered ? 'Hang up' : 'Not now'}
        </Button>
      </div>
    </div>
  )
}
