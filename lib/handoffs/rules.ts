import type { AuditEvent } from '#lib/audit/schema.ts'
import type { FoundHandoff } from './queries.ts'

export const HANDOFF_TTL_SECONDS = 900

/** Why a handoff was not made or not redeemed: `event_data.reason` of HANDOFF_REFUSED. The caller is not told. */
export type Refusal =
  | 'target_not_allowed'
  | 'account_not_owned'
  | 'wrong_app'
  | 'already_used'
  | 'revoked'
  | 'session_ended'
  | 'source_disabled'
  | 'expired'
  | 'user_not_active'

/** Why a handoff was revoked before its time: `event_data.reason` of HANDOFF_REVOKED. */
export type Revocation = 'by_owner' | 'by_target_app' | 'session_ended' | 'already_used'

/** Why `targetApp` may not redeem this handoff now; null when it may. Who it is for is asked first of all. */
export function judgeRedemption(handoff: FoundHandoff, targetApp: string): Refusal | null {
  if (handoff.target_app !== targetApp) return 'wrong_app'
  if (handoff.used) return 'already_used'
  if (handoff.revoked) return 'revoked'
  if (!handoff.session_live) return 'session_ended'
  if (!handoff.source_active) return 'source_disabled'
  return handoff.expired ? 'expired' : null
}

/** Whether `targetApp` has redeemed this handoff and may still ask on its strength: nothing but its use stands against it. */
export const isInUse = (handoff: FoundHandoff, targetApp: string): boolean =>
  handoff.used && judgeRedemption({ ...handoff, used: false }, targetApp) === null

/**
 * Whether entitlements allow a permission on a resource, or at large where none is named. To the letter: the permission
 * at large does not reach any one resource, one resource does not give it at large, and `*` is no wildcard.
 */
export const isEntitled = (entitlements: string[], permission: string, resource: string | null): boolean =>
  entitlements.includes(resource === null ? permission : `${permission}:${resource}`)

/** What an event tells of a handoff. `handoff_id` is null where none was made. */
export type HandoffFacts = Pick<FoundHandoff, 'session_id' | 'cupid' | 'source_app' | 'target_app'> & {
  handoff_id: number | null
}

type HandoffEvent = 'HANDOFF_CREATED' | 'HANDOFF_REDEEMED' | 'HANDOFF_REFUSED' | 'HANDOFF_REVOKED'

/** A refusal is a warning; so is a revocation because a spent token came back. */
export function handoffEvent(
  eventType: HandoffEvent,
  handoff: HandoffFacts,
  reason?: Refusal | Revocation,
): AuditEvent {
  const { handoff_id, session_id, cupid, source_app, target_app } = handoff
  const warns = eventType === 'HANDOFF_REFUSED' || reason === 'already_used'
  return {
    eventType,
    severity: warns ? 'WARN' : 'INFO',
    sessionId: session_id,
    cupid,
    eventData: { handoff_id, source_app, target_app, ...(reason && { reason }) },
  }
}
