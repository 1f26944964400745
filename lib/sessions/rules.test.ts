import { expect, test } from 'vitest'
import { type CallerFacts, describeTime, whatToTell } from './rules.ts'

const NOW = '2026-11-21T15:00:00Z'
const ZONE = 'UTC'

type Given = CallerFacts['authentications'][number]

const signIn = (given: Partial<Given> = {}): Given => ({
  type: 'INITIAL',
  outcome: 'SUCCESS',
  denied: false,
  at: '2026-11-21T10:00:00Z',
  place: 'Columbus, US',
  action: null,
  score: 20,
  steps: [],
  ...given,
})

const stepUp = (given: Partial<Given> = {}): Given => signIn({ type: 'STEP_UP', at: '2026-11-21T12:46:00Z', ...given })

const step = (given: Partial<Given['steps'][number]>): Given['steps'][number] => ({
  kind: 'code',
  method: 'sms',
  result: 'right',
  at: NOW,
  seconds: 9,
  phone: null,
  document: null,
  ...given,
})

const facts = (given: Partial<CallerFacts> = {}): CallerFacts => ({
  now: NOW,
  status: 'ACTIVE',
  signedInAt: '2026-11-21T10:00:14Z',
  lastActivityAt: '2026-11-21T14:58:00Z',
  expiresAt: '2026-12-21T10:00:14Z',
  place: 'Columbus, US',
  device: { label: 'Chrome 155 · Windows' },
  trust: null,
  end: null,
  authentications: [signIn()],
  places: [{ from: '2026-11-21T10:00:00Z', place: 'Columbus, US' }],
  reuses: [],
  ...given,
})

const end = (given: Partial<NonNullable<CallerFacts['end']>> = {}) => ({
  kind: 'REVOKED' as const,
  at: '2026-11-21T14:05:00Z',
  by: 'agent',
  reason: null,
  code: null,
  ...given,
})

const email = { type: 'CHANGE_EMAIL', details: {} }
const denied = stepUp({ outcome: 'FAILED', denied: true, place: 'Ashburn, US', action: email })

test.each<[string, Partial<CallerFacts>, string]>([
  ['all that is known', {}, 'You signed in today at 10:00 from Columbus, with Chrome on Windows.'],
  [
    'a second factor',
    { authentications: [signIn({ steps: [step({})] })] },
    'You signed in today at 10:00 from Columbus, with Chrome on Windows and a second check (SMS code).',
  ],
  [
    'a push, after two wrong codes, from an app that names no browser',
    {
      device: { label: null },
      authentications: [
        signIn({
          steps: [step({ result: 'wrong' }), step({ result: 'wrong' }), step({ kind: 'push', method: 'push' })],
        }),
      ],
    },
    'You signed in today at 10:00 from Columbus, with a second check (approval on your phone), after 2 wrong codes.',
  ],
  ['nothing but the time', { place: null, device: { label: null } }, 'You signed in today at 10:00.'],
  [
    'a country keeps its name',
    { place: 'Germany' },
    'You signed in today at 10:00 from Germany, with Chrome on Windows.',
  ],
])('how the caller came in: %s', (_, given, said) => {
  expect(whatToTell(facts(given), ZONE)[0]).toBe(said)
})

test.each<[string, Partial<CallerFacts>, string]>([
  ['quiet', {}, 'It is still open and was last used today at 14:58; nothing in it was refused or looked unusual.'],
  [
    'a sign-in of high risk',
    { authentications: [signIn({ score: 70 })] },
    'It is still open and was last used today at 14:58; the sign-in looked unusual to our checks, so please make sure it was you.',
  ],
  [
    'step-ups that were passed',
    {
      authentications: [
        signIn(),
        stepUp(),
        stepUp({
          at: '2026-11-21T13:52:00Z',
          action: { type: 'TRANSFER', details: { value: 12400, currency: 'USD' } },
        }),
      ],
    },
    'Since then you have passed an extra check 2 times, last today at 13:52, for a transfer of 12,400 USD; nothing was refused.',
  ],
  [
    'a denied step-up matters more than those passed after it',
    { authentications: [signIn(), denied, stepUp({ at: '2026-11-21T13:52:00Z' })] },
    'Today at 12:46 there was an attempt to change your e-mail address from Ashburn, and it was stopped.',
  ],
  [
    'a failed step-up whose purpose nobody recorded',
    { authentications: [signIn(), stepUp({ outcome: 'FAILED', place: null })] },
    'Today at 12:46 there was an attempt, and the extra check was not passed, so it was stopped.',
  ],
  [
    'used elsewhere, and still',
    {
      places: [
        { from: NOW, place: 'Columbus, US' },
        { from: '2026-11-21T13:00:00Z', place: 'Chicago, US' },
      ],
    },
    'Since today at 13:00 the same session was also used from Chicago; did you travel, or use another network?',
  ],
  [
    'an unknown place is no other place',
    {
      places: [
        { from: NOW, place: 'Columbus, US' },
        { from: '2026-11-21T13:00:00Z', place: null },
      ],
    },
    'It is still open and was last used today at 14:58; nothing in it was refused or looked unusual.',
  ],
  [
    'a step-up that waits',
    { authentications: [signIn(), stepUp({ outcome: 'PENDING', at: '2026-11-21T14:56:00Z', action: email })] },
    'Today at 14:56 an extra check to change your e-mail address was begun and is still waiting for you.',
  ],
  [
    'revoked for fraud: the agent’s own words stay with us',
    {
      status: 'REVOKED',
      end: end({ reason: 'Suspected fraud: caller sounded nervous', code: 'suspected_fraud' }),
      authentications: [signIn(), denied],
    },
    'We ended it today at 14:05 to protect your account; please sign in again.',
  ],
  [
    'revoked for another reason',
    { status: 'REVOKED', end: end({ reason: 'Other: see ticket', code: 'other' }) },
    'We ended it today at 14:05; please sign in again.',
  ],
  [
    'revoked because the device was lost',
    { status: 'REVOKED', end: end({ reason: 'Device lost or stolen', code: 'lost_device' }) },
    'We ended it today at 14:05 because the device was reported lost or stolen; please sign in again.',
  ],
  [
    'reuse of a refresh token',
    {
      status: 'REVOKED',
      end: end({ by: 'SYSTEM', reason: 'refresh_token_reuse' }),
      reuses: [{ at: '2026-11-21T14:05:00Z', second: { place: 'Rotterdam, NL' } }],
    },
    'Today at 14:05 a key of that sign-in that had already been used was presented again from Rotterdam, so the session was ended automatically; please sign in again.',
  ],
  [
    'signed out',
    { status: 'LOGGED_OUT', end: end({ kind: 'LOGGED_OUT', at: '2026-11-20T18:30:00Z' }) },
    'You signed out yesterday at 18:30, and that session is closed.',
  ],
  [
    'signed out, and nobody recorded when',
    { status: 'LOGGED_OUT', end: end({ kind: 'LOGGED_OUT', at: null }) },
    'You signed out, and that session is closed.',
  ],
  [
    'expired',
    {
      status: 'EXPIRED',
      expiresAt: '2026-11-21T09:00:00Z',
      lastActivityAt: '2025-10-03T08:00:00Z',
      end: end({ kind: 'EXPIRED' }),
    },
    'That session reached the end of its time today at 09:00 and was last used on 3 October 2025 at 08:00; please sign in again.',
  ],
])('what matters most: %s', (_, given, said) => {
  expect(whatToTell(facts(given), ZONE)[1]).toBe(said)
})

test.each([
  ['2026-11-21T14:05:00Z', 'UTC', 'today at 14:05'],
  // In Auckland it is 22 November already, 03:05 in the morning.
  ['2026-11-21T14:05:00Z', 'Pacific/Auckland', 'today at 03:05'],
  ['2026-11-21T04:30:00Z', 'America/New_York', 'yesterday at 23:30'],
  ['2026-11-19T23:59:00Z', 'UTC', 'on 19 November at 23:59'],
  ['2025-12-31T23:30:00Z', 'Europe/Berlin', 'on 1 January at 00:30'],
])('%s in %s is %s', (at, zone, words) => {
  expect(describeTime(at, NOW, zone)).toBe(words)
})
