import type { Action, Authentication, Signal, Step } from '../timeline/present.ts'

/** Why an agent ends a session. The words are what the console shows; free text says more. */
export const REVOCATION_REASONS = {
  customer_request: 'Customer asked for it',
  lost_device: 'Device lost or stolen',
  suspected_fraud: 'Suspected fraud',
  account_takeover: 'Account takeover',
  policy: 'Policy or compliance',
  other: 'Other',
} as const
export type RevocationReason = keyof typeof REVOCATION_REASONS

// Names of the machine as words for people. What is not in a table is told as it is written: MY_SIGNAL as "my signal".

const SIGNALS: Record<string, string> = {
  NEW_DEVICE: 'new device',
  NEW_LOCATION: 'new location',
  IP_VELOCITY: 'busy address',
  MULTIPLE_FAILED_ATTEMPTS: 'failed attempts',
  MULTIPLE_IPS: 'many addresses',
  MULTIPLE_DEVICES: 'many devices',
  RECENT_HIGH_RISK: 'recent high risk',
  UNUSUAL_HOUR: 'unusual hour',
  LONG_ABSENCE: 'long absence',
  HOSTING_NETWORK: 'hosting network',
  IMPOSSIBLE_TRAVEL: 'impossible travel',
  USER_AGENT_CHANGED: 'user agent changed',
  HIGH_VALUE: 'high value',
  PRIVILEGED_OPERATION: 'privileged operation',
}

export const nameSignal = (type: string): string => SIGNALS[type] ?? plainWords(type)

type Evidence = Signal['evidence']

const EVIDENCE: Record<string, (seen: Evidence) => Evidence[string] | undefined> = {
  NEW_DEVICE: ({ fingerprint }) =>
    fingerprint === 'missing' ? 'brought no fingerprint, as it did before' : fingerprint,
  NEW_LOCATION: ({ usual }) => usual && `usually ${firstPart(usual)}`,
  IP_VELOCITY: ({ attempts, unsuccessful, windowMinutes }) =>
    attempts && windowMinutes
      ? `${attempts} attempts in ${windowMinutes} min, ${unsuccessful ?? 0} without success`
      : null,
  MULTIPLE_FAILED_ATTEMPTS: ({ failed, windowMinutes }) => failed && `${failed} in ${windowMinutes} min`,
  MULTIPLE_IPS: ({ addresses, windowMinutes }) => addresses && `${addresses} in ${windowMinutes} min`,
  MULTIPLE_DEVICES: ({ devices, windowMinutes }) => devices && `${devices} in ${windowMinutes} min`,
  RECENT_HIGH_RISK: ({ evaluations, withinDays }) => evaluations && `${evaluations} in ${withinDays} d`,
  UNUSUAL_HOUR: ({ localHour }) =>
    localHour === undefined ? null : `${String(localHour).padStart(2, '0')}:00 at home`,
  LONG_ABSENCE: ({ days }) => days && `first sign-in in ${days} d`,
  HOSTING_NETWORK: ({ network }) => network && String(network),
  IMPOSSIBLE_TRAVEL: ({ km, minutes }) => km && `${km} km in ${minutes} min`,
  USER_AGENT_CHANGED: ({ was, is }) => was && `${was}, then ${is}`,
  HIGH_VALUE: ({ value, currency }) => amount(value, currency),
  PRIVILEGED_OPERATION: ({ operation }) => operation && plainWords(String(operation)),
}

/** The numbers a signal was judged by, in a few words; null where it has none. */
export function describeEvidence({ type, evidence }: Signal): string | null {
  const known = EVIDENCE[type]
  if (known) return asText(known(evidence))
  const pairs = Object.entries(evidence).filter(([, value]) => value !== null)
  return pairs.map(([key, value]) => `${plainWords(key)} ${value}`).join(', ') || null
}

const ACTIONS: Record<string, (whose: string, details: Action['details']) => string> = {
  TRANSFER: (_, { value, currency }) =>
    amount(value, currency) ? `for a transfer of ${amount(value, currency)}` : 'for a transfer',
  CHANGE_EMAIL: whose => `to change ${whose} e-mail address`,
  CHANGE_PHONE: whose => `to change ${whose} phone number`,
  CHANGE_PASSWORD: whose => `to change ${whose} password`,
  CHANGE_ADDRESS: whose => `to change ${whose} postal address`,
  ADD_PAYEE: () => 'to add a payee',
  EXPORT_DATA: () => 'to export data',
  SENSITIVE_CHANGE: () => 'for a sensitive change',
}

/** What a step-up was asked for, to follow "step-up": `for a transfer of 12,400 USD`, `to change the e-mail address`. */
export function describeAction({ type, details }: Action, whose: 'the' | 'your'): string {
  const known = Object.hasOwn(ACTIONS, type.toUpperCase()) ? ACTIONS[type.toUpperCase()] : undefined
  if (known) return known(whose, details)
  const sum = amount(details.value, details.currency)
  return `for “${plainWords(type)}”${sum ? ` (${sum})` : ''}`
}

/** How an authentication was proved, to follow "with": `password and SMS code`. */
export function describeFactors(
  { type, steps }: Pick<Authentication, 'type' | 'steps'>,
  trustedDevice: boolean,
): string {
  const right = steps.find(step => step.result === 'right')
  const second = right ? METHODS[right.method ?? ''] : null
  if (type === 'STEP_UP') return second ?? ''
  if (second) return `password and ${second}`
  return trustedDevice ? 'password on a trusted device' : 'password'
}

const METHODS: Record<string, string> = { sms: 'SMS code', voice: 'voice code', push: 'push' }

/** A step in words: `SMS code to ••• 1234, right`. Its seconds are told beside it. */
export function describeStep({ kind, method, result, phone, document }: Step): string {
  switch (kind) {
    case 'code':
      return `${method === 'voice' ? 'Voice' : 'SMS'} code${phone ? ` to ••• ${phone}` : ''}, ${CODE_RESULTS[result]}`
    case 'push':
      return `Push to the phone, ${PUSH_RESULTS[result]}`
    case 'choice':
      return result === 'pending' ? 'Waiting for the choice of a second factor' : 'No second factor was chosen'
    case 'esign':
      return `${document ? `Document ${document}` : 'Document'} ${result === 'pending' ? 'waits to be signed' : ESIGN_RESULTS[result]}`
    case 'bind':
      return result === 'accepted'
        ? 'Device bound'
        : result === 'pending'
          ? 'Device offered to be bound'
          : 'Device not bound'
  }
}

const CODE_RESULTS: Record<Step['result'], string> = {
  right: 'right',
  wrong: 'wrong',
  rejected: 'rejected',
  accepted: 'sent',
  declined: 'given up',
  unanswered: 'never entered',
  pending: 'waiting for it',
}
const PUSH_RESULTS: Record<Step['result'], string> = {
  ...CODE_RESULTS,
  right: 'number typed rightly',
  wrong: 'wrong number',
  rejected: 'rejected',
  unanswered: 'not answered',
  pending: 'waiting for the phone',
}
const ESIGN_RESULTS: Record<Step['result'], string> = {
  ...CODE_RESULTS,
  accepted: 'signed',
  right: 'signed',
  declined: 'declined',
  rejected: 'declined',
  unanswered: 'left unsigned',
}

/** Reasons that the product itself writes; an agent's are words already. */
const REASONS: Record<string, string> = {
  refresh_token_reuse: 'a spent refresh token came back',
  step_up_failed: 'a step-up failed',
  user_request: 'the user ended it',
}

export const describeReason = (reason: string): string => REASONS[reason] ?? reason

export function amount(value: unknown, currency: unknown): string | null {
  if (typeof value !== 'number') return null
  return `${value.toLocaleString('en-US')}${typeof currency === 'string' ? ` ${currency}` : ''}`
}

/** `MY_SIGNAL`, `mySignal` and `my-signal` as `my signal`. */
export const plainWords = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
    .trim()

const firstPart = (place: unknown) => String(place).split(',')[0]

const asText = (value: Evidence[string] | undefined) => (typeof value === 'string' && value ? value : null)
