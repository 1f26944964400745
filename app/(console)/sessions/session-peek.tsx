'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useMay } from '#components/shell/agent-context.tsx'
import { fetchJson } from '#components/shell/fetch-json.ts'
import { KeyNames } from '#components/shell/key-names.tsx'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { Id } from '#components/ui/id.tsx'
import type { ListCount } from '#lib/list-query.ts'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import { Risk } from './columns.tsx'
import { HeldTokens } from './held-tokens.tsx'
import { StatusPill } from './status-pill.tsx'

/** One session at the side of the list: enough to decide whether to open or to end it. */
export function SessionPeek({ session, onRevoke }: { session: SessionItem; onRevoke: () => void }) {
  const mayRevoke = useMay('sessions:revoke')
  const unmasked = useMay('pii:read')
  const { username, cupid, guid, address, revoked } = session
  return (
    <div className="flex flex-col gap-4 p-4">
      <header className="flex items-start gap-3" aria-live="polite">
        <div className="min-w-0 grow">
          <h2 className="truncate font-semibold text-lg tracking-[-0.01em]">{username}</h2>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
            <StatusPill session={session} />
            <Risk session={session} />
          </p>
        </div>
        {mayRevoke && session.status === 'ACTIVE' && (
          <Button variant="danger" onClick={onRevoke}>
            Revoke… <KeyNames keys="r" className="pointer-coarse:hidden" />
          </Button>
        )}
      </header>
      {revoked && (
        <p className="rounded-md bg-crit-wash px-3 py-2 text-ink-2">
          <span className="font-medium text-crit">Revoked</span> <Ago at={revoked.at} />
          {revoked.by && ` by ${revoked.by}`}
          {revoked.reason && <span className="block break-words">{revoked.reason}</span>}
        </p>
      )}
      <Facts>
        <Fact name="Signed in">
          <Ago at={session.signedInAt} />
        </Fact>
        <Fact name="Last activity">
          <Ago at={session.lastActivityAt} />
        </Fact>
        <Fact name="Ends by itself">
          {session.status === 'ACTIVE' ? <Ago at={session.expiresAt} /> : 'It has ended'}
        </Fact>
        <Fact name="App">
          {session.app} <span className="text-ink-3">{session.appVersion}</span>
        </Fact>
        <Fact name="Device">{session.device ?? '–'}</Fact>
        <Fact name="Place">{session.place ?? '–'}</Fact>
        <Fact name="Address">
          <span className="mono">{address}</span>
        </Fact>
        <Fact name="Risk">
          {session.risk === null ? 'Never evaluated' : `${session.risk} now, ${session.highestRisk} at its highest`}
        </Fact>
        <Fact name="Step-ups">{session.stepUps === 0 ? 'None' : session.stepUps}</Fact>
        <Fact name="Tokens">
          <HeldTokens tokens={session.tokens} />
        </Fact>
      </Facts>
      <Facts>
        <Fact name="Session">
          <Id value={session.sessionId} />
        </Fact>
        <Fact name="Cupid">
          <Id value={cupid} />
        </Fact>
        <Fact name="Guid">
          <Id value={guid} />
        </Fact>
      </Facts>
      <ul className="flex flex-col gap-1 border-t pt-3">
        <Others filter={{ user: `=${cupid}` }}>of this user</Others>
        {unmasked && <Others filter={{ address }}>from this address</Others>}
      </ul>
    </div>
  )
}

const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">{children}</dl>
)

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3">{name}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </>
)

function Others({ filter, children }: { filter: Record<string, string>; children: string }) {
  const query = new URLSearchParams(filter).toString()
  const { data } = useQuery({
    queryKey: ['sessions', 'count', query],
    queryFn: ({ signal }) => fetchJson<ListCount>(`/api/console/sessions/count?${query}`, { signal }),
  })
  return (
    <li>
      <Link href={`/sessions?${query}`} prefetch={false} className="text-accent hover:underline">
        {data ? `${data.count.toLocaleString('en')}${data.capped ? '+' : ''}` : 'All'} active{' '}
        {data?.count === 1 ? 'session' : 'sessions'} {children}
      </Link>
    </li>
  )
}
