import { expect } from 'vitest'
import { holds } from '#lib/api/testing/journey-rows.ts'
import { cookie } from '#lib/api/testing/test-api.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { Held, Ledger, Load, Target } from './load.ts'

/** That all that was acknowledged is in the database with its events, and that R1 to R3 hold of whatever else is. */
export async function expectNothingLost({ rows }: Pick<Target, 'rows'>, ledger: Ledger): Promise<void> {
  const facts = [ledger.held.map(factsOf), ledger.held.flatMap(issuedOf), ledger.challenges]
  const broken = await rows(
    LOST,
    facts.map(list => JSON.stringify(list)),
  )
  expect(broken).toEqual([])
  expect(await rows(UNRECORDED)).toEqual([])
  await holds({ rows })
}

/** That the API serves what is left: an open session is refreshed, an ended one is not. */
export async function expectServed({ ask, ledger }: Load): Promise<void> {
  const asked = ledger.held.filter(({ end }) => end?.acknowledged !== false)
  for (let first = 0; first < asked.length; first += 8) {
    await Promise.all(asked.slice(first, first + 8).map(held => expectServedOf(held, ask)))
  }
}

async function expectServedOf(held: Held, ask: Load['ask']) {
  const { access, refresh } = newestOf(held)
  const refreshed = ask('/auth/refresh', undefined, { ...cookie(refresh), authorization: `Bearer ${access}` })
  // Its access token alone ends no session.
  if (held.end && held.end.how !== 'ACCESS_REVOKED')
    await expect(refreshed).rejects.toThrow(/: 401 .*CIAM_E04_00_00[34]/)
  else expect((await refreshed)?.refreshToken).toMatch(/^rt_/)
}

function newestOf({ issued }: Held) {
  const newest = issued.at(-1)
  if (!newest) throw new Error('a session without tokens')
  return newest
}

const factsOf = ({ sessionId, contextId, end }: Held) => ({
  session_id: sessionId,
  context_id: contextId,
  ended: end?.acknowledged ? end.how : null,
})

const issuedOf = (held: Held) =>
  held.issued.flatMap((tokens, generation) =>
    (['access', 'id', 'refresh'] as const).map(type => ({
      session_id: held.sessionId,
      token_type: type.toUpperCase(),
      hash: sha256(tokens[type]),
      generation,
      // What it must be now; null where a call nobody answered may have changed it.
      status: generation < held.issued.length - 1 ? 'ROTATED' : newestStatus(held, type),
    })),
  )

function newestStatus({ end, refreshUnanswered }: Held, type: 'access' | 'id' | 'refresh') {
  if (refreshUnanswered || end?.acknowledged === false) return null
  if (!end) return 'ACTIVE'
  return end.how !== 'ACCESS_REVOKED' || type === 'access' ? 'REVOKED' : 'ACTIVE'
}

const events = (type: string, where: string) =>
  `(SELECT count(*) FROM audit_logs a WHERE a.event_type = '${type}' AND ${where})`

const LOST = `
  WITH held AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS h(session_id uuid, context_id uuid, ended text)
  ), issued AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb)
      AS i(session_id uuid, token_type text, hash text, generation int, status text)
  ), found AS (
    SELECT i.*, t.token_id, t.status AS found_status FROM issued i
    LEFT JOIN tokens t ON t.token_value_hash = i.hash AND t.session_id = i.session_id AND t.token_type = i.token_type
  )
  SELECT 'a session that is not there' AS what, h.session_id::text AS id FROM held h
  LEFT JOIN sessions s USING (session_id) WHERE s.context_id IS DISTINCT FROM h.context_id
  UNION ALL
  SELECT 'a sign-in without its event', h.context_id::text FROM held h
  WHERE ${events('LOGIN_SUCCESS', 'a.context_id = h.context_id')} <> 1
  UNION ALL
  SELECT 'a token that is not there', f.session_id::text FROM found f WHERE token_id IS NULL
  UNION ALL
  SELECT 'a token that is ' || found_status || ' and not ' || f.status, token_id::text FROM found f
  WHERE f.status <> found_status
  UNION ALL
  SELECT 'a refresh without its event', token_id::text FROM found f
  WHERE token_type = 'REFRESH' AND generation > 0
    AND ${events('TOKEN_REFRESHED', "a.session_id = f.session_id AND a.event_data ->> 'successor_id' = f.token_id::text")} <> 1
  UNION ALL
  SELECT 'an end that did not last', session_id::text FROM held h JOIN sessions s USING (session_id)
  WHERE h.ended IN ('LOGOUT', 'REFRESH_REVOKED') AND s.status <> 'LOGGED_OUT'
  UNION ALL
  SELECT 'an end without its event', session_id::text FROM held h
  WHERE h.ended IS NOT NULL AND CASE h.ended WHEN 'LOGOUT' THEN ${events('LOGOUT', 'a.session_id = h.session_id')}
    ELSE ${events('TOKEN_REVOKED', 'a.session_id = h.session_id')} END <> 1
  UNION ALL
  SELECT 'a challenge that nobody will send', c.id FROM jsonb_array_elements_text($3::jsonb) AS c(id)
  WHERE NOT EXISTS (SELECT FROM otp_challenges o WHERE o.transaction_id = c.id::uuid)
    OR NOT EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE j.payload ->> 'transaction_id' = c.id)`

/** R1 of what was never acknowledged but is there. */
const UNRECORDED = `
  SELECT 'a rotation without its event' AS what, t.token_id::text AS id FROM tokens t
  WHERE token_type = 'REFRESH' AND parent_token_id IS NOT NULL
    AND ${events('TOKEN_REFRESHED', "a.session_id = t.session_id AND a.event_data ->> 'successor_id' = t.token_id::text")} <> 1
  UNION ALL
  SELECT 'an end without its event', session_id::text FROM sessions s WHERE status = 'LOGGED_OUT'
    AND ${events('LOGOUT', 'a.session_id = s.session_id')} + ${events('TOKEN_REVOKED', "a.session_id = s.session_id AND a.event_data ->> 'token_type' = 'REFRESH'")} <> 1
  UNION ALL
  SELECT 'a session that is neither open nor ended by its user', session_id::text FROM sessions
  WHERE status NOT IN ('ACTIVE', 'LOGGED_OUT')`
