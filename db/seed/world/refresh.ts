import { record, userRequest } from './audit.ts'
import type { Origin } from './origin.ts'
import { issueTokens, type LiveSession } from './tokens.ts'

/** The session's refresh token for its successor, with a fresh access and ID token. */
export function refresh(session: LiveSession, at: Date, origin: Origin = session.origin): void {
  const { world, app, row } = session
  const parent = session.held.REFRESH
  if (!parent) throw new Error(`session ${row.sessionId} has ended and cannot be refreshed`)
  issueTokens(session, at)
  row.lastActivityAt = at
  record(world, row.contextId, userRequest(world, at, app, origin, row.cupid), {
    eventType: 'TOKEN_REFRESHED',
    cupid: row.cupid,
    sessionId: row.sessionId,
    eventData: {
      token_id: parent.tokenId,
      successor_id: session.held.REFRESH!.tokenId,
      device_fingerprint: origin.device.fingerprint,
    },
  })
}
