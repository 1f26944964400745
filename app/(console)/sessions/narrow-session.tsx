import Link from 'next/link'
import { Ago } from '#components/ui/ago.tsx'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import { Risk, sessionHref } from './columns.tsx'
import { StatusPill } from './status-pill.tsx'

/** A session on a phone: who and how risky, on what, from where and when. */
export function NarrowSession({ session }: { session: SessionItem }) {
  const { username, status, app, device, shortPlace, address, lastActivityAt } = session
  return (
    <span className="flex flex-col gap-0.5 overflow-hidden">
      <span className="flex items-center gap-2">
        <Link href={sessionHref(session)} prefetch={false} className="truncate font-medium">
          {username}
        </Link>
        {status !== 'ACTIVE' && <StatusPill session={session} />}
        <span className="ml-auto">
          <Risk session={session} />
        </span>
      </span>
      <span className="truncate text-ink-2">{[app, device].filter(Boolean).join(' · ')}</span>
      <span className="flex items-center gap-2 text-ink-3">
        <span className="truncate">
          <span className="mono">{address}</span>
          {shortPlace && ` · ${shortPlace}`}
        </span>
        <span className="ml-auto">
          <Ago at={lastActivityAt} />
        </span>
      </span>
    </span>
  )
}
