'use client'

import { Command } from 'cmdk'
import { ArrowUpRight, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { type RefObject, useEffect, useState } from 'react'
import { toast } from 'sonner'
import { Spinner } from '#components/ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '#components/ui/dialog.tsx'
import { signOut } from '#lib/agents/actions.ts'
import { readWords } from './find.ts'
import { KeyNames } from './key-names.tsx'
import { MatchingSession } from './matching-session.tsx'
import { useOverlays } from './overlays.tsx'
import { ROOMS, type WayOut } from './rooms.ts'
import { useMatchingSessions } from './use-matching-sessions.ts'

type Props = {
  open: boolean
  onOpenChange(open: boolean): void
  ways: WayOut[]
  /** What was typed before the menu was there. */
  typedAhead: RefObject<string>
  onThere(isThere: boolean): void
}

const itemClasses =
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-[6px] px-2 aria-selected:bg-raise'
const groupClasses =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs'

/** ⌘K: find a session by id, user, address or place; go anywhere; do what is done from anywhere. */
export function CommandMenu({ open, onOpenChange, ...props }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent showClose={false} className="max-w-140 overflow-hidden">
        <DialogTitle className="sr-only">Find or do anything</DialogTitle>
        <DialogDescription className="sr-only">Type a user, an id, an address or the name of a page.</DialogDescription>
        <Commands {...props} close={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}

type CommandsProps = Omit<Props, 'open' | 'onOpenChange'> & { close(): void }

function Commands({ ways, typedAhead, onThere, close }: CommandsProps) {
  const [typed, setTyped] = useState(() => typedAhead.current)
  useEffect(() => {
    typedAhead.current = ''
    onThere(true)
    return () => onThere(false)
  }, [typedAhead, onThere])
  const router = useRouter()
  const finding = readWords(typed)
  const { sessions, isLooking } = useMatchingSessions(finding?.filter ?? null)
  const go = (href: string) => () => {
    close()
    router.push(href)
  }
  return (
    <Command label="Find or do anything" loop className="flex max-h-[70vh] flex-col">
      <div className="flex items-center gap-2.5 border-b px-3.5">
        {isLooking ? (
          <Spinner className="size-[15px] shrink-0 text-ink-3" />
        ) : (
          <Search size={15} className="shrink-0 text-ink-3" aria-hidden="true" />
        )}
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder="Find a user, an id, an address"
          className="h-11 w-full bg-transparent text-lg outline-none"
        />
        <KeyNames keys="Escape" className="shrink-0" />
      </div>
      <Command.List className="min-h-0 overflow-y-auto p-1.5">
        {finding && (
          <Command.Group heading="Sessions" className={groupClasses} forceMount>
            {finding.ways.map(({ what, label, href }) => (
              <Command.Item key={what} value={`find ${what}`} forceMount onSelect={go(href)} className={itemClasses}>
                <span className="whitespace-nowrap text-ink-2">{what}</span>
                <span className="min-w-0 truncate font-medium">{label}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {sessions.length > 0 && (
          <Command.Group heading="Found" className={groupClasses} forceMount>
            {sessions.map(session => (
              <MatchingSession
                key={session.sessionId}
                session={session}
                onSelect={go(`/sessions/${session.sessionId}`)}
              />
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Go to" className={groupClasses}>
          {ROOMS.flatMap(({ rooms }) => rooms).map(({ href, label, keys }) => (
            <Command.Item key={href} onSelect={go(href)} className={itemClasses}>
              {label}
              <KeyNames keys={keys} className="ml-auto" />
            </Command.Item>
          ))}
          {ways.map(({ href, label }) => (
            <Command.Item key={href} onSelect={() => window.location.assign(href)} className={itemClasses}>
              {label}
              <ArrowUpRight size={12} className="text-ink-3" aria-hidden="true" />
            </Command.Item>
          ))}
        </Command.Group>
        <Deeds close={close} />
      </Command.List>
    </Command>
  )
}

function Deeds({ close }: { close(): void }) {
  const overlays = useOverlays()
  const { resolvedTheme, setTheme } = useTheme()
  const otherTheme = resolvedTheme === 'dark' ? 'light' : 'dark'
  const leave = async () => {
    close()
    const result = await signOut()
    if (result && !result.ok) toast.error('You are still signed in', { description: result.message })
  }
  const switchTheme = () => {
    close()
    setTheme(otherTheme)
  }
  return (
    <Command.Group heading="Do" className={groupClasses}>
      <Command.Item keywords={['theme', 'dark', 'light']} onSelect={switchTheme} className={itemClasses}>
        Switch to {otherTheme} colours
      </Command.Item>
      <Command.Item
        keywords={['shortcuts', 'help', 'hotkeys']}
        onSelect={() => overlays.open('keys')}
        className={itemClasses}
      >
        List the keys
        <KeyNames keys="?" className="ml-auto" />
      </Command.Item>
      <Command.Item keywords={['log out', 'leave']} onSelect={leave} className={itemClasses}>
        Sign out
      </Command.Item>
    </Command.Group>
  )
}
