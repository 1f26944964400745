import type { PresentedRefresh } from './queries.ts'

export const ACCESS_TOKEN_TTL_SECONDS = 900
export const ID_TOKEN_TTL_SECONDS = 900
/** Also a session's whole life: a refresh token slides within it and never past it (ASVS 10.4.8). */
export const REFRESH_TOKEN_TTL_SECONDS = 30 * 24 * 3600

export type TokenType = 'ACCESS' | 'REFRESH' | 'ID'
export type AccessTokenFormat = 'jwt' | 'opaque'

/** Authentication strength: a password alone, or a second factor too (NIST SP 800-63B levels). */
export type Acr = 'aal1' | 'aal2'

/** How a second factor stands in `amr` (RFC 8176). */
export const AMR = { sms: 'sms', voice: 'tel', push: 'swk' } as const

/** What an authentication proved. It stays as it is through every refresh (RFC 9470 §6). */
export type Proof = {
  acr: Acr
  /** RFC 8176: pwd, sms, tel, swk … */
  amr: string[]
  /** Epoch seconds. */
  authTime: number
}

/** Who and what tokens speak of. */
export type Subject = {
  sessionId: string
  cupid: string
  username: string
  name: string
  clientId: string
  scopes: string[]
  accessTokenFormat: AccessTokenFormat
}

/** Claims of an access token (RFC 9068 §2.2). Times are epoch seconds. */
export const accessClaims = (issuer: string, audience: string, subject: Subject, proof: Proof, token: Issue) => ({
  iss: issuer,
  aud: audience,
  sub: subject.cupid,
  client_id: subject.clientId,
  sid: subject.sessionId,
  jti: token.tokenId,
  iat: token.issuedAt,
  exp: token.expiresAt,
  scope: userScopes(subject.scopes).join(' '),
  acr: proof.acr,
  amr: proof.amr,
  auth_time: proof.authTime,
})

/** Claims of an ID token (OpenID Connect Core §2). Times are epoch seconds. */
export const idClaims = (issuer: string, subject: Subject, proof: Proof, token: Issue) => ({
  iss: issuer,
  aud: subject.clientId,
  sub: subject.cupid,
  sid: subject.sessionId,
  jti: token.tokenId,
  iat: token.issuedAt,
  exp: token.expiresAt,
  acr: proof.acr,
  amr: proof.amr,
  auth_time: proof.authTime,
  name: subject.name,
  preferred_username: subject.username,
})

type Issue = { tokenId: string; issuedAt: number; expiresAt: number }

/** The scopes of a client app that its users' tokens carry: `admin` is the app's own and never a user's. */
export const userScopes = (scopes: string[]): string[] => scopes.filter(scope => scope !== 'admin')

/** What `tokens.token_value` keeps: nothing that works as a credential. */
export function keptValue(token: string): string {
  const parts = token.split('.')
  if (parts.length === 3) return `${parts[0]}.${parts[1]}`
  return `${token.slice(0, token.indexOf('_') + 1)}…${token.slice(-4)}`
}

/** The claims that a kept JWT still shows; null of an opaque token. */
export function keptClaims(tokenValue: string): Record<string, unknown> | null {
  const claims = tokenValue.split('.')[1]
  return claims ? JSON.parse(Buffer.from(claims, 'base64url').toString()) : null
}

/** What a presented refresh token asks for, judged by the facts alone (RFC 9700 §4.14.2). */
export type RefreshVerdict =
  | 'rotate'
  /** The immediate parent, again, in time: two tabs or a lost answer. It gets the same tokens. */
  | 'repeat'
  /** Somebody holds a token that was already spent: the family dies. */
  | 'reuse'
  | 'refresh_token_spent'
  | 'session_inactive'
  | 'session_expired'

export function judgeRefresh(presented: PresentedRefresh, leewaySeconds: number): RefreshVerdict {
  if (presented.session_status === 'EXPIRED') return 'session_expired'
  if (presented.session_status !== 'ACTIVE') return 'session_inactive'
  if (!presented.session_live) return 'session_expired'
  if (presented.status === 'ACTIVE') return presented.live ? 'rotate' : 'refresh_token_spent'
  if (presented.status !== 'ROTATED') return 'refresh_token_spent'
  const isParent = presented.current_parent_id === presented.token_id
  return isParent && presented.spent_seconds !== null && presented.spent_seconds <= leewaySeconds ? 'repeat' : 'reuse'
}
