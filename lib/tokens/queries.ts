import { type Placeholder, type SQL, sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'

/** What a presented refresh token stands for, with the clock, its session and what its successor must repeat. */
export type PresentedRefresh = {
  token_id: string
  status: 'ACTIVE' | 'ROTATED' | 'REVOKED' | 'EXPIRED'
  live: boolean
  /** Seconds since it was rotated or revoked; null while active. */
  spent_seconds: number | null
  session_id: string
  session_status: string
  session_live: boolean
  session_expires_at: number
  cupid: string
  username: string
  client_id: string
  access_token_format: 'jwt' | 'opaque' | null
  scopes: string[] | null
  /** The active tokens of the session as they are kept; null where one is gone. */
  access_id: string | null
  access_value: string | null
  access_expires_at: number | null
  id_id: string | null
  id_value: string | null
  /** The active refresh token of the session, and whose successor it is. */
  current_parent_id: string | null
  current_hash: string | null
  now: number
}

export const findPresentedRefresh = statement<PresentedRefresh>(
  'refresh_presented',
  value => sql`
  SELECT t.token_id, t.status, t.expires_at > now() AS live,
         extract(epoch FROM now() - t.revoked_at)::float8 AS spent_seconds,
         s.session_id, s.status AS session_status, s.expires_at > now() + interval '1 second' AS session_live,
         extract(epoch FROM s.expires_at)::float8 AS session_expires_at, s.cupid,
         c.username, c.app_id AS client_id, a.access_token_format, a.scopes,
         access.token_id AS access_id, access.token_value AS access_value, extract(epoch FROM access.expires_at)::float8 AS access_expires_at,
         id.token_id AS id_id, id.token_value AS id_value, current.parent_token_id AS current_parent_id,
         current.token_value_hash AS current_hash, extract(epoch FROM now())::float8 AS now
  FROM (
    SELECT * FROM tokens WHERE token_value_hash = ${value('hash')} AND status = 'ACTIVE' AND token_type = 'REFRESH'
    UNION ALL
    SELECT * FROM tokens WHERE token_value_hash = ${value('hash')} AND status <> 'ACTIVE' AND token_type = 'REFRESH'
    LIMIT 1
  ) t
  JOIN sessions s ON s.session_id = t.session_id
  JOIN auth_contexts c ON c.context_id = s.context_id
  LEFT JOIN client_apps a ON a.client_id = c.app_id AND a.status = 'ACTIVE'
  LEFT JOIN tokens access ON access.session_id = s.session_id AND access.token_type = 'ACCESS' AND access.status = 'ACTIVE'
  LEFT JOIN tokens id ON id.session_id = s.session_id AND id.token_type = 'ID' AND id.status = 'ACTIVE'
  LEFT JOIN tokens current ON current.session_id = s.session_id AND current.token_type = 'REFRESH' AND current.status = 'ACTIVE'`,
)

/** An active token of an active session, with everything introspection tells (RFC 7662 §2.2). Times in epoch seconds. */
export type LiveToken = {
  token_id: string
  token_type: 'ACCESS' | 'REFRESH' | 'ID'
  token_value: string
  session_id: string
  cupid: string
  username: string
  client_id: string
  /** The client app it was issued to may still be used. */
  app_active: boolean
  scopes: string[]
  issued_at: number
  expires_at: number
}

export const findLiveToken = statement<LiveToken>(
  'token_live',
  value => sql`
  SELECT t.token_id, t.token_type, t.token_value, t.session_id, s.cupid, c.username, c.app_id AS client_id,
         coalesce(a.status = 'ACTIVE', false) AS app_active,
         coalesce(a.scopes, '{}') AS scopes, floor(extract(epoch FROM t.created_at))::float8 AS issued_at,
         floor(extract(epoch FROM least(t.expires_at, s.expires_at)))::float8 AS expires_at
  FROM tokens t
  JOIN sessions s ON s.session_id = t.session_id AND s.status = 'ACTIVE' AND s.expires_at > now()
  JOIN auth_contexts c ON c.context_id = s.context_id
  LEFT JOIN client_apps a ON a.client_id = c.app_id
  WHERE t.token_value_hash = ${value('hash')} AND t.status = 'ACTIVE' AND t.expires_at > now()`,
)

/** The ID token a session holds, as it is kept: it tells what was proved where the access token is opaque. */
export const findHeldIdToken = statement<{ token_value: string }>(
  'token_held_id',
  value => sql`
  SELECT token_value FROM tokens
  WHERE session_id = ${value('session_id')}::uuid AND token_type = 'ID' AND status = 'ACTIVE'`,
)

/**
 * The gateway's key and the token in one look-up. `caller` is null for a wrong key, `named` is false for a client app
 * that is not there, `expires_in` is null for a dead token.
 */
export type Verified = {
  caller: string | null
  named: boolean
  /** Some client app is disabled, so that it matters whose the token is. */
  some_disabled: boolean
  expires_in: number | null
}

const verifyText = (value: (name: string) => Placeholder, named: SQL, whose: SQL) => sql`
  SELECT (SELECT client_id FROM client_apps
          WHERE secret_hash = ${value('key_hash')} AND status = 'ACTIVE' AND kind IN ('gateway', 'server')) AS caller,
         ${named} AS named, EXISTS (SELECT 1 FROM client_apps WHERE status <> 'ACTIVE') AS some_disabled,
         (SELECT floor(extract(epoch FROM least(t.expires_at, s.expires_at) - now()))::float8
          FROM tokens t JOIN sessions s ON s.session_id = t.session_id
          WHERE t.token_value_hash = ${value('token_hash')} AND t.status = 'ACTIVE' AND t.token_type = 'ACCESS'
            AND t.expires_at > now() AND s.status = 'ACTIVE' AND s.expires_at > now() ${whose}) AS expires_in`

/** As much as need be asked while no client app is disabled and the caller names none: the hottest path there is. */
export const verifyAccessToken = statement<Verified>('token_verify', value => verifyText(value, sql`true`, sql``))

/** The same, and whether the app that is named and the token's own are there. */
export const verifyWithApps = statement<Verified>('token_verify_with_apps', value =>
  verifyText(
    value,
    sql`(${value('named')}::text IS NULL
         OR EXISTS (SELECT 1 FROM client_apps WHERE client_id = ${value('named')} AND status = 'ACTIVE'))`,
    sql`AND EXISTS (SELECT 1 FROM auth_contexts c JOIN client_apps a ON a.client_id = c.app_id AND a.status = 'ACTIVE'
                    WHERE c.context_id = s.context_id)`,
  ),
)
