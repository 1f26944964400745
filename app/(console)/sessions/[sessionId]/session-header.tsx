'use client'

import Link from 'next/link'
import { dayMonth, timeOfDay } from '#components/charts/clock-time.ts'
import { useZone } from '#components/charts/zone.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { Id } from '#components/ui/id.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Pill, type Tone } from '#components/ui/pill.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'
import { describeFactors, describeReason } from '#lib/sessions/words/rules.ts'

type Props = { page: SessionPage; mayRevoke: boolean; onRevoke: () => void; problem: Error | null }

export function SessionHeader({ page, mayRevoke, onRevoke, problem }: Props) {
  const { username, cupid, guid, activeSessions, masked } = page
  return (
    <header>
      <PageHeader
        title={
          <>
            <span className="min-w-0 break-all">{username}</span>
            <StatusPill page={page} />
            <StepUpPill page={page} />
            {page.reuses.length > 0 && <Pill tone="crit">Refresh token reused</Pill>}
          </>
        }
      >
        {problem && <Stale problem={problem} />}
        {!masked && (
          <Button asChild>
            <Link href={`/sessions?status=any&user=${encodeURIComponent(`=${cupid}`)}`}>
              All of this user’s sessions
              {activeSessions > 1 && (
                <span className="mono text-ink-3">{activeSessions >= 100 ? '100+' : activeSessions}</span>
              )}
            </Link>
          </Button>
        )}
        {mayRevoke && (
          <Button variant="danger" onClick={onRevoke}>
            Revoke session <Kbd>r</Kbd>
          </Button>
        )}
      </PageHeader>
      <p className="mt-0.5 flex flex-wrap items-baseline gap-x-1.5 text-ink-3">
        <Id value={cupid} className="-mr-4" />
        <span aria-hidden="true">·</span>
        <span className="inline-flex items-baseline gap-1">
          customer <Id value={guid} className="-mr-4" />
        </span>
        <span aria-hidden="true">·</span>
        <SignedIn page={page} />
      </p>
      <EndNote page={page} />
    </header>
  )
}

function SignedIn({ page }: { page: SessionPage }) {
  const zone = useZone()
  const ms = Date.parse(page.signedInAt)
  const today = dayMonth(ms, zone) === dayMonth(Date.parse(page.now), zone)
  const [signIn] = page.authentications
  const trusted = page.story.some(item => item.kind === 'opened' && item.trustedDevice)
  return (
    <span suppressHydrationWarning>
      signed in {today ? 'today' : dayMonth(ms, zone)} at {timeOfDay(ms, zone)}
      {signIn && ` with ${describeFactors(signIn, trusted)}`}
    </span>
  )
}

const STATUSES: Record<SessionPage['status'], { tone: Tone; word: string }> = {
  ACTIVE: { tone: 'good', word: 'Active' },
  EXPIRED: { tone: 'neutral', word: 'Expired' },
  REVOKED: { tone: 'crit', word: 'Revoked' },
  LOGGED_OUT: { tone: 'neutral', word: 'Signed out' },
}

const StatusPill = ({ page }: { page: SessionPage }) => (
  <Pill tone={STATUSES[page.status].tone} dot>
    {STATUSES[page.status].word}
  </Pill>
)

function StepUpPill({ page }: { page: SessionPage }) {
  const stepUps = page.authentications.filter(({ type }) => type === 'STEP_UP')
  const failed = stepUps.filter(({ outcome }) => outcome === 'FAILED').length
  const passed = stepUps.filter(({ outcome }) => outcome === 'SUCCESS').length + page.omitted
  if (stepUps.length === 0) return null
  const words = [`${passed} step-up${passed === 1 ? '' : 's'}`, failed > 0 && `${failed} failed`].filter(Boolean)
  return <Pill tone={failed > 0 ? 'warn' : 'neutral'}>{words.join(', ')}</Pill>
}

/** How it ended: the first thing to know of a session that did. */
function EndNote({ page: { end } }: { page: SessionPage }) {
  if (!end) return null
  const what = { REVOKED: 'Revoked', LOGGED_OUT: 'Signed out by the user', EXPIRED: 'Expired' }[end.kind]
  return (
    <p className="mt-2.5 flex flex-wrap items-baseline gap-x-1.5 rounded-md border bg-panel px-3 py-1.5 text-ink-2">
      <span className="font-medium text-ink">{what}</span>
      {end.at && <Ago at={end.at} />}
      {end.by && <span>by {end.by === 'SYSTEM' ? 'the system' : end.by}</span>}
      {end.reason && <span className="min-w-0 break-words">· {describeReason(end.reason)}</span>}
    </p>
  )
}

const Stale = ({ problem }: { problem: Error }) => (
  <span role="status" className="inline-flex items-center gap-1.5 text-warn" title={problem.message}>
    <i aria-hidden="true" className="size-1.5 rounded-full bg-current" />
    Not up to date: {problem.message}
  </span>
)
