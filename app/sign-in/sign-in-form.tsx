'use client'

import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { DemoAgent } from '#lib/agents/schema.ts'
import { DemoAgents } from './demo-agents.tsx'
import { Field } from './field.tsx'
import { RefusalNote } from './refusal-note.tsx'
import { type Refusal, requestSignIn } from './request-sign-in.ts'

type Props = { next: string; demoAgents: DemoAgent[]; initialRefusal: Refusal | null }
type Errors = { username?: string; password?: string }

export function SignInForm({ next, demoAgents, initialRefusal }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<Errors>({})
  const [refusal, setRefusal] = useState(initialRefusal)
  /** Who is being signed in; null for nobody. */
  const [pending, setPending] = useState<string | null>(null)

  const field = (name: string) => form.current?.elements.namedItem(name) as HTMLInputElement

  async function signIn(username: string, password: string) {
    setPending(username)
    setRefusal(null)
    const refused = await requestSignIn(username, password)
    // The whole page, so that nothing of what was read before signing in is kept.
    if (!refused) return window.location.assign(next)
    setPending(null)
    setRefusal(refused)
    field('password').value = ''
    field('password').focus()
  }

  function submit() {
    const username = field('username').value.trim()
    const password = field('password').value
    const missing: Errors = {
      ...(!username && { username: 'Enter your username' }),
      ...(!password && { password: 'Enter your password' }),
    }
    setErrors(missing)
    if (missing.username || missing.password) return field(missing.username ? 'username' : 'password').focus()
    void signIn(username, password)
  }

  return (
    <>
      <Card className="p-4">
        {/* The action is for a click that comes before our code: a form without one would put the password into the address. */}
        <form
          ref={form}
          method="post"
          action="/api/auth/callback/directory"
          noValidate
          className="flex flex-col gap-3.5"
          onSubmit={event => {
            event.preventDefault()
            if (pending === null) submit()
          }}
        >
          <Field
            name="username"
            label="Username"
            autoComplete="username"
            error={errors.username}
            onInput={() => setErrors({ ...errors, username: undefined })}
            autoFocus
          />
          <Field
            name="password"
            label="Password"
            type="password"
            autoComplete="current-password"
            error={errors.password}
            onInput={() => setErrors({ ...errors, password: undefined })}
          />
          <RefusalNote refusal={refusal} />
          <Button type="submit" variant="primary" className="h-8" loading={pending !== null}>
            Sign in
          </Button>
        </form>
      </Card>
      {demoAgents.length > 0 && (
        <DemoAgents agents={demoAgents} pending={pending} onPick={agent => signIn(agent.username, agent.password)} />
      )}
    </>
  )
}
