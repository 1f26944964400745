'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Bank } from '../bank/use-bank.ts'

/** What an app does with its tokens. */
export function SessionButtons({ bank }: { bank: Bank }) {
  const { ask, client, busy, refresh, signOut, refused } = bank
  const [checkedAt, setCheckedAt] = useState<string | null>(null)
  const check = async () => {
    const { trouble } = await ask(client.GET('/api/v1/auth/userinfo'))
    if (trouble) refused(trouble)
    else setCheckedAt(new Date().toLocaleTimeString())
  }
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={check} disabled={busy}>
          Is my session good?
        </Button>
        <Button onClick={refresh} disabled={busy}>
          Refresh my tokens
        </Button>
        <Button onClick={signOut} disabled={busy}>
          Sign out
        </Button>
      </div>
      <p className="mt-2 min-h-5 text-ink-3" role="status">
        {checkedAt && `Your session was good at ${checkedAt}.`}
      </p>
    </>
  )
}
