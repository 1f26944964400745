'use client'

import dynamic from 'next/dynamic'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { toast } from 'sonner'
import { ColumnChooser } from '#components/data-table/column-chooser.tsx'
import { ExportMenu } from '#components/data-table/export-menu.tsx'
import { FilterBar } from '#components/data-table/filter-bar.tsx'
import { IgnoredNote } from '#components/data-table/ignored-note.tsx'
import { KeyHints } from '#components/data-table/key-hints.tsx'
import { ListBody } from '#components/data-table/list-body.tsx'
import { ListFrame } from '#components/data-table/list-frame.tsx'
import { ListKeys } from '#components/data-table/list-keys.tsx'
import { LiveSwitch } from '#components/data-table/live-switch.tsx'
import { PeekPanel } from '#components/data-table/peek-panel.tsx'
import { SortedBy } from '#components/data-table/sorted-by.tsx'
import { useList } from '#components/data-table/use-list.ts'
import { ViewsMenu } from '#components/data-table/views-menu.tsx'
import { useMay } from '#components/shell/agent-context.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { revokeSelected } from '#lib/sessions/list/actions.ts'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import { MAX_REVOKED_AT_ONCE } from '#lib/sessions/list/rules.ts'
import { type App, sessionFilters } from './filters.ts'
import { NoSessions } from './no-sessions.tsx'
import { RevokeSelected, TOO_MANY } from './revoke-selected.tsx'
import { RowMenu } from './row-menu.tsx'
import { SESSION_LIST } from './session-list-definition.tsx'
import { useRevoking } from './use-revoking.ts'

// Neither is part of the first paint.
const importPeek = () => import('./session-peek.tsx').then(module => module.SessionPeek)
const importDialog = () => import('#components/revoke/revoke-dialog.tsx').then(module => module.RevokeDialog)
const SessionPeek = dynamic(importPeek, { ssr: false })
const RevokeDialog = dynamic(importDialog, { ssr: false })

const HINTS = [
  ['j k', 'move'],
  ['Enter', 'open'],
  ['Space', 'peek'],
  ['?', 'all keys'],
] as const

type Props = { apps: App[]; demo: boolean; unsound: Record<string, string> }

/** The Sessions page. `unsound` is what the server did not understand of the URL. */
export function SessionsList({ apps, demo, unsound }: Props) {
  const may = { revoke: useMay('sessions:revoke'), revokeMany: useMay('sessions:revoke-many') }
  const mayExport = useMay('sessions:export')
  const unmasked = useMay('pii:read')
  const list = useList(SESSION_LIST, { selectable: may.revokeMany, unsound })
  const fields = useMemo(() => sessionFilters(apps, unmasked), [apps, unmasked])
  const [isAdding, setAdding] = useState(false)
  const searchField = useRef<HTMLInputElement>(null)
  const revoking = useRevoking(list)
  const { ask } = revoking
  const { setCurrentId, setPeeking } = list

  // Who has reached the rows will soon want one of these.
  const isAtRows = list.currentId !== null
  useEffect(() => {
    if (isAtRows) void Promise.all([importPeek(), importDialog()])
  }, [isAtRows])

  const rowActions = useCallback(
    (session: SessionItem) => (
      <RowMenu
        session={session}
        onPeek={() => {
          setCurrentId(session.sessionId)
          setPeeking(true)
        }}
        onRevoke={may.revoke ? () => ask([session]) : undefined}
      />
    ),
    [may.revoke, ask, setCurrentId, setPeeking],
  )
  const revokeKey = { description: 'Revoke the row or the selection', run: revokeFew }
  function revokeFew(sessions: SessionItem[]) {
    if (sessions.length <= MAX_REVOKED_AT_ONCE) ask(sessions)
    else toast(TOO_MANY)
  }
  return (
    <ListFrame>
      <ListKeys
        list={list}
        act={may.revoke ? revokeKey : undefined}
        onSearch={() => searchField.current?.focus()}
        onFilter={() => setAdding(true)}
      />
      <PageHeader title="Sessions" sub={list.count && SESSION_LIST.countText(list.count, list.url.values)}>
        <LiveSwitch list={list} />
        <ColumnChooser list={list} />
        {mayExport && <ExportMenu list={list} />}
        <ViewsMenu list={list} page="sessions" />
      </PageHeader>
      <FilterBar list={list} fields={fields} searchField={searchField} isAdding={isAdding} onAddingChange={setAdding}>
        <SortedBy list={list} />
      </FilterBar>
      <IgnoredNote list={list} />
      <ListBody list={list} rowActions={rowActions} empty={<NoSessions list={list} demo={demo} />} />
      <footer className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <KeyHints hints={hintsFor(may)} />
        <a
          href="https://db-ip.com"
          rel="noreferrer"
          target="_blank"
          className="ml-auto text-ink-3 text-sm hover:underline"
        >
          Places by DB-IP
        </a>
      </footer>
      {may.revokeMany && <RevokeSelected list={list} onRevoke={() => ask(list.selection.items)} />}
      <PeekPanel list={list}>{session => <SessionPeek session={session} onRevoke={() => ask([session])} />}</PeekPanel>
      {may.revoke && revoking.dialog.sessions.length > 0 && (
        <RevokeDialog {...revoking.dialog} onSubmit={revokeSelected} />
      )}
    </ListFrame>
  )
}

const hintsFor = (may: { revoke: boolean; revokeMany: boolean }) => [
  HINTS[0],
  ...(may.revokeMany ? [['x', 'select'] as const] : []),
  HINTS[1],
  HINTS[2],
  ...(may.revoke ? [['r', 'revoke'] as const] : []),
  HINTS[3],
]
