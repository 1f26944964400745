'use client'

import { useEffect, useState } from 'react'
import { Brand } from '#components/shell/brand.tsx'
import { ThemeSwitch } from '#components/shell/theme-switch.tsx'
import { ClockProvider } from '#components/ui/clock.tsx'
import type { JourneyRow } from '#lib/demo/schema.ts'
import { BankPage } from './bank/bank-page.tsx'
import { useBank } from './bank/use-bank.ts'
import { useJourney } from './bank/use-journey.ts'
import { Panel } from './panel/panel.tsx'
import { PhoneOf } from './phone/phone.tsx'
import { ActOut } from './scenarios/act-out.tsx'
import type { Scenario } from './scenarios/scenarios.ts'
import { useScenarios } from './scenarios/use-scenarios.ts'
import { useCalls } from './use-calls.ts'
import { useIdentity } from './use-identity.ts'
import { usePolled } from './use-polled.ts'

const NO_ROWS: JourneyRow[] = []

/** The bank, the phone beside it, and what both of them write. `now` is the server's clock, ISO 8601. */
export function DemoRoom({ now }: { now: string }) {
  const { calls, tell } = useCalls()
  const identity = useIdentity()
  const bank = useBank(identity.fingerprint, tell)
  const actions = useJourney(bank)
  const { session, journey, contextId } = bank
  const { data, failed, refresh } = usePolled<{ rows: JourneyRow[] }>(
    contextId && `/api/demo/rows?context_id=${encodeURIComponent(contextId)}`,
  )
  const rows = data?.rows ?? NO_ROWS
  const done = useScenarios(rows)
  const [scenario, setScenario] = useState<Scenario | null>(null)

  // What was just answered has been written: it need not wait for the next second.
  const lastId = calls[0]?.id
  useEffect(() => {
    if (lastId) refresh()
  }, [lastId, refresh])

  const setStage = async (chosen: Scenario) => {
    setScenario(chosen)
    if (session) await bank.signOut()
    else if (journey) actions.cancel(journey)
    bank.setNotice(null)
    if (chosen.device === 'new') identity.renewDevice()
    identity.be(chosen.username, chosen.device === 'new' ? 'own' : chosen.device)
  }

  const atThePage = journey?.purpose.username ?? session?.username ?? identity.username
  return (
    <ClockProvider now={now}>
      <div className="flex min-h-dvh flex-col lg:h-dvh lg:min-h-152">
        <header className="flex items-start gap-4 border-b bg-panel px-4 pt-2 pb-1.5 max-md:flex-col max-md:gap-1">
          <a href="/" className="flex h-8 items-center">
            <Brand />
          </a>
          <ActOut chosen={scenario} done={done} onChoose={chosen => void setStage(chosen)} />
          <div className="self-start max-md:absolute max-md:right-4">
            <ThemeSwitch />
          </div>
        </header>
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(25rem,1fr)_22rem_minmax(27rem,1.3fr)] max-lg:grid-cols-[1fr_22rem] max-md:grid-cols-1 max-lg:[&>aside]:col-span-full">
          <BankPage bank={bank} actions={actions} identity={identity} lastCall={calls[0]} tell={tell} />
          <div className="grid min-w-0 place-items-center overflow-y-auto border-l px-3 py-5 max-md:border-t max-md:border-l-0">
            <PhoneOf key={atThePage} username={atThePage} tell={tell} />
          </div>
          <Panel rows={rows} calls={calls} hasJourney={contextId !== null} isOffline={failed} />
        </div>
      </div>
    </ClockProvider>
  )
}
