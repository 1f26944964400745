'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Label } from '#components/ui/label.tsx'
import { PEOPLE } from './people.ts'
import { Traffic } from './traffic.tsx'
import { type Bank, useBank } from './use-bank.ts'

/** The bank at the left, what it said to the API and heard at the right. */
export function DemoBank() {
  const { bank, calls, busy, signIn, check, refresh, signOut, startAgain } = useBank()
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(22rem,30rem)_1fr] max-md:grid-cols-1">
      <main
        id="content"
        className="flex flex-col border-r bg-panel px-8 py-8 max-md:border-r-0 max-md:border-b max-sm:px-5"
      >
        <p className="flex items-center gap-2 font-semibold text-xl tracking-tight">
          <svg
            viewBox="0 0 20 20"
            className="size-5 text-accent"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            aria-hidden="true"
          >
            <path d="M2 8l8-5 8 5M3.5 8v7M8 8v7M12 8v7M16.5 8v7M2 17h16" />
          </svg>
          Demo Bank
        </p>
        <div className="mt-10 w-full max-w-sm">
          {bank.view === 'signed-out' && <SignIn notice={bank.notice} busy={busy} onSignIn={signIn} />}
          {bank.view === 'asked' && <Asked step={bank.step} onBack={startAgain} />}
          {bank.view === 'signed-in' && (
            <Account bank={bank} busy={busy} onCheck={check} onRefresh={refresh} onSignOut={signOut} />
          )}
        </div>
        <p className="mt-auto pt-8 text-ink-3">
          Not a bank. It signs in to this Gatewarden as storefront-web-app, to be looked at in the{' '}
          <a href="/sessions" className="text-accent underline underline-offset-2">
            console
          </a>
          .
        </p>
      </main>
      <Traffic calls={calls} />
    </div>
  )
}

type SignInProps = { notice: string | null; busy: boolean; onSignIn: (username: string, password: string) => void }

function SignIn({ notice, busy, onSignIn }: SignInProps) {
  const [username, setUsername] = useState('simpleuser')
  const [password, setPassword] = useState('password')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSignIn(username, password)
  }
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Sign in</h1>
      <form onSubmit={submit} className="mt-5 grid gap-3.5">
        {notice && (
          <p role="alert" className="rounded-md bg-warn-wash px-3 py-2 text-warn">
            {notice}
          </p>
        )}
        <div className="grid gap-1.5">
          <Label htmlFor="username">Username</Label>
          <Input
            id="username"
            value={username}
            onChange={event => setUsername(event.target.value)}
            autoComplete="username"
            required
          />
        </div>
        <div className="grid gap-1.5">
          <Label htmlFor="password">Password</Label>
          <Input
            id="password"
            type="password"
            value={password}
            onChange={event => setPassword(event.target.value)}
            autoComplete="current-password"
            required
          />
        </div>
        <Button type="submit" variant="primary" loading={busy} className="h-8">
          Sign in
        </Button>
      </form>
      <h2 className="mt-8 mb-1.5 text-ink-3">Who would you like to be?</h2>
      <ul className="grid gap-px">
        {PEOPLE.map(person => (
          <li key={person.username}>
            <button
              type="button"
              aria-pressed={username === person.username}
              onClick={() => {
                setUsername(person.username)
                setPassword('password')
              }}
              className="flex w-full items-baseline gap-2 rounded-md px-2 py-1 text-left hover:bg-raise aria-pressed:bg-raise"
            >
              <span className="font-mono text-sm">{person.username}</span>
              <span className="truncate text-ink-3">{person.situation}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

const STEPS: Record<string, string> = {
  MFA_REQUIRED: 'A second factor is asked for.',
  ESIGN_REQUIRED: 'There is a document to sign first.',
  DEVICE_BIND_REQUIRED: 'You may have this device remembered.',
}

function Asked({ step, onBack }: { step: string; onBack: () => void }) {
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">One more step</h1>
      <p className="mt-2 text-ink-2">
        {STEPS[step] ?? step} The API keeps the step pending; it runs out by itself and nothing is opened.
      </p>
      <Button className="mt-5" onClick={onBack}>
        Sign in as somebody else
      </Button>
    </>
  )
}

type AccountProps = {
  bank: Extract<Bank, { view: 'signed-in' }>
  busy: boolean
  onCheck: () => void
  onRefresh: () => void
  onSignOut: () => void
}

function Account({ bank, busy, onCheck, onRefresh, onSignOut }: AccountProps) {
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Good day, {bank.name}</h1>
      <p className="mt-2 text-ink-2">
        You are signed in as <span className="font-mono text-sm">{bank.username}</span>.
      </p>
      <p className="mt-1 min-h-5 text-ink-3" role="status">
        {bank.checkedAt && `Your session was good at ${bank.checkedAt}.`}
      </p>
      <div className="mt-5 flex flex-wrap gap-2">
        <Button variant="primary" onClick={onCheck} disabled={busy}>
          Is my session good?
        </Button>
        <Button onClick={onRefresh} disabled={busy}>
          Refresh my tokens
        </Button>
        <Button onClick={onSignOut} disabled={busy}>
          Sign out
        </Button>
      </div>
    </>
  )
}
