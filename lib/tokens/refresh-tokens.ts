import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { auditRows, insertEvents } from '#lib/audit/record.ts'
import { findClientApp } from '#lib/clients/queries.ts'
import type { Context } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { Failure } from '#lib/failure.ts'
import { takeOne } from '#lib/limits.ts'
import { endReusedFamily } from './end-reused-family.ts'
import { issueTokens, opaqueAccessToken, successorOf, type TokenSet } from './issue-tokens.ts'
import { predecessor } from './predecessor.ts'
import { findPresentedRefresh, type PresentedRefresh } from './queries.ts'
import { judgeRefresh, keptClaims, type Proof, REFRESH_TOKEN_TTL_SECONDS } from './rules.ts'

export type Refreshed = TokenSet['values'] & Pick<TokenSet, 'expiresInSeconds' | 'refreshExpiresInSeconds'>

export type RefreshInput = {
  refreshToken: string
  /** The access token that came beside it, if one did: it must be of the same user. */
  accessToken?: string | null
  /** The client app that asks, if it says so: it must be the session's. */
  clientId?: string | null
  deviceFingerprint?: string | null
}

/**
 * Exchanges a refresh token for its successor. Everyone who presents the immediate parent within the leeway gets the
 * same tokens; a token spent earlier ends the session (RFC 9700 §4.14.2, OAuth 2.1 §4.3.1).
 */
export async function refreshTokens(ctx: Context, input: RefreshInput): Promise<Refreshed> {
  const hash = sha256(input.refreshToken)
  // The one who loses a race reads again and finds what the winner left: twice is enough.
  for (let attempt = 1; ; attempt++) {
    const [presented] = await findPresentedRefresh(ctx.db, { hash })
    if (!presented) return refuseUnknown(ctx, input)
    if (attempt === 1) await requireMayRefresh(ctx, presented, input)
    const verdict = judgeRefresh(presented, ctx.parts.env.REFRESH_LEEWAY_SECONDS)
    if (verdict === 'repeat') return repeat(ctx, presented, input.refreshToken)
    if (verdict === 'reuse') {
      await endReusedFamily(ctx, presented, input.deviceFingerprint ?? null)
      throw new Failure('refresh_token_spent')
    }
    if (verdict !== 'rotate') throw new Failure(verdict)
    const refreshed = await rotate(ctx, presented, input)
    if (refreshed) return refreshed
    if (attempt === 3) throw new Failure('server_error', { cause: 'refresh lost three races' })
  }
}

async function refuseUnknown(ctx: Context, { clientId }: RefreshInput): Promise<never> {
  const isClientKnown = clientId == null || (await findClientApp(ctx.db, clientId)) !== null
  throw new Failure(isClientKnown ? 'refresh_token_unknown' : 'client_refused')
}

async function requireMayRefresh(ctx: Context, presented: PresentedRefresh, input: RefreshInput) {
  await takeOne(ctx, 'refreshesPerSession', presented.session_id)
  const { clientId } = input
  if (!presented.access_token_format || (clientId != null && clientId !== presented.client_id))
    throw new Failure('client_refused')
  if (!input.accessToken) return
  const claims = await ctx.parts.keys.read(input.accessToken)
  if (claims && claims.sub !== presented.cupid) throw new Failure('user_mismatch')
}

async function rotate(ctx: Context, presented: PresentedRefresh, input: RefreshInput): Promise<Refreshed | null> {
  const claims = presented.id_value && keptClaims(presented.id_value)
  if (!claims) throw new Failure('session_unreadable')
  const set = await issueTokens(
    ctx.parts,
    {
      sessionId: presented.session_id,
      cupid: presented.cupid,
      username: presented.username,
      name: String(claims.name),
      clientId: presented.client_id,
      scopes: presented.scopes ?? [],
      accessTokenFormat: presented.access_token_format ?? 'jwt',
    },
    { acr: claims.acr as Proof['acr'], amr: claims.amr as string[], authTime: Number(claims.auth_time) },
    { now: presented.now, sessionExpiresAt: presented.session_expires_at },
    successorOf(ctx.parts.secretKey, input.refreshToken),
  )
  const event = {
    eventType: 'TOKEN_REFRESHED' as const,
    cupid: presented.cupid,
    sessionId: presented.session_id,
    eventData: {
      token_id: presented.token_id,
      successor_id: set.rows.REFRESH.tokenId,
      device_fingerprint: input.deviceFingerprint ?? null,
    },
  }
  const rows = Object.entries(set.rows).map(([token_type, row]) => ({
    token_type,
    token_id: row.tokenId,
    token_value: row.tokenValue,
    token_value_hash: row.tokenValueHash,
    expires_at: row.expiresAt,
  }))
  const [result] = await rotateOnce(ctx.db, {
    session_id: presented.session_id,
    token_id: presented.token_id,
    proof_id: presented.id_id,
    rows: JSON.stringify(rows),
    events: auditRows({ ...ctx, actor: { kind: 'user', id: presented.cupid } }, [event]),
  })
  const { values, expiresInSeconds, refreshExpiresInSeconds } = set
  return result?.rotated ? { ...values, expiresInSeconds, refreshExpiresInSeconds } : null
}

async function repeat(ctx: Context, presented: PresentedRefresh, refreshToken: string): Promise<Refreshed> {
  const { secretKey, keys } = ctx.parts
  const successor = successorOf(secretKey, refreshToken)
  const { access_id, access_value, access_expires_at, id_value } = presented
  if (sha256(successor) !== presented.current_hash || !access_id || !access_value || !access_expires_at || !id_value) {
    throw new Failure('refresh_token_spent')
  }
  const isJwt = keptClaims(access_value) !== null
  return {
    accessToken: isJwt ? await keys.signAgain(access_value) : opaqueAccessToken(secretKey, access_id),
    idToken: await keys.signAgain(id_value),
    refreshToken: successor,
    expiresInSeconds: Math.max(0, Math.floor(access_expires_at - presented.now)),
    refreshExpiresInSeconds: Math.floor(
      Math.min(REFRESH_TOKEN_TTL_SECONDS, presented.session_expires_at - presented.now),
    ),
  }
}

/**
 * The whole rotation in one statement. The session's row is taken first, so a revocation is either seen or waits; the
 * parent turns only from ACTIVE, so of all who come at once one writes; and only while the proof that is repeated is the
 * session's own still: a step-up that came between must not be undone. `siblings` is counted to be done before the
 * new tokens take its place in the one-active-per-type index.
 */
const rotateOnce = statement<{ rotated: boolean }>(
  'refresh_rotate',
  value => sql`
  WITH live AS (
    UPDATE sessions SET last_activity_at = now()
    WHERE session_id = ${value('session_id')} AND status = 'ACTIVE' AND expires_at > now()
    RETURNING session_id
  ), proof AS (
    SELECT t.session_id FROM tokens t JOIN live ON live.session_id = t.session_id
    WHERE t.token_id = ${value('proof_id')} AND t.status = 'ACTIVE' FOR NO KEY UPDATE OF t
  ), parent AS (
    UPDATE tokens t SET status = 'ROTATED', revoked_at = clock_timestamp() FROM proof
    WHERE t.token_id = ${value('token_id')} AND t.session_id = proof.session_id AND t.status = 'ACTIVE'
      AND t.expires_at > now()
    RETURNING t.token_id, t.session_id
  ), siblings AS (
    UPDATE tokens t SET status = 'ROTATED', revoked_at = clock_timestamp() FROM parent
    WHERE t.session_id = parent.session_id AND t.token_type <> 'REFRESH' AND t.status = 'ACTIVE'
    RETURNING t.token_id, t.token_type
  ), issued AS (
    INSERT INTO tokens (token_id, session_id, parent_token_id, token_type, token_value, token_value_hash, expires_at)
    SELECT n.token_id, parent.session_id,
           CASE n.token_type WHEN 'REFRESH' THEN parent.token_id
                             ELSE ${predecessor(sql`n.token_type`, sql`parent.session_id`)} END,
           n.token_type, n.token_value, n.token_value_hash, to_timestamp(n.expires_at)
    FROM parent, jsonb_to_recordset(${value('rows')}::jsonb)
      AS n(token_id uuid, token_type text, token_value text, token_value_hash text, expires_at float8)
    WHERE (SELECT count(*) FROM siblings) >= 0
  ), logged AS (${insertEvents(value('events'), sql`parent`)})
  SELECT EXISTS (SELECT 1 FROM parent) AS rotated`,
)
