import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { newSecret, sha256 } from '#lib/crypto/hash.ts'
import { Failure } from '#lib/failure.ts'
import { takeOne } from '#lib/limits.ts'
import type { LiveToken } from '#lib/tokens/queries.ts'
import { findOwner } from './queries.ts'
import { HANDOFF_TTL_SECONDS, type HandoffFacts, handoffEvent, type Refusal } from './rules.ts'
import type { CreateHandoff } from './schema.ts'

export type CreatedHandoff = {
  /** Shown this once and kept as its hash. */
  sessionToken: string
  /** ISO 8601, UTC. */
  expiresAt: string
}

/**
 * Makes a handoff from the session of a live access token to another client app. It lives 15 minutes and never past the
 * session. Throws `request_invalid` for an app that the token's own may not hand over to, and for an account that is not
 * the user's; both are audited.
 */
export async function createHandoff(ctx: Context, live: LiveToken, input: CreateHandoff): Promise<CreatedHandoff> {
  await takeOne(ctx, 'handoffsPerUser', live.cupid)
  const { session_id, cupid, client_id: source_app } = live
  const facts: HandoffFacts = { handoff_id: null, session_id, cupid, source_app, target_app: input.target_app }
  const accountId = input.account_id ?? null
  if (accountId && !(await ownsAccount(ctx, live, accountId))) {
    return refuse(ctx, facts, 'account_not_owned', 'account_id', 'is none of this user’s accounts')
  }
  const sessionToken = newSecret('ho_')
  const created = await transact(ctx, async ctx => {
    const [row] = await insertHandoff(ctx.db, {
      ...{ token_hash: sha256(sessionToken), session_id, cupid, account_id: accountId },
      ...{ source_app, target_app: input.target_app, ttl_seconds: HANDOFF_TTL_SECONDS },
      ...{ user_agent: ctx.userAgent, ip_address: ctx.ipAddress },
    })
    if (row?.handoff_id) await record(ctx, handoffEvent('HANDOFF_CREATED', { ...facts, handoff_id: row.handoff_id }))
    return row
  })
  if (!created?.allowed) {
    return refuse(ctx, facts, 'target_not_allowed', 'target_app', 'is no app this one hands its users over to')
  }
  // The session ended after its token was looked up.
  if (created.expires_at === null) throw new Failure('access_token_unknown')
  return { sessionToken, expiresAt: new Date(created.expires_at * 1000).toISOString() }
}

async function ownsAccount(ctx: Context, live: LiveToken, accountId: string) {
  const owner = await findOwner(ctx, live)
  return owner?.accounts.some(({ id }) => id === accountId) ?? false
}

async function refuse(
  ctx: Context,
  facts: HandoffFacts,
  reason: Refusal,
  field: string,
  message: string,
): Promise<never> {
  await record(ctx, handoffEvent('HANDOFF_REFUSED', facts, reason))
  throw new Failure('request_invalid', { field, message: `${field}: ${message}` })
}

/** The session's row is held, so that its end either finds this handoff or is seen here. */
const insertHandoff = statement<{ allowed: boolean; handoff_id: number | null; expires_at: number | null }>(
  'handoff_create',
  value => sql`
  WITH allowed AS (
    SELECT target.client_id AS target_app
    FROM client_apps source JOIN client_apps target ON target.client_id = ANY (source.handoff_targets)
    WHERE source.client_id = ${value('source_app')} AND source.status = 'ACTIVE'
      AND target.client_id = ${value('target_app')} AND target.status = 'ACTIVE'
  ), live AS (
    SELECT s.session_id, s.expires_at, c.guid
    FROM sessions s JOIN auth_contexts c ON c.context_id = s.context_id
    WHERE s.session_id = ${value('session_id')}::uuid AND s.status = 'ACTIVE' AND s.expires_at > now()
    FOR SHARE OF s
  ), created AS (
    INSERT INTO cross_app_sessions (token_hash, session_id, cupid, guid, account_id, source_app, target_app, expires_at,
                                    user_agent, ip_address)
    SELECT ${value('token_hash')}, live.session_id, ${value('cupid')}, live.guid, ${value('account_id')},
           ${value('source_app')}, allowed.target_app,
           least(now() + make_interval(secs => ${value('ttl_seconds')}::float8), live.expires_at),
           ${value('user_agent')}, ${value('ip_address')}::inet
    FROM live, allowed
    RETURNING id, expires_at
  )
  SELECT EXISTS (SELECT 1 FROM allowed) AS allowed, (SELECT id::float8 FROM created) AS handoff_id,
         (SELECT extract(epoch FROM expires_at)::float8 FROM created) AS expires_at`,
)
