'use client'

import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { toast } from 'sonner'
import { KeyNames } from '#components/shell/key-names.tsx'
import { buttonVariants } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import { sessionHref } from './columns.tsx'

type Props = { session: SessionItem; onPeek(): void; onRevoke: (() => void) | undefined }

const trigger = cn(buttonVariants({ variant: 'ghost', size: 'icon' }), 'text-ink-3')

/** What can be done with one row, for the mouse. A list holds many of these: the menu is made when it is opened. */
export function RowMenu(props: Props) {
  const [asked, setAsked] = useState(false)
  const label = `Actions for ${props.session.username}`
  if (asked) return <Menu {...props} label={label} />
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      className={trigger}
      onClick={() => setAsked(true)}
    >
      <Ellipsis size={15} aria-hidden="true" />
    </button>
  )
}

function Menu({ session, label, onPeek, onRevoke }: Props & { label: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(session.sessionId)
      toast('Session id copied')
    } catch {
      toast.error('The browser did not let us copy', { description: session.sessionId })
    }
  }
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger aria-label={label} className={trigger}>
        <Ellipsis size={15} aria-hidden="true" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="min-w-48">
        <DropdownMenuItem asChild>
          <Link href={sessionHref(session)}>
            Open <KeyNames keys="Enter" className="ml-auto" />
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onPeek}>
          Peek <KeyNames keys="Space" className="ml-auto" />
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void copy()}>Copy the session id</DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/sessions?${new URLSearchParams({ user: `=${session.cupid}` })}`}>
            Active sessions of this user
          </Link>
        </DropdownMenuItem>
        {onRevoke && session.status === 'ACTIVE' && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="danger" onSelect={onRevoke}>
              Revoke… <KeyNames keys="r" className="ml-auto" />
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
