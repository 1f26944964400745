'use client'

import { useCallback, useEffect, useState } from 'react'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { Pill } from '#components/ui/pill.tsx'
import type { components } from '#lib/api/client/schema.d.ts'
import type { Bank } from '../bank/use-bank.ts'
import { OwnThing } from './own-thing.tsx'

type Own = components['schemas']['OwnSession']

/** The user's open sessions in every app; each can be ended. */
export function OwnSessions({ bank }: { bank: Bank }) {
  const { ask, client, busy, leave, refused } = bank
  const [sessions, setSessions] = useState<Own[] | null>(null)

  const load = useCallback(async () => {
    const { data, trouble } = await ask(client.GET('/api/v1/auth/sessions'))
    if (trouble) refused(trouble)
    else setSessions(data.sessions)
  }, [ask, client, refused])
  useEffect(() => void load(), [load])

  const end = async ({ session_id, current }: Own) => {
    const { trouble } = await ask(client.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id: session_id } } }))
    if (trouble) return refused(trouble)
    if (current) leave('You have ended the session you were in.')
    else await load()
  }

  return (
    <section aria-labelledby="own-sessions">
      <h2 id="own-sessions">My sessions</h2>
      <ul className="mt-1 divide-y">
        {sessions?.map(session => (
          <OwnThing
            key={session.session_id}
            title={session.app_name}
            mark={session.current && <Pill>this one</Pill>}
            note={
              <>
                {[session.device, session.place, session.ip_address].filter(Boolean).join(' · ')}, used{' '}
                <Ago at={session.last_activity_at} />
              </>
            }
          >
            <Button
              size="sm"
              variant="danger"
              disabled={busy}
              aria-label={`End the session in ${session.app_name}`}
              onClick={() => end(session)}
            >
              End
            </Button>
          </OwnThing>
        ))}
      </ul>
    </section>
  )
}
