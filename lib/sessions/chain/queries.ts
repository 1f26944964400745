import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'

/** How many generations are told one by one at each end of a chain. */
const SHOWN_FIRST = 3
const SHOWN_LAST = 4

export type TokenRow = {
  token_id: string
  parent_token_id: string | null
  status: 'ACTIVE' | 'ROTATED' | 'REVOKED' | 'EXPIRED'
  /** 1 is the token issued at sign-in. */
  generation: number
  /** How many successors this token has, told for forks only; 1 otherwise. */
  children: number
  /** ISO 8601, UTC. */
  created_at: string
  ended_at: string | null
}

export type ChainRow = {
  generations: number
  tokens: number
  /** The ends of the chain, forks with their branches, the active token, and those asked for by `keep`. */
  shown: TokenRow[] | null
  /** When each refresh happened, in seconds after the first token, to a tenth. */
  refreshed: number[] | null
  /** When the first token was issued, ISO 8601. */
  started_at: string | null
}

/**
 * The refresh tokens of one session, generation by generation, summed up: thousands of them answer in one row.
 * The recursion steps over stretches, not tokens: a stretch is a run in which each is the child of the one issued before
 * it, so that a chain without a fork is one stretch, however long.
 */
export const listTokens = statement<ChainRow>(
  'session_tokens',
  value => sql`
  WITH RECURSIVE own AS (
    SELECT token_id, parent_token_id, status, created_at, revoked_at, row_number() OVER issued AS place,
           parent_token_id = lag(token_id) OVER issued AS follows
    FROM tokens WHERE session_id = ${value('session_id')}::uuid AND token_type = 'REFRESH'
    WINDOW issued AS (ORDER BY created_at, token_id ROWS UNBOUNDED PRECEDING)
  ), placed AS MATERIALIZED (
    SELECT *, count(*) FILTER (WHERE follows IS NOT TRUE) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING) AS stretch
    FROM own
  ), heads AS MATERIALIZED (
    SELECT head.stretch, head.place, head.parent_token_id, up.stretch AS parent_stretch, up.place AS parent_place
    FROM placed head LEFT JOIN placed up ON up.token_id = head.parent_token_id
    WHERE head.follows IS NOT TRUE
  ), depth AS (
    SELECT stretch, 1 - place AS shift FROM heads WHERE parent_stretch IS NULL
    UNION ALL
    SELECT heads.stretch, depth.shift + heads.parent_place + 1 - heads.place
    FROM depth JOIN heads ON heads.parent_stretch = depth.stretch
  ), forks AS MATERIALIZED (
    SELECT parent_token_id, count(*)::int AS children FROM placed
    WHERE parent_token_id IN (SELECT parent_token_id FROM heads) GROUP BY 1 HAVING count(*) > 1
  ), told AS MATERIALIZED (
    SELECT token_id, parent_token_id, status, created_at, revoked_at, place, place + shift AS generation
    FROM placed JOIN depth USING (stretch)
  ), tips AS MATERIALIZED (
    SELECT max(place) AS place FROM placed GROUP BY stretch
  ), longest AS (
    SELECT max(generation)::int AS generations FROM told
  )
  SELECT coalesce(generations, 0) AS generations, tokens, refreshed, ${iso('first_at')} AS started_at,
    (SELECT jsonb_agg(jsonb_build_object('token_id', token_id, 'parent_token_id', told.parent_token_id,
              'status', status, 'generation', generation, 'children', coalesce(children, 1),
              'created_at', ${iso('created_at')}, 'ended_at', ${iso('revoked_at')}) ORDER BY generation, place)
     FROM told LEFT JOIN forks ON forks.parent_token_id = told.token_id
     WHERE generation <= ${sql.raw(String(SHOWN_FIRST))} OR generation > generations - ${sql.raw(String(SHOWN_LAST))}
        OR children > 1 OR told.parent_token_id IN (SELECT parent_token_id FROM forks) OR status = 'ACTIVE'
        OR place IN (SELECT place FROM tips) OR token_id = ANY (${value('keep')}::uuid[])) AS shown
  FROM longest, (
    SELECT count(*)::int AS tokens, min(created_at) AS first_at,
           array_agg(floor(extract(epoch FROM created_at) * 10)::float8 ORDER BY place)
             FILTER (WHERE parent_token_id IS NOT NULL) AS refreshed
    FROM placed
  ) whole`,
)

function iso(column: string) {
  return sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
}
