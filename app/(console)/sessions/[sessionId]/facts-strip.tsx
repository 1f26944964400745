import Link from 'next/link'
import type { ReactNode } from 'react'
import { Ago } from '#components/ui/ago.tsx'
import { Card } from '#components/ui/card.tsx'
import { Id } from '#components/ui/id.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'

/** The six facts one asks for first. */
export function FactsStrip({ page }: { page: SessionPage }) {
  const { app, device, trust, address, place, masked } = page
  return (
    <Card aria-label="Facts" className="mt-3.5 overflow-hidden">
      <dl className="-mt-px -ml-px grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-[1.5fr_1.5fr_1.05fr_1fr_0.75fr_0.85fr]">
        <Fact name="Client app">
          <Link href={`/sessions?app=${encodeURIComponent(app.id)}`} className="hover:underline">
            {app.id}
          </Link>{' '}
          <span className="font-normal text-ink-3">{app.version}</span>
        </Fact>
        <Fact name="Device" title={device.userAgent ?? undefined}>
          {device.label ?? <None>not told</None>}{' '}
          {trust && <span className="font-normal text-ink-3">{trust.state}</span>}
        </Fact>
        <Fact name="Address">
          {masked ? (
            <span className="mono">{address}</span>
          ) : (
            <Id value={address} href={`/sessions?address=${encodeURIComponent(address)}`} />
          )}
        </Fact>
        <Fact name="Place" title={place ?? undefined}>
          {place ?? <None>unknown</None>}
        </Fact>
        <Fact name="Last activity">
          <Ago at={page.lastActivityAt} />
        </Fact>
        <Fact name={page.status === 'EXPIRED' ? 'Ended' : page.end ? 'Would have ended' : 'Ends'}>
          <Ago at={page.expiresAt} />
        </Fact>
      </dl>
    </Card>
  )
}

const Fact = ({ name, title, children }: { name: string; title?: string | undefined; children: ReactNode }) => (
  <div className="min-w-0 border-t border-l px-3.5 py-2.5">
    <dt className="mb-0.5 text-ink-3 text-xs">{name}</dt>
    <dd className="truncate font-medium" title={title}>
      {children}
    </dd>
  </div>
)

const None = ({ children }: { children: string }) => <span className="font-normal text-ink-3">{children}</span>
