import { Account } from '../account/account.tsx'
import type { Call, Tell } from '../use-calls.ts'
import type { Identity } from '../use-identity.ts'
import { AwaitPush } from './await-push.tsx'
import { ChooseMethod } from './choose-method.tsx'
import { EnterCode } from './enter-code.tsx'
import { NoticeLine } from './notice-line.tsx'
import { OfferDevice } from './offer-device.tsx'
import { SignDocument } from './sign-document.tsx'
import { SignInForm } from './sign-in-form.tsx'
import type { Bank } from './use-bank.ts'
import type { JourneyActions } from './use-journey.ts'

type Props = { bank: Bank; actions: JourneyActions; identity: Identity; lastCall: Call | undefined; tell: Tell }

/** The bank: its sign-in page, each step of a journey, and what is behind them. */
export function BankPage({ bank, actions, identity, lastCall, tell }: Props) {
  return (
    <main id="content" className="flex min-h-0 min-w-0 flex-col bg-panel lg:overflow-y-auto">
      <div className="mx-auto w-full max-w-md flex-1 px-6 pt-5 pb-4 max-sm:px-4">
        <p className="mb-5 flex items-center gap-2 font-semibold text-xl tracking-tight">
          <BankMark /> Demo Bank
        </p>
        <NoticeLine notice={bank.notice} />
        <Step bank={bank} actions={actions} identity={identity} tell={tell} />
      </div>
      <footer className="border-t">
        <div className="mx-auto grid w-full max-w-md gap-1 px-6 py-2.5 text-ink-3 max-sm:px-4">
          <p className="mono flex min-h-4.5 gap-2">
            {lastCall && (
              <>
                <span className="truncate">
                  {lastCall.method} /api/v1{lastCall.path.replace(UUID, '…$1')}
                </span>
                <span className="ml-auto shrink-0">
                  {lastCall.status || 'no answer'} · {lastCall.ms} ms
                </span>
              </>
            )}
          </p>
          <p>
            Not a bank. It signs in to this Gatewarden as storefront-web-app, to be looked at in the{' '}
            <a href="/sessions" className="text-accent underline underline-offset-2">
              console
            </a>
            .
          </p>
        </div>
      </footer>
    </main>
  )
}

function Step({ bank, actions, identity, tell }: Omit<Props, 'lastCall'>) {
  const { session, journey, busy } = bank
  switch (journey?.step) {
    case 'methods':
      return <ChooseMethod journey={journey} busy={busy} actions={actions} />
    case 'code':
      // Each code is typed into an empty field.
      return <EnterCode key={journey.transactionId} journey={journey} busy={busy} actions={actions} />
    case 'push':
      return <AwaitPush journey={journey} busy={busy} actions={actions} />
    case 'document':
      return <SignDocument key={journey.transactionId} journey={journey} bank={bank} actions={actions} />
    case 'device':
      return <OfferDevice journey={journey} busy={busy} actions={actions} />
  }
  if (session) return <Account session={session} bank={bank} actions={actions} tell={tell} />
  return <SignInForm identity={identity} busy={busy} onSignIn={actions.signIn} />
}

const UUID = /[0-9a-f-]{30}([0-9a-f]{6})/

const BankMark = () => (
  <svg
    viewBox="0 0 20 20"
    className="size-5 text-accent"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    aria-hidden="true"
  >
    <path d="M2 8l8-5 8 5M3.5 8v7M8 8v7M12 8v7M16.5 8v7M2 17h16" />
  </svg>
)
