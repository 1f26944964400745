import { absoluteTime } from '#components/ui/relative-time.ts'
import type { RevocationReceipt } from '#lib/sessions/revoke-session.ts'

export type SessionToRevoke = {
  sessionId: string
  username: string
  /** What tells this session from the user's others: app, device, place. */
  detail?: string
}

/** What could not be ended, with the reason in words. */
export type Refusal = { session: SessionToRevoke; message: string }

/** What one revocation came to. Instants are ISO 8601. */
export type Receipt = {
  ended: SessionToRevoke[]
  refused: Refusal[]
  tokens: number
  at: string
  by: string
  reason: string
  /** The latest over all sessions; null when no access token can be believed offline. */
  believedUntil: string | null
}

export function sumUp(
  sessions: SessionToRevoke[],
  receipts: RevocationReceipt[],
  rest: Pick<Receipt, 'by' | 'reason' | 'refused'>,
): Receipt {
  const ended = new Set(receipts.map(({ sessionId }) => sessionId))
  const latest = (instants: (string | null)[]) =>
    instants
      .filter(at => at !== null)
      .sort()
      .at(-1) ?? null
  return {
    ...rest,
    ended: sessions.filter(({ sessionId }) => ended.has(sessionId)),
    tokens: receipts.reduce((sum, { tokensRevoked }) => sum + tokensRevoked, 0),
    at: latest(receipts.map(({ revokedAt }) => revokedAt)) ?? new Date().toISOString(),
    believedUntil: latest(receipts.map(({ believedUntil }) => believedUntil)),
  }
}

export const believedWords = (believedUntil: string | null): string =>
  believedUntil
    ? `Who checks a token without asking us may believe the last one until ${absoluteTime(believedUntil)}.`
    : 'No access token is left that anybody could believe without asking us.'

/** The receipt as plain text, for a ticket. Times with their zone and in UTC. */
export function receiptText(receipt: Receipt): string {
  const { ended, refused, tokens, at, by, reason, believedUntil } = receipt
  const when = (instant: string) => `${absoluteTime(instant)} (${instant})`
  return [
    `Revoked: ${plural(ended.length, 'session')}, ${plural(tokens, 'token')}`,
    `When: ${when(at)}`,
    `By: ${by}`,
    `Reason: ${reason}`,
    `Last self-contained access token runs out: ${believedUntil ? when(believedUntil) : 'none was left'}`,
    ...ended.map(({ sessionId, username }) => `Session ${sessionId} of ${username}`),
    ...refused.map(({ session, message }) => `Not revoked: ${session.sessionId} of ${session.username}: ${message}`),
  ].join('\n')
}

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
