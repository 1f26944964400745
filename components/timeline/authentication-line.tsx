import type { ReactNode } from 'react'
import { Pill, type Tone as PillTone } from '#components/ui/pill.tsx'
import { RiskScore } from '#components/ui/risk-score.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'
import type { Authentication, Signal } from '#lib/sessions/timeline/present.ts'
import type { StoryItem } from '#lib/sessions/timeline/rules.ts'
import { describeAction, describeEvidence, nameSignal } from '#lib/sessions/words/rules.ts'
import { Glyph } from './glyph.tsx'
import { authenticationId, toneOf } from './marks.ts'
import { lineTime, Rail } from './rail.tsx'

type Props = { item: StoryItem; page: SessionPage; zone: string; isLast: boolean; authentication: Authentication }

/** A numbered authentication with its score and the reasons for it. */
export function AuthenticationLine({ item, page, zone, isLast, authentication }: Props) {
  const { sequence, type, outcome, denied, action, score } = authentication
  const isSignIn = type === 'INITIAL'
  const tone = outcome === 'FAILED' ? 'crit' : outcome === 'SUCCESS' ? toneOf(score) : 'neutral'
  return (
    <Rail
      id={authenticationId(sequence)}
      time={lineTime(item.at, zone)}
      isLast={isLast}
      glyph={
        <svg viewBox="-8 -8 16 16" className="size-4 overflow-visible" aria-hidden="true">
          <Glyph
            shape={isSignIn ? 'square' : 'triangle'}
            tone={tone}
            hollow={outcome === 'PENDING' || outcome === 'EXPIRED'}
          />
        </svg>
      }
      right={<RiskScore score={score} />}
    >
      <b className="font-medium">
        {sequence} · {isSignIn ? 'Signed in' : 'Step-up'}
      </b>{' '}
      {isSignIn ? 'with password' : action && <span>{describeAction(action, 'the')}</span>}
      <Outcome outcome={outcome} denied={denied} />
      <p className="text-ink-2 leading-5">
        <Whence authentication={authentication} page={page} />
        <Verdict authentication={authentication} />
      </p>
    </Rail>
  )
}

const OUTCOMES: Record<Exclude<Authentication['outcome'], 'SUCCESS'>, { tone: PillTone; word: string }> = {
  FAILED: { tone: 'crit', word: 'Failed' },
  EXPIRED: { tone: 'neutral', word: 'Not finished' },
  PENDING: { tone: 'warn', word: 'Under way' },
}

function Outcome({ outcome, denied }: Pick<Authentication, 'outcome' | 'denied'>) {
  if (outcome === 'SUCCESS') return null
  const { tone, word } = denied ? { tone: 'crit' as const, word: 'Denied' } : OUTCOMES[outcome]
  return (
    <Pill tone={tone} className="ml-1.5">
      {word}
    </Pill>
  )
}

/** From where, if not from where the session was opened. */
function Whence({ authentication, page }: Pick<Props, 'authentication' | 'page'>) {
  const [signIn] = page.authentications
  const { address, place, device } = authentication
  if (authentication.type === 'INITIAL' || (address === signIn?.address && device === signIn.device)) return null
  const rest = [place !== signIn?.place && place, device !== signIn?.device && device].filter(Boolean)
  return (
    <>
      From <span className="mono">{address}</span>
      {rest.length > 0 && `, ${rest.join(', ')}`}.{' '}
    </>
  )
}

const RECOMMENDATIONS = { ALLOW: 'allow', CHALLENGE: 'challenge', DENY: 'deny', TRUST: 'trust' } as const

function Verdict({ authentication: { recommendation, score, signals } }: Pick<Props, 'authentication'>) {
  if (!recommendation || score === null) return <>Risk was not evaluated.</>
  if (signals.length === 0) return <>Risk: {RECOMMENDATIONS[recommendation]}, nothing unusual.</>
  return (
    <>
      Risk: {RECOMMENDATIONS[recommendation]}, because of{' '}
      {signals.map((signal, index) => (
        <Separated key={signal.type} index={index} count={signals.length}>
          <SignalWords signal={signal} />
        </Separated>
      ))}
      .
    </>
  )
}

function SignalWords({ signal }: { signal: Signal }) {
  const evidence = describeEvidence(signal)
  return (
    <>
      <b className="font-medium">{nameSignal(signal.type)}</b>
      {signal.points !== null && ` +${signal.points}`}
      {evidence && ` (${evidence})`}
    </>
  )
}

const Separated = ({ index, count, children }: { index: number; count: number; children: ReactNode }) => (
  <>
    {index > 0 && (index === count - 1 ? ' and ' : ', ')}
    {children}
  </>
)
