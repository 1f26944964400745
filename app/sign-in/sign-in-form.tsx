'use client'

import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { cn } from '#components/ui/cn.ts'
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts'
import type { DemoAgent } from '#lib/agents/schema.ts'
import { DemoAgents } from './demo-agents.tsx'
import { Field } from './field.tsx'
import { RefusalNote } from './refusal-note.tsx'
import { type Refusal, requestSignIn } from './request-sign-in.ts'

type Props = { next: string; demoAgents: DemoAgent[]; initialRefusal: Refusal | null }
type Errors = { username?: string; password?: string }

export function SignInForm({ next, demoAgents, initialRefusal }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const isHydrated = useIsHydrated()
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
        {/* Never sent as it is; but a form that could be, and without a method, would put the password into the address. */}
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
          {/* Before our code is there a click would be lost; the form takes it from then on. */}
          <Button
            type="submit"
            variant="primary"
            className={cn('h-8', !isHydrated && 'disabled:opacity-100')}
            disabled={!isHydrated}
            loading={pending !== null}
          >
            Sign in
          </Button>
          <noscript>
            <p className="text-sm text-warn">The console needs JavaScript.</p>
          </noscript>
        </form>
      </Card>
      {demoAgents.length > 0 && (
        <DemoAgents
          agents={demoAgents}
          pending={pending}
          isReady={isHydrated}
          onPick={agent => signIn(agent.username, agent.password)}
        />
      )}
    </>
  )
}
