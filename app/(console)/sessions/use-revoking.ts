'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { List } from '#components/data-table/use-list.ts'
import type { SessionToRevoke } from '#components/revoke/revoke-dialog.tsx'
import type { SessionItem } from '#lib/sessions/list/present.ts'

/** Ending sessions from the list: what the dialog is about, and how the rows follow. */
export function useRevoking({ pages, selection, url }: List<SessionItem>) {
  const client = useQueryClient()
  const [sessions, setSessions] = useState<SessionToRevoke[]>([])
  const [isOpen, setOpen] = useState(false)
  const { patch } = pages

  const ask = useCallback((items: SessionItem[]) => {
    const active = items.filter(({ status }) => status === 'ACTIVE')
    if (active.length === 0) return
    setSessions(active.map(toRevoke))
    setOpen(true)
  }, [])
  const onOptimistic = useCallback(
    (ids: string[]) =>
      patch(new Set(ids), session => ({
        ...session,
        status: 'REVOKED',
        tokens: { active: 0, access: false, refresh: false },
      })),
    [patch],
  )
  // The rows stay where they are, as ended, until the list is read anew: one sees what one has done.
  const settle = useCallback(() => {
    selection.clear()
    for (const key of ['count', 'live']) void client.invalidateQueries({ queryKey: ['sessions', key, url.text] })
    void client.invalidateQueries({ queryKey: ['counts'] })
  }, [client, selection.clear, url.text])
  const onStale = useCallback(() => void client.invalidateQueries({ queryKey: ['sessions'] }), [client])

  return { ask, dialog: { sessions, open: isOpen, onOpenChange: setOpen, onOptimistic, onRevoked: settle, onStale } }
}

const toRevoke = ({ sessionId, username, app, device, place }: SessionItem): SessionToRevoke => ({
  sessionId,
  username,
  detail: [app, device, place].filter(Boolean).join(' · '),
})
