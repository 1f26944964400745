import type { JourneyRow, TableName } from '#lib/demo/schema.ts'
import type { DeviceName } from '../devices.ts'

export type Scenario = {
  name: string
  title: string
  /** What to do, in one line. */
  does: string
  username: string
  /** `new` is a browser that nobody has seen. */
  device: DeviceName | 'new'
  /** Whether the rows of a journey are those it must leave behind. */
  isDone: (left: Left) => boolean
}

/** The situations to act out: whom as, from what, and how the rows show that it came to its end. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'simple',
    title: 'Simple',
    does: 'Press Sign in. The password is enough.',
    ...{ username: 'simpleuser', device: 'none' },
    isDone: left => left.signedIn({ steps: 0, devices: 0 }) && !left.has('audit_logs', 'LOGIN_TRUSTED_DEVICE'),
  },
  {
    name: 'sms',
    title: 'SMS code',
    does: 'Sign in, have a code texted, and type what the phone shows.',
    ...{ username: 'mfauser', device: 'none' },
    isDone: left => left.signedIn({ steps: 2, devices: 0 }) && left.has('otp_challenges', 'sms'),
  },
  {
    name: 'wrong-code',
    title: 'Wrong code',
    does: 'Have a code texted, type another one, have a second one sent, and type that.',
    ...{ username: 'otponlyuser', device: 'none' },
    isDone: left => left.signedIn({ steps: 4, devices: 0 }) && left.has('audit_logs', 'MFA_VERIFY_FAILED'),
  },
  {
    name: 'push',
    title: 'Push',
    does: 'Choose the phone, open the push there, and type the number of the bank’s page.',
    ...{ username: 'pushonlyuser', device: 'none' },
    isDone: left => left.signedIn({ steps: 2, devices: 0 }) && left.has('audit_logs', 'MFA_PUSH_APPROVED'),
  },
  {
    name: 'document',
    title: 'Document, device',
    does: 'Confirm with a code, accept the document, have the device remembered. A person accepts a version once.',
    ...{ username: 'mfaesignuser', device: 'new' },
    isDone: left => left.signedIn({ steps: 4, devices: 1 }) && left.count('esign_acceptances') === 1,
  },
  {
    name: 'refresh',
    title: 'Refresh',
    does: 'Sign in, then press Refresh my tokens: the old three are rotated, each new one names its parent.',
    ...{ username: 'simpleuser', device: 'none' },
    isDone: left => left.count('tokens', 'ROTATED') >= 3 && left.count('tokens', 'ACTIVE') === 3,
  },
  {
    name: 'revocation',
    title: 'Revocation',
    does: 'Sign in, open the session in the console by its row, and revoke it there: all its tokens end with it.',
    ...{ username: 'simpleuser', device: 'none' },
    isDone: left =>
      left.count('sessions', 'REVOKED') === 1 &&
      left.some('sessions', ({ columns }) => left.isSomebodyElse(columns.revoked_by)) &&
      left.count('tokens', 'ACTIVE') === 0,
  },
  {
    name: 'trusted',
    title: 'Trusted device',
    does: 'Sign in from the browser that trusteduser had remembered: no second factor is asked for.',
    ...{ username: 'trusteduser', device: 'trusted' },
    isDone: left => left.signedIn({ steps: 0, devices: 1 }) && left.has('audit_logs', 'LOGIN_TRUSTED_DEVICE'),
  },
  {
    name: 'step-up',
    title: 'Step-up',
    does: 'Sign in with a code, transfer 15,000 dollars, and confirm once more.',
    ...{ username: 'mfauser', device: 'none' },
    isDone: left => left.some('auth_contexts', ({ kind, state }) => kind === 'STEP_UP' && state === 'SUCCESS'),
  },
  {
    name: 'handoff',
    title: 'Handoff',
    does: 'Sign in and go to Ticketing: its back end redeems the token, once.',
    ...{ username: 'simpleuser', device: 'none' },
    isDone: left => left.count('cross_app_sessions', 'REDEEMED') > 0,
  },
]

/** The rows of a journey, asked about. */
export type Left = ReturnType<typeof leftBehind>

export function leftBehind(rows: JourneyRow[]) {
  const of = (table: TableName) => rows.filter(row => row.table === table)
  const some = (table: TableName, test: (row: JourneyRow) => boolean) => of(table).some(test)
  const count = (table: TableName, state?: string) =>
    of(table).filter(row => state === undefined || row.state === state).length
  return {
    some,
    count,
    /** Neither the user nor the house itself. */
    isSomebodyElse: (id: unknown) =>
      id !== 'SYSTEM' && of('auth_contexts').every(({ columns }) => columns.cupid !== id),
    has: (table: TableName, kind: string) => some(table, row => row.kind === kind),
    /** One sign-in that succeeded, with its evaluation, its session and three tokens, in as many steps as given. */
    signedIn: ({ steps, devices }: { steps: number; devices: number }) =>
      count('auth_contexts') === 1 &&
      count('auth_contexts', 'SUCCESS') === 1 &&
      count('auth_transactions') === steps &&
      count('auth_transactions', 'CONSUMED') === steps &&
      count('drs_evaluations') === 1 &&
      count('sessions', 'ACTIVE') === 1 &&
      count('tokens') === 3 &&
      count('trusted_devices') === devices,
  }
}
