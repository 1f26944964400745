'use client'

import { Menu, Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { shortId } from '#components/ui/id.tsx'
import { KeyNames } from './key-names.tsx'
import { useOverlays } from './overlays.tsx'
import { isIn, ROOMS } from './rooms.ts'

// Wide screens never need it.
const NavigationSheet = dynamic(() => import('./navigation-sheet.tsx').then(module => module.NavigationSheet), {
  ssr: false,
})

/** Where one is, and the way to everything else. `navigation` is what the button on narrow screens opens. */
export function TopBar({ navigation }: { navigation: ReactNode }) {
  const overlays = useOverlays()
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2.5 border-b bg-panel px-3 md:px-5">
      <NarrowNavigation>{navigation}</NarrowNavigation>
      <Here />
      <button
        type="button"
        onPointerEnter={overlays.prepare}
        onClick={() => overlays.open('commands')}
        className="ml-auto hidden h-[30px] w-75 items-center gap-2 rounded-md border bg-bg px-2 text-left text-ink-3 hover:border-line-2 sm:flex"
      >
        Find a user, an id, an address
        <KeyNames keys="mod+k" className="ml-auto" />
      </button>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Find a user, an id, an address"
        onClick={() => overlays.open('commands')}
        className="ml-auto sm:hidden"
      >
        <Search size={16} aria-hidden="true" />
      </Button>
    </header>
  )
}

function Here() {
  const pathname = usePathname()
  const room = ROOMS.flatMap(({ rooms }) => rooms).find(({ href }) => isIn(pathname, href))
  if (!room) return null
  const rest = pathname.slice(room.href.length + 1)
  if (!rest) return <span className="font-medium">{room.label}</span>
  return (
    <nav aria-label="Where you are" className="min-w-0 truncate text-ink-3">
      <Link href={room.href} className="hover:text-ink">
        {room.label}
      </Link>
      {' / '}
      <span aria-current="page" className="mono font-medium text-ink">
        {shortId(decodeURIComponent(rest))}
      </span>
    </nav>
  )
}

function NarrowNavigation({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const pathname = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes whenever it has led somewhere
  useEffect(() => setOpen(false), [pathname])
  const show = () => {
    setAsked(true)
    setOpen(true)
  }
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Navigation"
        aria-expanded={open}
        onClick={show}
        className="-ml-1 md:hidden"
      >
        <Menu size={17} aria-hidden="true" />
      </Button>
      {asked && (
        <NavigationSheet open={open} onOpenChange={setOpen}>
          {children}
        </NavigationSheet>
      )}
    </>
  )
}
