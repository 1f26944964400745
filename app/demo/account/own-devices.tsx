'use client'

import { useCallback, useEffect, useState } from 'react'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { Pill } from '#components/ui/pill.tsx'
import type { components } from '#lib/api/client/schema.d.ts'
import type { Bank } from '../bank/use-bank.ts'
import { OwnThing } from './own-thing.tsx'
import { RenameDevice } from './rename-device.tsx'

type Own = components['schemas']['OwnDevice']

/** The devices the user trusts; each can be renamed or forgotten. */
export function OwnDevices({ bank }: { bank: Bank }) {
  const { ask, client, busy, refused } = bank
  const [devices, setDevices] = useState<Own[] | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)

  const load = useCallback(async () => {
    const { data, trouble } = await ask(client.GET('/api/v1/auth/devices'))
    if (trouble) refused(trouble)
    else setDevices(data.devices)
  }, [ask, client, refused])
  useEffect(() => void load(), [load])

  const forget = async (id: string) => {
    const { trouble } = await ask(client.DELETE('/api/v1/auth/devices/{id}', { params: { path: { id } } }))
    if (trouble) return refused(trouble)
    await load()
  }
  const rename = async (id: string, device_name: string) => {
    const { trouble } = await ask(
      client.PATCH('/api/v1/auth/devices/{id}', { params: { path: { id } }, body: { device_name } }),
    )
    setRenaming(null)
    if (trouble) return refused(trouble)
    await load()
  }

  return (
    <section aria-labelledby="own-devices">
      <h2 id="own-devices">My devices</h2>
      {devices?.length === 0 && <p className="mt-1 text-ink-3">None is remembered.</p>}
      <ul className="mt-1 divide-y">
        {devices?.map(({ device_id: id, device_name, app_id, current, last_used_at }) => {
          const name = device_name ?? 'A device'
          if (renaming === id) {
            return (
              <li key={id} className="py-2">
                <RenameDevice
                  name={name}
                  busy={busy}
                  onRename={to => rename(id, to)}
                  onCancel={() => setRenaming(null)}
                />
              </li>
            )
          }
          return (
            <OwnThing
              key={id}
              title={name}
              mark={current && <Pill>this one</Pill>}
              note={
                <>
                  {app_id}, used <Ago at={last_used_at} />
                </>
              }
            >
              <Button size="sm" disabled={busy} aria-label={`Rename ${name}`} onClick={() => setRenaming(id)}>
                Rename
              </Button>
              <Button
                size="sm"
                variant="danger"
                disabled={busy}
                aria-label={`Forget ${name}`}
                onClick={() => forget(id)}
              >
                Forget
              </Button>
            </OwnThing>
          )
        })}
      </ul>
    </section>
  )
}
