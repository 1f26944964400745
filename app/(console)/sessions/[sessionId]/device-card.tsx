import type { ReactNode } from 'react'
import { Ago } from '#components/ui/ago.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Id } from '#components/ui/id.tsx'
import { Pill } from '#components/ui/pill.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'

const TONES = { trusted: 'good', expired: 'neutral', revoked: 'warn' } as const

/** The device it was opened on, and whether it may skip the second factor. */
export function DeviceCard({ page: { device, trust, sessionId, contextId } }: { page: SessionPage }) {
  return (
    <Card aria-labelledby="device-title">
      <CardHeader id="device-title" title="Device" sub={trust?.name ?? device.type ?? undefined}>
        <Pill tone={trust ? TONES[trust.state] : 'neutral'}>{trust ? trust.state : 'not trusted'}</Pill>
      </CardHeader>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-3.5 py-3 md:grid-cols-[6.5rem_minmax(0,1fr)_5rem_minmax(0,1fr)]">
        <Row name="Browser">{device.label ?? 'not told'}</Row>
        {trust && (
          <Row name="Trusted">
            <Ago at={trust.since} />
            {trust.state === 'trusted' && trust.until && (
              <span className="text-ink-2">
                , ends <Ago at={trust.until} />
              </span>
            )}
            {trust.state === 'expired' && trust.until && (
              <span className="text-ink-2">
                , expired <Ago at={trust.until} />
              </span>
            )}
            {trust.state === 'revoked' && trust.endedAt && (
              <span className="text-ink-2">
                , revoked <Ago at={trust.endedAt} />
              </span>
            )}
          </Row>
        )}
        <Row name="Fingerprint">{device.fingerprint ? <Id value={device.fingerprint} /> : 'none'}</Row>
        <Row name="Session">
          <Id value={sessionId} />
        </Row>
        <Row name="Sign-in">
          <Id value={contextId} />
        </Row>
        <dt className="text-ink-3 md:col-start-1">User agent</dt>
        <dd className="mono min-w-0 break-words text-ink-2 md:col-span-3">{device.userAgent ?? 'none'}</dd>
      </dl>
    </Card>
  )
}

const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
)
