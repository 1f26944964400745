import type { Context } from '#lib/context.ts'
import type { TokenSet } from '#lib/tokens/issue-tokens.ts'

/** A session about to be opened. `sessionExpiresAt` is in epoch seconds. */
export type NewSession = { sessionId: string; sessionExpiresAt: number; tokens: TokenSet }

/** The session as the row the statements write, in JSON. */
export const sessionRow = (ctx: Context, session: NewSession, cupid: string, fingerprint: string | null) => ({
  session_id: session.sessionId,
  cupid,
  device_fingerprint: fingerprint,
  ip_address: ctx.ipAddress ?? '0.0.0.0',
  user_agent: ctx.userAgent,
  expires_at: session.sessionExpiresAt,
})

export const tokenRows = (tokens: TokenSet, types: (keyof TokenSet['rows'])[] = ['ACCESS', 'REFRESH', 'ID']) =>
  types.map(token_type => {
    const row = tokens.rows[token_type]
    return {
      token_type,
      token_id: row.tokenId,
      token_value: row.tokenValue,
      token_value_hash: row.tokenValueHash,
      expires_at: row.expiresAt,
    }
  })
