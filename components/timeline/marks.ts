import { isHighRisk, riskBand } from '#lib/risk/rules.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import type { Authentication } from '#lib/sessions/timeline/present.ts'
import { describeAction } from '#lib/sessions/words/rules.ts'

export type Tone = 'accent' | 'warn' | 'crit' | 'neutral'

/** Something that happened, as the life of the session draws it. */
export type Mark = {
  /** Also where the timeline tells it: `#auth-3`. */
  id: string
  ms: number
  shape: 'square' | 'triangle' | 'cross' | 'diamond'
  tone: Tone
  /** Undecided or given up: an outline only. */
  hollow: boolean
  /** Its height; null stands on the ground. */
  score: number | null
  /** Beside the mark. */
  label: string
  /** In full, for the detail and for who does not see the mark. */
  title: string
  place: string | null
  /** Which label goes first where there is room for few. */
  weight: number
}

type Facts = Pick<SessionPage, 'authentications' | 'reuses'>

/** What stands out of a session's line, in order of time. */
export function marksOf({ authentications, reuses }: Facts): Mark[] {
  const marks = [
    ...authentications.flatMap(authentication => [markOf(authentication), ...wrongAnswers(authentication)]),
    ...reuses.map(
      ({ at, second }, index): Mark => ({
        id: `reuse-${index}`,
        ms: Date.parse(at),
        shape: 'diamond',
        tone: 'crit',
        hollow: false,
        score: null,
        label: 'reuse',
        title: 'Spent refresh token presented again',
        place: second?.place ?? null,
        weight: 90,
      }),
    ),
  ]
  return marks.sort((a, b) => a.ms - b.ms)
}

/** By the number in the list: the same id the timeline's line has. */
export const authenticationId = (sequence: number) => `auth-${sequence}`
export const stepId = (sequence: number, index: number) => `auth-${sequence}-step-${index}`

function markOf(authentication: Authentication): Mark {
  const { sequence, type, at, score, outcome, place } = authentication
  const isSignIn = type === 'INITIAL'
  const name = isSignIn ? 'sign-in' : OUTCOMES[outcome](authentication)
  return {
    id: authenticationId(sequence),
    ms: Date.parse(at),
    shape: isSignIn ? 'square' : 'triangle',
    tone: outcome === 'FAILED' ? 'crit' : outcome === 'SUCCESS' ? toneOf(score) : 'neutral',
    hollow: outcome === 'EXPIRED' || outcome === 'PENDING',
    score,
    label: score === null ? name : `${name} ${score}`,
    title: titleOf(authentication),
    place,
    weight: (isSignIn ? 60 : 20) + (outcome === 'FAILED' ? 50 : 0) + (score ?? 0) / 3,
  }
}

const OUTCOMES: Record<Authentication['outcome'], (authentication: Authentication) => string> = {
  SUCCESS: () => 'step-up',
  FAILED: ({ denied }) => (denied ? 'step-up denied' : 'step-up failed'),
  EXPIRED: () => 'step-up left',
  PENDING: () => 'step-up open',
}

function titleOf({ type, sequence, outcome, denied, action }: Authentication): string {
  if (type === 'INITIAL') return `${sequence} · Signed in`
  const result = {
    SUCCESS: '',
    FAILED: denied ? ' denied' : ' failed',
    EXPIRED: ' not finished',
    PENDING: ' under way',
  }
  return `${sequence} · Step-up${result[outcome]}${action ? ` ${describeAction(action, 'the')}` : ''}`
}

function wrongAnswers({ sequence, steps, score, place, at }: Authentication): Mark[] {
  return steps.flatMap((step, index): Mark[] => {
    if (step.result !== 'wrong' && step.result !== 'rejected') return []
    const what = step.kind === 'push' ? (step.result === 'wrong' ? 'wrong number' : 'push rejected') : 'wrong code'
    return [
      {
        id: stepId(sequence, index),
        ms: Math.max(Date.parse(step.at), Date.parse(at)),
        shape: 'cross',
        tone: 'warn',
        hollow: false,
        score,
        label: what,
        title: `${what.charAt(0).toUpperCase()}${what.slice(1)} in ${sequence}`,
        place,
        weight: 30,
      },
    ]
  })
}

// High begins where the dotted line is.
export function toneOf(score: number | null): Tone {
  if (score === null || riskBand(score) === 'LOW') return 'accent'
  return isHighRisk(score) ? 'crit' : 'warn'
}
