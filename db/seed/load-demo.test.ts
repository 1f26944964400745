import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EVENT_CATEGORIES } from '#lib/audit/schema.ts'
import { DEMO_KEY_HOLDERS, demoKey } from '#lib/clients/demo-key.ts'
import { findClientAppBySecret } from '#lib/clients/queries.ts'
import { loadDemo } from './load-demo.ts'
import { createDemoDatabase, type DemoDatabase, demoEnv, SECRET_KEY } from './testing/demo-database.ts'

let demo: DemoDatabase

beforeAll(async () => {
  const started = performance.now()
  demo = await createDemoDatabase()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`demo world loaded in ${seconds} s: ${JSON.stringify(await demo.counts())}\n`)
})

afterAll(() => demo?.drop())

const countOf = async (text: string) => Number((await demo.ask<{ count: string }>(text))[0]?.count)

describe('the size of the bank', () => {
  it('has customers, active sessions and ended ones of every kind', async () => {
    const [size] = await demo.ask<Record<string, number>>(`
      SELECT (SELECT count(DISTINCT cupid)::int FROM auth_contexts) AS users,
             count(*) FILTER (WHERE status = 'ACTIVE')::int AS active,
             count(*) FILTER (WHERE status = 'EXPIRED')::int AS expired,
             count(*) FILTER (WHERE status = 'LOGGED_OUT')::int AS logged_out,
             count(*) FILTER (WHERE status = 'REVOKED')::int AS revoked FROM sessions`)
    expect(size!.users).toBeGreaterThan(500)
    expect(size!.active).toBeGreaterThanOrEqual(1_500)
    expect(size!.active).toBeLessThanOrEqual(2_500)
    expect(size!.expired).toBeGreaterThan(50)
    expect(size!.logged_out).toBeGreaterThan(500)
    expect(size!.revoked).toBeGreaterThan(10)
  })

  it('asks honest people for more than a password for risk alone in less than 3 of 100 sign-ins', async () => {
    const [share] = await demo.ask<{ challenged: number }>(`
      SELECT avg((recommendation <> 'ALLOW')::int)::float8 AS challenged FROM drs_evaluations`)
    expect(share!.challenged).toBeGreaterThan(0.002)
    expect(share!.challenged).toBeLessThan(0.03)
  })

  it('is busier by day than by night, and on weekdays than at the weekend', async () => {
    const [rhythm] = await demo.ask<Record<string, number>>(`
      SELECT count(*) FILTER (WHERE hour BETWEEN 9 AND 20)::int AS day, count(*) FILTER (WHERE hour < 5)::int AS night,
             count(*) FILTER (WHERE weekday < 6)::float8 / 5 AS weekday, count(*) FILTER (WHERE weekday >= 6)::float8 / 2 AS weekend
      FROM (SELECT extract(hour FROM s.created_at AT TIME ZONE 'EST') AS hour,
                   extract(isodow FROM s.created_at AT TIME ZONE 'EST') AS weekday
            FROM sessions s JOIN drs_evaluations d USING (context_id) WHERE d.ip_location LIKE '%, Ohio, US') visit`)
    expect(rhythm!.day).toBeGreaterThan(rhythm!.night! * 10)
    expect(rhythm!.weekday).toBeGreaterThan(rhythm!.weekend! * 1.2)
  })
})

describe('what must hold after anything that happens', () => {
  it('R2: every token family is one chain, its newest token the only one that was not rotated', async () => {
    const broken = await demo.ask(`
      SELECT session_id, token_type FROM tokens t
      GROUP BY session_id, token_type
      HAVING count(*) FILTER (WHERE parent_token_id IS NULL) <> 1
          OR count(DISTINCT parent_token_id) <> count(parent_token_id)
          OR count(*) FILTER (WHERE status <> 'ROTATED') <> 1
          OR bool_or(status <> 'ROTATED' AND EXISTS (SELECT FROM tokens child WHERE child.parent_token_id = t.token_id))`)
    expect(broken).toEqual([])
    const strangers = await demo.ask(`
      SELECT t.token_id FROM tokens t JOIN tokens p ON p.token_id = t.parent_token_id
      WHERE p.session_id <> t.session_id OR p.token_type <> t.token_type OR p.revoked_at <> t.created_at`)
    expect(strangers).toEqual([])
    const told = await countOf('SELECT count(*) FROM v_token_rotation_chains')
    expect(told).toBe(await countOf('SELECT count(*) FROM tokens'))
  })

  it('R3: no active token stands under a session that is not active, and an active one holds one of each type', async () => {
    const wrong = await demo.ask(`
      SELECT s.session_id, s.status, array_agg(t.token_type ORDER BY t.token_type) AS held
      FROM sessions s LEFT JOIN tokens t ON t.session_id = s.session_id AND t.status = 'ACTIVE'
      GROUP BY s.session_id
      HAVING array_agg(t.token_type::text ORDER BY t.token_type)
        IS DISTINCT FROM CASE s.status WHEN 'ACTIVE' THEN '{ACCESS,ID,REFRESH}'::text[] ELSE '{NULL}'::text[] END`)
    expect(wrong).toEqual([])
  })

  it('R1: what happened has its event', async () => {
    const missing = async (eventType: string, happened: string) =>
      demo.ask(`SELECT x.* FROM (${happened}) x WHERE NOT EXISTS (
        SELECT FROM audit_logs a WHERE a.event_type = '${eventType}' AND a.session_id = x.session_id)`)
    for (const eventType of ['SESSION_CREATED', 'LOGIN_SUCCESS']) {
      expect(await missing(eventType, 'SELECT session_id FROM sessions'), eventType).toEqual([])
    }
    const ends = { REVOKED: 'SESSION_REVOKED', EXPIRED: 'SESSION_EXPIRED', LOGGED_OUT: 'LOGOUT' }
    for (const [status, eventType] of Object.entries(ends)) {
      const ended = `SELECT session_id FROM sessions WHERE status = '${status}'`
      expect(await missing(eventType, ended), eventType).toEqual([])
    }
    const refreshes = await countOf(
      `SELECT count(*) FROM tokens WHERE token_type = 'REFRESH' AND parent_token_id IS NOT NULL`,
    )
    expect(await countOf(`SELECT count(*) FROM audit_logs WHERE event_type = 'TOKEN_REFRESHED'`)).toBe(refreshes)
    const unexplained = await demo.ask(`
      SELECT c.context_id FROM auth_contexts c WHERE NOT EXISTS (
        SELECT FROM audit_logs a WHERE a.context_id = c.context_id AND a.event_type = 'DRS_EVALUATION')`)
    expect(unexplained).toEqual([])
  })

  it('tells the events of a session one after the other, and none of tomorrow', async () => {
    const together = await demo.ask(`
      SELECT session_id, created_at FROM audit_logs WHERE session_id IS NOT NULL
      GROUP BY session_id, created_at HAVING count(*) > 1`)
    expect(together).toEqual([])
    const [ahead] = await demo.ask<{ last: Date }>(`
      SELECT greatest((SELECT max(created_at) FROM audit_logs), (SELECT max(created_at) FROM tokens),
                      (SELECT max(last_activity_at) FROM sessions), (SELECT max(consumed_at) FROM auth_transactions)) AS last`)
    expect(ahead!.last.getTime()).toBeLessThanOrEqual(Date.now())
  })

  it('writes events of the product, under the categories of the product', async () => {
    const kinds = await demo.ask<{ event_type: string; event_category: string }>(
      'SELECT DISTINCT event_type, event_category FROM audit_logs',
    )
    for (const { event_type, event_category } of kinds) {
      expect(EVENT_CATEGORIES).toHaveProperty(event_type, event_category)
    }
  })

  it('leads each journey through its transactions in sequence, one pending at most', async () => {
    const broken = await demo.ask(`
      SELECT t.context_id FROM auth_transactions t LEFT JOIN auth_transactions p ON p.transaction_id = t.parent_transaction_id
      WHERE (t.sequence_number = 1) <> (p.transaction_id IS NULL)
         OR p.context_id <> t.context_id OR p.sequence_number <> t.sequence_number - 1
         OR p.transaction_status = 'PENDING' OR p.consumed_at > t.created_at`)
    expect(broken).toEqual([])
  })

  it('has what was accepted, each version once a user, of a document that was there', async () => {
    const [signed] = await demo.ask<Record<string, number>>(`
      SELECT count(*)::int AS steps, count(a.acceptance_id)::int AS kept,
             count(d.version) FILTER (WHERE d.created_at < a.accepted_at AND d.content_hash = a.content_hash)::int AS shown,
             count(DISTINCT (a.cupid, a.document_id, a.version))::int AS once
      FROM auth_transactions t JOIN auth_contexts c USING (context_id)
      LEFT JOIN esign_acceptances a ON a.transaction_id = t.transaction_id AND a.context_id = t.context_id
        AND a.cupid = c.cupid AND a.version = t.esign_version AND a.accepted_at = t.consumed_at
      LEFT JOIN esign_documents d ON d.document_id = t.esign_document_id AND d.version = t.esign_version
      WHERE t.esign_action = 'ACCEPTED'`)
    const { steps } = signed!
    expect(steps).toBeGreaterThan(20)
    expect(signed).toEqual({ steps, kept: steps, shown: steps, once: steps })
    // Whom the directory names a document for has it still before them.
    expect(await countOf(`SELECT count(*) FROM esign_acceptances WHERE cupid LIKE 'CUPID-DEMO-%'`)).toBe(0)
  })

  it('keeps nothing that works as a credential', async () => {
    const signed = await demo.ask(
      `SELECT token_id FROM tokens WHERE token_value LIKE '%.%.%' OR length(token_value) < 8`,
    )
    expect(signed).toEqual([])
    expect(await countOf('SELECT count(*) FROM tokens')).toBe(
      await countOf('SELECT count(DISTINCT token_value_hash) FROM tokens'),
    )
  })

  it('uses addresses of documentation ranges only, each in one place', async () => {
    const real = await demo.ask(`
      SELECT ip_address FROM audit_logs WHERE NOT (ip_address <<= '192.0.2.0/24' OR ip_address <<= '198.51.100.0/24'
        OR ip_address <<= '203.0.113.0/24' OR ip_address <<= '2001:db8::/32')`)
    expect(real).toEqual([])
    const wandering = await demo.ask(`
      SELECT c.ip_address FROM auth_contexts c JOIN drs_evaluations d USING (context_id)
      GROUP BY c.ip_address HAVING count(DISTINCT d.ip_location) > 1`)
    expect(wandering).toEqual([])
  })
})

it('gives the client apps the secrets that can be asked for', async () => {
  for (const clientId of DEMO_KEY_HOLDERS) {
    const app = await findClientAppBySecret(demo.db, demoKey(SECRET_KEY, clientId))
    expect(app?.client_id).toBe(clientId)
  }
})

it('leaves a database that has client apps as it is', async () => {
  const before = await demo.counts()
  const said: string[] = []
  await loadDemo(demo.ownerUrl, demoEnv, line => said.push(line))
  expect(await demo.counts()).toEqual(before)
  expect(said).toEqual([])
})

describe('at the turn of a year, on the first of a month', () => {
  const newYear = new Date('2027-01-01T00:03:00Z')
  let worlds: [DemoDatabase, DemoDatabase]

  beforeAll(async () => {
    worlds = [await createDemoDatabase(newYear), await createDemoDatabase(newYear)]
  })

  afterAll(() => Promise.all((worlds ?? []).map(world => world.drop())))

  it('comes out the same twice', async () => {
    const [first, second] = await Promise.all(worlds.map(world => world.counts()))
    expect(first).toEqual(second)
    expect(first!.sessions).toBeGreaterThan(3_000)
    const sessions = 'SELECT session_id, status, created_at FROM sessions ORDER BY session_id LIMIT 500'
    const [some, others] = await Promise.all(worlds.map(world => world.ask(sessions)))
    expect(some).toEqual(others)
  })

  it('has a partition for every month that it tells of', async () => {
    const [events] = await worlds[0].ask<{ months: string[] }>(`
      SELECT array_agg(DISTINCT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM')) AS months FROM audit_logs`)
    expect(events!.months).toEqual(['2026-11', '2026-12', '2027-01'])
  })

  it('leaves nothing behind when it fails half-way', async () => {
    const [world] = worlds
    await world.owner.query('TRUNCATE client_apps CASCADE')
    const before = await world.counts()
    // Told for the same moment, the world meets its own contexts.
    await expect(loadDemo(world.ownerUrl, demoEnv, undefined, newYear)).rejects.toThrow(/duplicate key/)
    expect(await world.counts()).toEqual(before)
  }, 120_000)
})
