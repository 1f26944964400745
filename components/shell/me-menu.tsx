'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useId, useRef, useTransition } from 'react'
import { toast } from 'sonner'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { signOut } from '#lib/agents/actions.ts'
import { useAgent } from './agent-context.tsx'
import { KeyNames } from './key-names.tsx'
import { useOverlays } from './overlays.tsx'
import { ROLE_FACTS } from './role-facts.ts'
import { ThemeSwitch } from './theme-switch.tsx'

/** Who is signed in, how long still, in which colours, and the way out. The browser's own popover: it loads nothing. */
export function MeMenu() {
  const agent = useAgent()
  const overlays = useOverlays()
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [leaving, startLeaving] = useTransition()

  const leave = () =>
    startLeaving(async () => {
      const result = await signOut()
      if (result && !result.ok) toast.error('You are still signed in', { description: result.message })
    })
  const listKeys = () => {
    panel.current?.hidePopover()
    overlays.open('keys')
  }

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="flex w-full items-center gap-2 rounded-[6px] px-2 py-1.5 text-left text-ink-2 hover:bg-raise hover:text-ink"
      >
        <Initials name={agent.username} />
        <span className="min-w-0 flex-1 truncate">{agent.username}</span>
        <span className="sr-only">, your session and settings</span>
        <ChevronsUpDown size={13} className="shrink-0 text-ink-3" aria-hidden="true" />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Your session and settings"
        className="inset-auto bottom-14 left-2.5 w-66 animate-pop-in rounded-lg border border-line-2 bg-panel text-ink shadow-lg"
      >
        <div className="px-3.5 pt-3 pb-2.5">
          <p className="flex items-center gap-2">
            <span className="min-w-0 truncate font-medium">{agent.name}</span>
            <Pill className="ml-auto">{agent.role}</Pill>
          </p>
          <p className="text-ink-3 text-sm">{ROLE_FACTS[agent.role]}</p>
          <dl className="mt-2.5 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 [&_dd]:text-right [&_dt]:text-ink-3">
            <dt>Signed in</dt>
            <dd>
              <Ago at={agent.signedInAt} />
            </dd>
            <dt>Ends</dt>
            <dd>
              <Ago at={agent.expiresAt} />
            </dd>
          </dl>
        </div>
        <div className="flex items-center justify-between gap-2 border-t px-3.5 py-2">
          <span className="text-ink-3">Colours</span>
          <ThemeSwitch />
        </div>
        <div className="flex items-center gap-2 border-t p-2">
          <Button variant="ghost" onClick={listKeys}>
            Keyboard <KeyNames keys="?" />
          </Button>
          <Button className="ml-auto" onClick={leave} loading={leaving}>
            Sign out
          </Button>
        </div>
      </div>
    </>
  )
}

function Initials({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-[22px] shrink-0 place-items-center rounded-full bg-accent-wash font-semibold text-[0.625rem] text-accent uppercase"
    >
      {name.slice(0, 2)}
    </span>
  )
}
