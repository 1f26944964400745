import { Pill } from '#components/ui/pill.tsx'
import type { SessionItem } from '#lib/sessions/list/present.ts'
import type { SessionStatus } from '#lib/sessions/schema.ts'

export const STATUS_WORDS = {
  ACTIVE: 'Active',
  EXPIRED: 'Expired',
  REVOKED: 'Revoked',
  LOGGED_OUT: 'Signed out',
} as const satisfies Record<SessionStatus, string>

/** A revocation is somebody's act against a session, and red; the others are its ordinary ends. */
export function StatusPill({ session, className }: { session: SessionItem; className?: string }) {
  const { status, revoked } = session
  const tone = status === 'ACTIVE' ? 'good' : status === 'REVOKED' ? 'crit' : 'neutral'
  const title = revoked ? `by ${revoked.by ?? 'unknown'}${revoked.reason ? `: ${revoked.reason}` : ''}` : undefined
  return (
    <Pill tone={tone} dot={status === 'ACTIVE'} title={title} className={className}>
      {STATUS_WORDS[status]}
    </Pill>
  )
}
