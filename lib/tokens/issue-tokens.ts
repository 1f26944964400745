import { v7 as uuidv7 } from 'uuid'
import { deriveKey, hmac, newSecret, sha256 } from '#lib/crypto/hash.ts'
import type { Parts } from '#lib/parts.ts'
import {
  ACCESS_TOKEN_TTL_SECONDS,
  accessClaims,
  ID_TOKEN_TTL_SECONDS,
  idClaims,
  keptValue,
  type Proof,
  REFRESH_TOKEN_TTL_SECONDS,
  type Subject,
} from './rules.ts'

/** The three tokens a session holds at a time. `rows` go to the database, `values` to the user, nowhere else. */
export type TokenSet = {
  values: { accessToken: string; idToken: string; refreshToken: string }
  rows: { ACCESS: TokenRow; ID: TokenRow; REFRESH: TokenRow }
  /** Seconds until the access token runs out. */
  expiresInSeconds: number
  refreshExpiresInSeconds: number
}

/** `expiresAt` is in epoch seconds. */
export type TokenRow = { tokenId: string; tokenValue: string; tokenValueHash: string; expiresAt: number }

export type Times = {
  /** The database's clock, epoch seconds. */
  now: number
  /** No token outlives its session; epoch seconds. */
  sessionExpiresAt: number
}

/** Makes and signs a set; writes nothing. `refreshToken` is a new random one at sign-in, the successor at a refresh. */
export async function issueTokens(
  parts: Pick<Parts, 'env' | 'keys' | 'secretKey'>,
  subject: Subject,
  proof: Proof,
  times: Times,
  refreshToken: string,
): Promise<TokenSet> {
  const until = (ttlSeconds: number) => Math.floor(Math.min(times.now + ttlSeconds, times.sessionExpiresAt))
  const issue = (ttlSeconds: number) => ({
    tokenId: uuidv7(),
    issuedAt: Math.floor(times.now),
    expiresAt: until(ttlSeconds),
  })
  const access = issue(ACCESS_TOKEN_TTL_SECONDS)
  const id = issue(ID_TOKEN_TTL_SECONDS)
  const refresh = issue(REFRESH_TOKEN_TTL_SECONDS)
  const { env, keys, secretKey } = parts
  const [accessToken, idToken] = await Promise.all([
    subject.accessTokenFormat === 'opaque'
      ? opaqueAccessToken(secretKey, access.tokenId)
      : keys.sign('at+jwt', accessClaims(env.publicUrl, env.tokenAudience, subject, proof, access)),
    keys.sign('JWT', idClaims(env.publicUrl, subject, proof, id)),
  ])
  return {
    values: { accessToken, idToken, refreshToken },
    rows: { ACCESS: row(access, accessToken), ID: row(id, idToken), REFRESH: row(refresh, refreshToken) },
    expiresInSeconds: access.expiresAt - access.issuedAt,
    refreshExpiresInSeconds: refresh.expiresAt - refresh.issuedAt,
  }
}

export const newRefreshToken = (): string => newSecret('rt_')

/** The one successor of a refresh token: whoever presents the parent in time gets this one and no other. */
export const successorOf = (secretKey: string, refreshToken: string): string =>
  `rt_${hmac(deriveKey(secretKey, 'refresh-successor'), refreshToken)}`

/** Derived from its id, so that it too can be given twice within the leeway. */
export const opaqueAccessToken = (secretKey: string, tokenId: string): string =>
  `at_${hmac(deriveKey(secretKey, 'opaque-access'), tokenId)}`

const row = (issued: { tokenId: string; expiresAt: number }, token: string): TokenRow => ({
  tokenId: issued.tokenId,
  tokenValue: keptValue(token),
  tokenValueHash: sha256(token),
  expiresAt: issued.expiresAt,
})
