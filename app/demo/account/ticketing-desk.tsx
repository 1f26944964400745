import { Check, Minus, Ticket } from 'lucide-react'
import type { Exchange } from '#lib/demo/schema.ts'

type Arrival = { user_id: string; email: string | null; name: string }
type Accounts = { accounts: { account_id: string; name: string }[] }
type Permission = { allowed: boolean; resource_id?: string }

/** The ticketing app's own page: who arrived and what they may pay with, or that the token was refused. */
export function TicketingDesk({ visit }: { visit: Exchange[] }) {
  const [redeemed, listed, ...asked] = visit
  const isIn = redeemed?.status === 200
  return (
    <section aria-label="Ticketing" className="overflow-hidden rounded-lg border">
      <h2 className="flex items-center gap-2 border-b bg-raise px-3.5 py-2">
        <Ticket size={15} className="text-accent" aria-hidden="true" /> Ticketing
      </h2>
      <div className="px-3.5 py-3">
        {isIn ? (
          <Welcome
            arrival={redeemed.answer as Arrival}
            accounts={(listed?.answer as Accounts | undefined)?.accounts ?? []}
            payable={asked
              .map(({ answer }) => answer as Permission)
              .filter(({ allowed }) => allowed)
              .map(({ resource_id }) => resource_id ?? '')}
          />
        ) : (
          <p role="alert" className="text-warn">
            We do not know this token, or it was used before (
            {String((redeemed?.answer as { error_code?: string })?.error_code)}). It is worth nothing now.
          </p>
        )}
      </div>
    </section>
  )
}

type WelcomeProps = { arrival: Arrival; accounts: Accounts['accounts']; payable: string[] }

function Welcome({ arrival, accounts, payable }: WelcomeProps) {
  return (
    <>
      <p className="font-medium">Welcome, {arrival.name}</p>
      <p className="text-ink-3">
        {arrival.email} · <span className="mono">{arrival.user_id}</span>
      </p>
      {accounts.length > 0 && (
        <ul aria-label="Pay with" className="mt-2.5 grid gap-1">
          {accounts.map(({ account_id, name }) => (
            <li key={account_id} className="flex items-center gap-2">
              {payable.includes(account_id) ? (
                <Check size={14} className="text-good" aria-hidden="true" />
              ) : (
                <Minus size={14} className="text-ink-3" aria-hidden="true" />
              )}
              <span className="truncate">{name}</span>
              <span className="mono whitespace-nowrap text-ink-3">{account_id}</span>
              <span className="ml-auto whitespace-nowrap text-ink-3">
                {payable.includes(account_id) ? 'may pay' : 'may not pay'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
