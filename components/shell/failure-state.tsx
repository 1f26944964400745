'use client'

import { useEffect, useTransition } from 'react'
import { ErrorState } from '#components/ui/error-state.tsx'
import { FAILURES, type FailureName } from '#lib/failure.ts'
import { goToSignIn } from './fetch-json.ts'

/** A page that could not be drawn: says why as far as an agent may know, and offers another try where that may help. */
export function FailureState({ error, retry }: { error: unknown; retry: () => void }) {
  const [retrying, startRetry] = useTransition()
  const failure = failureOf(error)
  const isSignedOut = failure === 'not_signed_in'
  useEffect(() => {
    if (isSignedOut) goToSignIn()
  }, [isSignedOut])
  if (isSignedOut) return null
  const { title, detail } = explain(failure, error)
  return (
    <ErrorState
      as="h1"
      title={title}
      detail={detail}
      onRetry={failure === 'permission_missing' ? undefined : () => startRetry(retry)}
      retrying={retrying}
    />
  )
}

function failureOf(error: unknown): FailureName | null {
  const digest = (error as { digest?: unknown } | null)?.digest
  const name = typeof digest === 'string' && digest.startsWith('failure:') ? digest.slice('failure:'.length) : ''
  return name in FAILURES ? (name as FailureName) : null
}

function explain(failure: FailureName | null, error: unknown): { title: string; detail?: string } {
  switch (failure) {
    case 'permission_missing':
      return {
        title: 'Your role does not allow this',
        detail: 'Roles come from the directory; who keeps it can change yours.',
      }
    case 'dependency_unavailable':
      return {
        title: 'The directory or the database is not answering',
        detail: 'Nothing was changed. It is tried anew with each click.',
      }
    case null: {
      const { digest } = (error ?? {}) as { digest?: string }
      return {
        title: 'This page could not be drawn',
        detail: digest ? `The server’s log says why, under ${digest}.` : undefined,
      }
    }
    default:
      return { title: FAILURES[failure].title }
  }
}
