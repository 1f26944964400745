import type { FormEvent } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Label } from '#components/ui/label.tsx'
import type { Identity } from '../use-identity.ts'
import { DeviceChoice } from './device-choice.tsx'
import { PeopleList } from './people-list.tsx'

type Props = { identity: Identity; busy: boolean; onSignIn: (username: string, password: string) => void }

/** Who signs in, from what, and with which password. */
export function SignInForm({ identity, busy, onSignIn }: Props) {
  const { username, password, setUsername, setPassword } = identity
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSignIn(username, password)
  }
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Sign in</h1>
      <form onSubmit={submit} className="mt-4 grid gap-3">
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
      <DeviceChoice identity={identity} />
      <PeopleList chosen={username} onChoose={username => identity.be(username)} />
    </>
  )
}
