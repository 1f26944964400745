import Link from 'next/link'
import { columnHelper } from '#components/data-table/list-definition.ts'
import { Ago } from '#components/ui/ago.tsx'
import { cn } from '#components/ui/cn.ts'
import { RiskScore } from '#components/ui/risk-score.tsx'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import { HeldTokens } from './held-tokens.tsx'
import { StatusPill } from './status-pill.tsx'

export const sessionHref = ({ sessionId }: SessionItem) => `/sessions/${sessionId}`

const column = columnHelper<SessionItem>()

const Text = ({ children, full, className }: { children: string | null; full?: string | null; className?: string }) =>
  children === null ? (
    <span className="text-ink-3">–</span>
  ) : (
    <span title={full ?? children} className={className}>
      {children}
    </span>
  )

/** The facts of a session, the weightiest at the left. Where the table is narrow the last ones give way. */
export const SESSION_COLUMNS = [
  column.accessor('username', {
    id: 'user',
    header: 'User',
    enableSorting: false,
    meta: { label: 'User', width: 204, widthClass: 'w-[150px] @min-[1052px]:w-[204px]', pinned: true },
    cell: ({ row: { original: session }, table }) => (
      <span className="flex min-w-0 items-center gap-2">
        <Link href={sessionHref(session)} className="truncate font-medium hover:underline" prefetch={false}>
          {session.username}
        </Link>
        {session.status === 'ACTIVE' ? (
          <span className="shrink-[999] truncate text-ink-3 @max-[1052px]:hidden" title={session.cupid}>
            {session.cupid}
          </span>
        ) : (
          <StatusPill session={session} className={cn('shrink-0', besideStatus(table.atoms.columnVisibility.get()))} />
        )}
      </span>
    ),
  }),
  column.accessor('risk', {
    id: 'risk',
    header: 'Risk',
    enableSorting: false,
    meta: { label: 'Risk', width: 90 },
    cell: ({ row: { original: session } }) => <Risk session={session} />,
  }),
  column.accessor('app', {
    id: 'app',
    header: 'App',
    enableSorting: false,
    meta: { label: 'App', width: 130 },
    cell: ({ getValue }) => <Text>{getValue()}</Text>,
  }),
  column.accessor('device', {
    id: 'device',
    header: 'Device',
    enableSorting: false,
    meta: { label: 'Device', width: 150 },
    cell: ({ getValue }) => <Text>{getValue()}</Text>,
  }),
  column.accessor('place', {
    id: 'place',
    header: 'Place',
    enableSorting: false,
    meta: { label: 'Place', width: 102 },
    cell: ({ row: { original: session } }) => <Text full={session.place}>{session.shortPlace}</Text>,
  }),
  column.accessor('address', {
    id: 'address',
    header: 'Address',
    enableSorting: false,
    meta: { label: 'Address', width: 118 },
    cell: ({ getValue }) => <Text className="mono">{getValue()}</Text>,
  }),
  column.accessor('stepUps', {
    id: 'step_ups',
    header: 'Step-ups',
    enableSorting: false,
    meta: { label: 'Step-ups', width: 66, align: 'right', hiddenBelow: '@max-[1118px]:hidden' },
    cell: ({ getValue }) => <Figure>{getValue()}</Figure>,
  }),
  column.accessor('tokens', {
    id: 'tokens',
    header: 'Tokens',
    enableSorting: false,
    meta: { label: 'Tokens', width: 74, align: 'right', hiddenBelow: '@max-[1192px]:hidden' },
    cell: ({ getValue }) => <HeldTokens tokens={getValue()} />,
  }),
  column.accessor('status', {
    id: 'status',
    header: 'Status',
    enableSorting: false,
    meta: { label: 'Status', width: 84, hiddenBelow: '@max-[1278px]:hidden' },
    cell: ({ row: { original: session } }) =>
      session.status === 'ACTIVE' ? <span className="text-ink-2">Active</span> : <StatusPill session={session} />,
  }),
  column.accessor('signedInAt', {
    id: 'signed_in',
    header: 'Signed in',
    meta: { label: 'Signed in', width: 84, align: 'right' },
    cell: ({ getValue }) => <Ago at={getValue()} className="text-ink-2" />,
  }),
  column.accessor('lastActivityAt', {
    id: 'last_activity',
    header: 'Last activity',
    meta: { label: 'Last activity', width: 100, align: 'right' },
    cell: ({ getValue }) => <Ago at={getValue()} />,
  }),
]

const Figure = ({ children }: { children: number }) => (
  <span className={children === 0 ? 'mono text-ink-3' : 'mono'}>{children}</span>
)

// Said once: here or in its own column, which is there when it was chosen, or when nobody chose and there is room.
function besideStatus(chosen: Record<string, boolean>): string {
  if (chosen.status === undefined) return '@min-[1278px]:hidden'
  return chosen.status ? 'hidden' : ''
}

/** The latest score; a mark where it was high before and is not now. */
export function Risk({ session: { risk, highestRisk } }: { session: SessionItem }) {
  const wasHigh = highestRisk !== null && highestRisk >= 70 && (risk ?? 0) < 70
  return (
    <span className="inline-flex items-center gap-1.5" title={wasHigh ? `Was ${highestRisk} before` : undefined}>
      <RiskScore score={risk} />
      {wasHigh && (
        <svg viewBox="0 0 8 7" className="size-[7px] text-crit" role="img" aria-label={`was ${highestRisk} before`}>
          <path d="M4 0l4 7H0z" fill="currentColor" />
        </svg>
      )}
    </span>
  )
}
