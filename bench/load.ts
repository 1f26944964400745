import pg from 'pg'

export const BENCH_KEY = 'key_bench'
export const tokenOf = (n: number) => `at_bench_${n}`

/** Active sessions with three tokens each, made inside Postgres; the n-th access token is `tokenOf(n)`. */
export async function loadSessions(ownerUrl: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(`
    INSERT INTO client_apps (client_id, name, kind, secret_hash)
    VALUES ('bench-gateway', 'Bench gateway', 'gateway', encode(sha256('${BENCH_KEY}'), 'hex')),
           ('bench-app', 'Bench app', 'browser', NULL)`)
  await client.query(
    `INSERT INTO auth_contexts (context_id, guid, cupid, username, app_id, app_version, ip_address, auth_outcome, completed_at)
     SELECT md5('context' || n)::uuid, 'G-' || n % 1000, 'CUPID-' || n, 'bench-' || n, 'bench-app', '1.0.0', '192.0.2.1', 'SUCCESS', now()
     FROM generate_series(1, $1::int) n`,
    [count],
  )
  await client.query(
    `INSERT INTO sessions (session_id, context_id, cupid, ip_address)
     SELECT md5('session' || n)::uuid, md5('context' || n)::uuid, 'CUPID-' || n, '192.0.2.1' FROM generate_series(1, $1::int) n`,
    [count],
  )
  await client.query(
    `INSERT INTO tokens (session_id, token_type, token_value, token_value_hash, expires_at)
     SELECT md5('session' || n)::uuid, kind, 'at_…', encode(sha256((prefix || n)::bytea), 'hex'), now() + interval '1 day'
     FROM generate_series(1, $1::int) n, (VALUES ('ACCESS', 'at_bench_'), ('ID', 'id_bench_'), ('REFRESH', 'rt_bench_')) k(kind, prefix)`,
    [count],
  )
  await client.query('VACUUM ANALYZE')
  await client.end()
}
