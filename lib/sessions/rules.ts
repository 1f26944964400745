import { HIGH_RISK_SCORE } from '#lib/risk/rules.ts'
import type { SessionEnd } from './present.ts'
import type { SessionStatus } from './schema.ts'
import type { Authentication } from './timeline/present.ts'
import { describeAction, describeFactors, type RevocationReason } from './words/rules.ts'

/** What the sentences for the caller are made from; a SessionPage is one. Instants are ISO 8601. */
export type CallerFacts = {
  now: string
  status: SessionStatus
  signedInAt: string
  lastActivityAt: string
  expiresAt: string
  place: string | null
  device: { label: string | null }
  trust: { state: string } | null
  end: SessionEnd | null
  authentications: Pick<Authentication, 'type' | 'outcome' | 'denied' | 'at' | 'place' | 'action' | 'score' | 'steps'>[]
  places: { from: string; place: string | null }[]
  reuses: { at: string; second: { place: string | null } | null }[]
}

/**
 * Two plain sentences an agent can read out: how the caller came in, and the one thing about the session that matters
 * most. Only what is recorded is said; who it was is never claimed. Times are told in `zone` (IANA).
 */
export function whatToTell(facts: CallerFacts, zone: string): [string, string] {
  const tell = (at: string) => describeTime(at, facts.now, zone)
  const matters = [ended, stopped, elsewhere, waiting, steppedUp, quiet]
  for (const sentence of matters) {
    const said = sentence(facts, tell)
    if (said) return [cameIn(facts, tell), said]
  }
  return [cameIn(facts, tell), '']
}

/** `today at 10:00`, `yesterday at 21:40`, `on 3 November at 10:00`, with the year where it is another. */
export function describeTime(at: string, now: string, zone: string): string {
  const day = (iso: string) => new Date(iso).toLocaleDateString('en-CA', { timeZone: zone })
  const time = new Date(at).toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  const daysAgo = Math.round((Date.parse(day(now)) - Date.parse(day(at))) / 86_400_000)
  if (daysAgo === 0) return `today at ${time}`
  if (daysAgo === 1) return `yesterday at ${time}`
  const sameYear = day(at).slice(0, 4) === day(now).slice(0, 4)
  const date = new Date(at).toLocaleDateString('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  })
  return `on ${date} at ${time}`
}

type Sentence = (facts: CallerFacts, tell: (at: string) => string) => string | null

const from = (place: string | null | undefined) => (place ? ` from ${place.replace(/, [A-Z]{2}$/, '')}` : '')

function cameIn(facts: CallerFacts, tell: (at: string) => string): string {
  const [signIn] = facts.authentications
  const browser = facts.device.label?.replace(/ · /, ' on ').replace(/(?<=[a-z]) \d[\d.]*(?= on |$)/gi, '')
  const wrong = signIn?.steps.filter(step => step.result === 'wrong').length ?? 0
  const second = signIn && describeFactors(signIn, false) !== 'password' ? `a second check (${secondOf(signIn)})` : null
  const means = [browser, second].filter(Boolean).join(' and ')
  const mistakes = wrong === 0 ? '' : `, after ${wrong === 1 ? 'one wrong code' : `${wrong} wrong codes`}`
  return `You signed in ${tell(facts.signedInAt)}${from(facts.place)}${means && `, with ${means}`}${mistakes}.`
}

const secondOf = (signIn: Parameters<typeof describeFactors>[0]) =>
  describeFactors(signIn, false).replace('password and ', '').replace('push', 'approval on your phone')

const ended: Sentence = ({ end, reuses, expiresAt, lastActivityAt }, tell) => {
  if (!end) return null
  const reuse = reuses.at(-1)
  if (reuse) {
    return `${sentenceCase(tell(reuse.at))} a key of that sign-in that had already been used was presented again${from(reuse.second?.place)}, so the session was ended automatically; please sign in again.`
  }
  if (end.kind === 'LOGGED_OUT') {
    return end.at
      ? `You signed out ${tell(end.at)}, and that session is closed.`
      : 'You signed out, and that session is closed.'
  }
  if (end.kind === 'EXPIRED') {
    return `That session reached the end of its time ${tell(expiresAt)} and was last used ${tell(lastActivityAt)}; please sign in again.`
  }
  const by = end.by === 'SYSTEM' ? 'It was ended automatically' : 'We ended it'
  return `${by}${end.at ? ` ${tell(end.at)}` : ''}${(end.code && CAUSES[end.code]) ?? ''}; please sign in again.`
}

// An agent's own words are for colleagues: the caller hears the reason's kind, and for some not even that.
const CAUSES: Partial<Record<RevocationReason, string>> = {
  customer_request: ' because you asked for it',
  lost_device: ' because the device was reported lost or stolen',
  suspected_fraud: ' to protect your account',
  account_takeover: ' to protect your account',
}

/** The newest step-up that was refused. */
const stopped: Sentence = ({ authentications }, tell) => {
  const refused = authentications.findLast(({ type, outcome }) => type === 'STEP_UP' && outcome === 'FAILED')
  if (!refused) return null
  const what = refused.action ? ` ${describeAction(refused.action, 'your')}` : ''
  const how = refused.denied ? 'and it was stopped' : 'and the extra check was not passed, so it was stopped'
  return `${sentenceCase(tell(refused.at))} there was an attempt${what}${from(refused.place)}, ${how}.`
}

const elsewhere: Sentence = ({ places, place }, tell) => {
  const other = places.findLast(span => span.place !== null && span.place !== place)
  if (!other || !place) return null
  const still = places.at(-1) === other
  return `${still ? 'Since' : 'From'} ${tell(other.from).replace(/^on /, '')} the same session was ${still ? 'also' : 'for a time'} used${from(other.place)}; did you travel, or use another network?`
}

const waiting: Sentence = ({ authentications, now }, tell) => {
  const open = authentications.findLast(({ type, outcome }) => type === 'STEP_UP' && outcome === 'PENDING')
  if (!open || Date.parse(now) - Date.parse(open.at) > 15 * 60_000) return null
  const what = open.action ? ` ${describeAction(open.action, 'your')}` : ''
  return `${sentenceCase(tell(open.at))} an extra check${what} was begun and is still waiting for you.`
}

const steppedUp: Sentence = ({ authentications }, tell) => {
  const passed = authentications.filter(({ type, outcome }) => type === 'STEP_UP' && outcome === 'SUCCESS')
  const last = passed.at(-1)
  if (!last) return null
  const what = last.action ? `, ${describeAction(last.action, 'your')}` : ''
  const times = passed.length === 1 ? 'once' : `${passed.length} times`
  return `Since then you have passed an extra check ${times}, last ${tell(last.at)}${what}; nothing was refused.`
}

const quiet: Sentence = ({ authentications, lastActivityAt }, tell) => {
  const risky = authentications.some(({ score }) => score !== null && score >= HIGH_RISK_SCORE)
  const used = `It is still open and was last used ${tell(lastActivityAt)}`
  return risky
    ? `${used}; the sign-in looked unusual to our checks, so please make sure it was you.`
    : `${used}; nothing in it was refused or looked unusual.`
}

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
