'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { useHotkey } from './hotkeys.tsx'
import { ROOMS, type Room, type WayOut } from './rooms.ts'
import { useTypeAhead } from './use-type-ahead.ts'

// Neither is needed before somebody asks for it.
const loadCommandMenu = () => import('./command-menu.tsx')
const CommandMenu = dynamic(() => loadCommandMenu().then(module => module.CommandMenu), { ssr: false })
const KeyHelp = dynamic(() => import('./key-help.tsx').then(module => module.KeyHelp), { ssr: false })

type Overlay = 'commands' | 'keys'
type Overlays = { open(overlay: Overlay): void; prepare(): void }

const OverlaysContext = createContext<Overlays | null>(null)

export function useOverlays(): Overlays {
  const overlays = useContext(OverlaysContext)
  if (!overlays) throw new Error('useOverlays outside of the shell')
  return overlays
}

/** The command menu and the list of keys, with the keys that open them and those that lead to the rooms. */
export function OverlaysProvider({ ways, children }: { ways: WayOut[]; children: ReactNode }) {
  const [shown, setShown] = useState<Overlay | null>(null)
  const [asked, setAsked] = useState<Record<Overlay, boolean>>({ commands: false, keys: false })
  const [menuIsThere, setMenuIsThere] = useState(false)
  const close = () => setShown(null)
  const typedAhead = useTypeAhead(shown === 'commands' && !menuIsThere, close)
  const overlays = useMemo<Overlays>(
    () => ({
      open(overlay) {
        setAsked(before => ({ ...before, [overlay]: true }))
        setShown(overlay)
      },
      prepare: () => void loadCommandMenu(),
    }),
    [],
  )
  const propsOf = (overlay: Overlay) => ({
    open: shown === overlay,
    onOpenChange: (open: boolean) => setShown(open ? overlay : null),
  })
  return (
    <OverlaysContext value={overlays}>
      <ShellKeys overlays={overlays} close={close} isShown={shown === 'commands'} />
      {children}
      {asked.commands && (
        <CommandMenu {...propsOf('commands')} ways={ways} typedAhead={typedAhead} onThere={setMenuIsThere} />
      )}
      {asked.keys && <KeyHelp {...propsOf('keys')} />}
    </OverlaysContext>
  )
}

const ALL_ROOMS = ROOMS.flatMap(({ rooms }) => rooms)

function ShellKeys({ overlays, close, isShown }: { overlays: Overlays; close(): void; isShown: boolean }) {
  const group = 'Everywhere'
  // The command key goes down a moment before its letter does: long enough to load the menu.
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => (key === 'Control' || key === 'Meta') && overlays.prepare()
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [overlays])
  useHotkey('mod+k', () => (isShown ? close() : overlays.open('commands')), {
    description: 'Find or do anything',
    group,
    always: true,
  })
  useHotkey('/', () => overlays.open('commands'), { description: 'Search', group, yields: true })
  useHotkey('?', () => overlays.open('keys'), { description: 'List the keys', group })
  return ALL_ROOMS.map(room => <RoomKey key={room.href} room={room} group={group} />)
}

function RoomKey({ room, group }: { room: Room; group: string }) {
  const router = useRouter()
  useHotkey(room.keys, () => router.push(room.href), { description: `Go to ${room.label}`, group })
  return null
}
