'use client'

import { ChevronRight } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { timeOfDay, weekdayDate } from '#components/charts/clock-time.ts'
import { useZone } from '#components/charts/zone.tsx'
import { Id } from '#components/ui/id.tsx'
import { Pill, type Tone } from '#components/ui/pill.tsx'
import type { Severity } from '#lib/audit/schema.ts'
import type { TrailEvent } from '#lib/sessions/trail/present.ts'
import { JsonLines } from './json-lines.tsx'

const TONES: Record<Severity, Tone> = { INFO: 'neutral', WARN: 'warn', ERROR: 'crit', CRITICAL: 'crit' }

/** Audit events, newest first; each opens to what it holds. */
export function TrailList({ events }: { events: TrailEvent[] }) {
  const zone = useZone()
  if (events.length === 0) return <p className="px-3.5 py-3 text-ink-3">Nothing was recorded.</p>
  const dayOf = (event: TrailEvent) => weekdayDate(Date.parse(event.at), zone)
  return (
    <ul>
      {events.map((event, index) => (
        <Fragment key={event.auditId}>
          {(index === 0 || dayOf(events[index - 1]!) !== dayOf(event)) && (
            <li suppressHydrationWarning className="border-b bg-bg px-3.5 py-0.5 text-ink-3 text-xs">
              {dayOf(event)}
            </li>
          )}
          <li className="border-b last:border-b-0">
            <EventLine event={event} zone={zone} />
          </li>
        </Fragment>
      ))}
    </ul>
  )
}

function EventLine({ event, zone }: { event: TrailEvent; zone: string }) {
  const { at, eventType, severity } = event
  return (
    <details className="group">
      <summary className="flex list-none items-center gap-2.5 px-3.5 py-[7px] hover:bg-raise focus-visible:outline-offset-[-2px] [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={12}
          aria-hidden="true"
          className="-ml-1 shrink-0 text-ink-3 transition-transform duration-75 group-open:rotate-90"
        />
        <time dateTime={at} suppressHydrationWarning className="mono shrink-0 text-ink-3">
          {timeOfDay(Date.parse(at), zone)}
        </time>
        <span className="min-w-0 truncate">{eventType}</span>
        <Pill tone={TONES[severity]} className="ml-auto">
          {severity.toLowerCase()}
        </Pill>
      </summary>
      <EventDetail event={event} />
    </details>
  )
}

function EventDetail({ event }: { event: TrailEvent }) {
  const ids = [
    ['Event', event.auditId],
    ['Journey', event.contextId],
    ['Transaction', event.transactionId],
    ['Correlation', event.correlationId],
  ] as const
  return (
    <div className="grid gap-2 border-t bg-bg px-3.5 py-2.5">
      <JsonLines value={event.data} />
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        <Row name="When">
          <span className="mono">{event.at}</span>
        </Row>
        <Row name="Kind">
          {event.category.toLowerCase()}
          {event.authType && `, ${event.authType === 'INITIAL' ? 'sign-in' : 'step-up'}`}
        </Row>
        {event.address && (
          <Row name="Address">
            <span className="mono">{event.address}</span>
          </Row>
        )}
        {event.userAgent && (
          <Row name="User agent">
            <span className="mono break-words">{event.userAgent}</span>
          </Row>
        )}
        {ids.map(([name, value]) =>
          value ? (
            <Row key={name} name={name}>
              <Id value={value} />
            </Row>
          ) : null,
        )}
      </dl>
    </div>
  )
}

const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3">{name}</dt>
    <dd className="min-w-0 text-ink-2">{children}</dd>
  </>
)
