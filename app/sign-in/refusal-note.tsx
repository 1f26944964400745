'use client'

import { useState } from 'react'
import { useClock } from '#components/ui/clock.tsx'
import { cn } from '#components/ui/cn.ts'
import type { Refusal } from './request-sign-in.ts'

/** Why nobody was signed in, in words that help; what has to be waited for counts down. */
export function RefusalNote({ refusal }: { refusal: Refusal | null }) {
  return (
    <div role="alert" className="contents">
      {refusal && <Note key={`${refusal.failure} ${refusal.retryAfterSeconds}`} refusal={refusal} />}
    </div>
  )
}

function Note({ refusal }: { refusal: Refusal }) {
  const { failure, retryAfterSeconds } = refusal
  const [until] = useState(() => Date.now() + (retryAfterSeconds ?? 0) * 1000)
  const secondsLeft = useClock(nowMs => Math.max(0, Math.ceil((until - nowMs) / 1000)))
  const { title, detail, tone } = explain(failure)
  return (
    <div
      className={cn('rounded-md px-2.5 py-2', tone === 'crit' ? 'bg-crit-wash text-crit' : 'bg-warn-wash text-warn')}
    >
      <p className="font-medium">{title}</p>
      <p className="text-ink-2 text-sm">
        {detail}
        {retryAfterSeconds !== null && (
          <> {secondsLeft > 0 ? `Try again in ${countdown(secondsLeft)}.` : 'You can try again now.'}</>
        )}
      </p>
    </div>
  )
}

function explain(failure: Refusal['failure']): { title: string; detail: string; tone: 'crit' | 'warn' } {
  switch (failure) {
    case 'wrong_credentials':
      return {
        tone: 'crit',
        title: 'Wrong username or password, or no console role',
        detail: 'Which of them it is, nobody is told. A few failures in a row lock the name for a while.',
      }
    case 'password_locked':
      return { tone: 'crit', title: 'Locked after too many failures', detail: 'The name was not looked up.' }
    case 'too_many_requests':
      return { tone: 'warn', title: 'Too many sign-ins', detail: 'Nothing was counted against the name.' }
    case 'dependency_unavailable':
      return {
        tone: 'warn',
        title: 'The directory is not answering',
        detail: 'Nothing was counted against you. Try again in a moment.',
      }
    case 'unreachable':
      return { tone: 'warn', title: 'The server is not answering', detail: 'Is the network there?' }
    case 'request_invalid':
      return { tone: 'crit', title: 'That cannot be a username and a password', detail: 'One of them is too long.' }
    default:
      return {
        tone: 'warn',
        title: 'Something went wrong on our side',
        detail: 'It is in the log. Try again in a moment.',
      }
  }
}

function countdown(seconds: number) {
  const minutes = Math.floor(seconds / 60)
  return minutes > 0 ? `${minutes} min ${String(seconds % 60).padStart(2, '0')} s` : `${seconds} s`
}
