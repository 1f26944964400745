import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '#lib/crypto/hash.ts'
import { findPasswordLock, passwordSubject } from '#lib/failures/password-lock.ts'
import { loadStanding } from '#lib/login/queries.ts'
import { builtInRisk } from '#lib/risk/built-in.ts'
import { keptClaims } from '#lib/tokens/rules.ts'
import { otter } from './brute-force.ts'
import { LET_IN } from './credential-stuffing.ts'
import { EXPIRED_FINGERPRINT, PHONE_FINGERPRINT, TRUSTED_FINGERPRINT } from './directory-people.ts'
import { puffin } from './long-session.ts'
import { ibis } from './refresh-race.ts'
import { marten } from './revoked-by-agent.ts'
import { heron } from './step-up-takeover.ts'
import { lynx } from './stolen-refresh-token.ts'
import { createDemoDatabase, type DemoDatabase, SECRET_KEY } from './testing/demo-database.ts'

let demo: DemoDatabase

beforeAll(async () => {
  demo = await createDemoDatabase()
})

afterAll(() => demo?.drop())

const theOne = <Row>(rows: Row[]): Row => {
  expect(rows).toHaveLength(1)
  return rows[0]!
}

describe('a step-up from somewhere else', () => {
  it('is found among the high-risk logins, in a session that is active', async () => {
    const denied = theOne(
      await demo.ask(`SELECT * FROM v_high_risk_logins
        WHERE auth_type = 'STEP_UP' AND recommendation = 'DENY' AND 'IMPOSSIBLE_TRAVEL' = ANY (signal_types)`),
    )
    expect(denied).toMatchObject({
      cupid: heron.cupid,
      risk_score: 84,
      ip_address: '198.51.100.77',
      auth_outcome: 'FAILED',
    })
    const session = theOne(await demo.ask('SELECT * FROM sessions WHERE session_id = $1', [denied.session_id]))
    expect(session).toMatchObject({ status: 'ACTIVE', ip_address: '203.0.113.24' })
    expect((Date.now() - session.last_activity_at.getTime()) / 1000).toBeGreaterThan(37)
  })

  it('has four authentications, nineteen refreshes on one line, a wrong code and a handoff', async () => {
    const timeline = await demo.ask(
      `SELECT session_id, auth_type, auth_outcome, risk_score, ip_location FROM v_session_auth_timeline
       WHERE cupid = $1 AND session_created_at > now() - interval '5 hours' ORDER BY auth_sequence`,
      [heron.cupid],
    )
    expect(timeline.map(row => [row.auth_type, row.auth_outcome, row.risk_score])).toEqual([
      ['INITIAL', 'SUCCESS', 25],
      ['STEP_UP', 'SUCCESS', 20],
      ['STEP_UP', 'FAILED', 84],
      ['STEP_UP', 'SUCCESS', 18],
    ])
    expect(timeline[2]!.ip_location).toBe('Ashburn, Virginia, US')
    const { session_id } = timeline[0]!
    const events = await demo.ask(`SELECT event_type, count(*)::int FROM audit_logs WHERE session_id = $1 GROUP BY 1`, [
      session_id,
    ])
    const counts = Object.fromEntries(events.map(row => [row.event_type, row.count]))
    expect(counts).toMatchObject({
      TOKEN_REFRESHED: 19,
      STEP_UP_INITIATED: 3,
      STEP_UP_SUCCESS: 2,
      STEP_UP_FAILED: 1,
      MFA_VERIFY_FAILED: 1,
      HANDOFF_REDEEMED: 1,
    })
    const chain = await demo.ask(
      `SELECT generation, status FROM v_token_rotation_chains WHERE session_id = $1 AND token_type = 'REFRESH'`,
      [session_id],
    )
    expect(chain.map(row => row.generation)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(chain.at(-1)!.status).toBe('ACTIVE')
  })
})

describe('a stolen refresh token', () => {
  it('is the one reuse there is: two presenters in two countries, 41 minutes apart', async () => {
    const reuse = theOne(await demo.ask(`SELECT * FROM audit_logs WHERE event_type = 'TOKEN_REUSE_DETECTED'`))
    expect(reuse).toMatchObject({ severity: 'CRITICAL', cupid: lynx.cupid, ip_address: '192.0.2.247' })
    expect(reuse.event_data).toMatchObject({
      seconds_between: 2460,
      first_presenter: { ip_address: '203.0.113.101' },
      second_presenter: { ip_address: '192.0.2.247' },
    })
    expect(reuse.event_data.first_presenter.device_fingerprint).not.toBe(
      reuse.event_data.second_presenter.device_fingerprint,
    )
    const token = theOne(await demo.ask('SELECT * FROM tokens WHERE token_id = $1', [reuse.event_data.token_id]))
    expect(token).toMatchObject({ status: 'ROTATED', session_id: reuse.session_id })
    expect((reuse.created_at.getTime() - token.revoked_at.getTime()) / 1000).toBeCloseTo(2460, 0)
  })

  it('took the session and its tokens with it, ended by SYSTEM', async () => {
    const session = theOne(await demo.ask(`SELECT * FROM sessions WHERE revoked_by = 'SYSTEM'`))
    expect(session).toMatchObject({ cupid: lynx.cupid, status: 'REVOKED', revocation_reason: 'refresh_token_reuse' })
    const [held] = await demo.ask(
      `SELECT count(*) FILTER (WHERE status = 'ACTIVE')::int AS active, count(*) FILTER (WHERE status = 'REVOKED')::int AS revoked
       FROM tokens WHERE session_id = $1`,
      [session.session_id],
    )
    expect(held).toEqual({ active: 0, revoked: 3 })
  })
})

it('a refresh race: three generations that lived for seconds, on one line, and the session is active', async () => {
  const short = await demo.ask<{ session_id: string; lifetime_seconds: string }>(`
    SELECT session_id, lifetime_seconds FROM v_token_rotation_chains
    WHERE token_type = 'REFRESH' AND status = 'ROTATED' AND lifetime_seconds < 10 ORDER BY generation`)
  expect(short.map(row => Number(row.lifetime_seconds))).toEqual([0.3, 1.8, 6.4])
  const session = theOne(
    await demo.ask('SELECT cupid, status FROM sessions WHERE session_id = $1', [short[0]!.session_id]),
  )
  expect(session).toEqual({ cupid: ibis.cupid, status: 'ACTIVE' })
})

it('a session that an agent ended, with the reason, and the agent was signed in', async () => {
  const ended = theOne(
    await demo.ask(
      `SELECT * FROM sessions WHERE status = 'REVOKED' AND revocation_reason LIKE '%phone left on a train'`,
    ),
  )
  expect(ended).toMatchObject({ cupid: marten.cupid, revoked_by: 'CUPID-DEMO-AGENT' })
  const tokens = await demo.ask(
    `SELECT DISTINCT status, revoked_at = $2 AS at_once FROM tokens WHERE session_id = $1 AND status <> 'ROTATED'`,
    [ended.session_id, ended.revoked_at],
  )
  expect(tokens).toEqual([{ status: 'REVOKED', at_once: true }])
  const unseen = await demo.ask(`
    SELECT s.session_id FROM sessions s WHERE s.revoked_by LIKE 'CUPID-%' AND NOT EXISTS (
      SELECT FROM agent_sessions a WHERE a.cupid = s.revoked_by AND s.revoked_at BETWEEN a.created_at AND a.ended_at)`)
  expect(unseen).toEqual([])
})

describe('credential stuffing', () => {
  it('shows as hundreds of names from four networks, still going on', async () => {
    const networks = await demo.ask<{ names: number; failures: number; last: Date }>(`
      SELECT network(set_masklen(ip_address, CASE family(ip_address) WHEN 4 THEN 27 ELSE 48 END)) AS network,
             count(DISTINCT event_data ->> 'username')::int AS names, count(*)::int AS failures, max(created_at) AS last
      FROM audit_logs WHERE event_type = 'LOGIN_FAILED' AND created_at > now() - interval '3 hours'
      GROUP BY 1 HAVING count(DISTINCT event_data ->> 'username') > 30 ORDER BY failures DESC`)
    expect(networks).toHaveLength(4)
    expect(networks.reduce((sum, network) => sum + network.failures, 0)).toBe(1_141)
    const seconds = (Date.now() - Math.max(...networks.map(network => network.last.getTime()))) / 1000
    expect(seconds).toBeLessThan(120)
    const [listed] = await demo.ask(`
      SELECT count(DISTINCT event_data ->> 'username')::int AS names FROM audit_logs
      WHERE event_type = 'LOGIN_FAILED' AND created_at > now() - interval '3 hours'
        AND (ip_address <<= '198.51.100.0/24' OR ip_address <<= '2001:db8:bad0::/48')`)
    expect(listed!.names).toBe(618)
    const perName = await demo.ask(`
      SELECT 1 FROM audit_logs WHERE event_type = 'LOGIN_FAILED' AND ip_address <<= '198.51.100.0/24'
        AND created_at > now() - interval '3 hours'
      GROUP BY event_data ->> 'username' HAVING count(*) >= 5`)
    expect(perName).toEqual([])
  })

  it('let three in, with high risk and an active session', async () => {
    const through = await demo.ask(`
      SELECT a.username, a.risk_score, s.status FROM v_login_activity a JOIN sessions s USING (session_id)
      WHERE a.auth_type = 'INITIAL' AND a.risk_score >= 70 AND s.status = 'ACTIVE' ORDER BY 1`)
    expect(through.map(row => row.username)).toEqual(LET_IN)
    const stopped = await demo.ask(`
      SELECT recommendation, auth_outcome, count(*)::int FROM v_login_activity
      WHERE ip_address <<= '198.51.100.0/24' AND auth_type = 'INITIAL' AND session_id IS NULL
        AND auth_started_at > now() - interval '3 hours' GROUP BY 1, 2 ORDER BY 1`)
    expect(stopped).toEqual([
      { recommendation: 'CHALLENGE', auth_outcome: 'EXPIRED', count: 9 },
      { recommendation: 'DENY', auth_outcome: 'FAILED', count: 2 },
    ])
  })
})

it('brute force: one name from many addresses, locked again and again, and at this moment', async () => {
  const [attacked] = await demo.ask(`
    SELECT event_data ->> 'username' AS username, count(DISTINCT ip_address)::int AS addresses, count(*)::int AS failures
    FROM audit_logs WHERE event_type = 'LOGIN_FAILED' AND created_at > now() - interval '6 hours'
    GROUP BY 1 ORDER BY addresses DESC LIMIT 1`)
  expect(attacked!.username).toBe(otter.username)
  expect(attacked!.addresses).toBeGreaterThan(30)
  const locks = await demo.ask(`SELECT cupid FROM audit_logs WHERE event_type = 'ACCOUNT_LOCKED'`)
  expect(locks).toEqual(Array.from({ length: 9 }, () => ({ cupid: otter.cupid })))
  expect(await findPasswordLock(demo.db, passwordSubject(SECRET_KEY, otter.username))).toBeGreaterThan(60)
})

it('a long session: 29 days, hundreds of refreshes, and the proof is still that of the sign-in', async () => {
  const [longest] = await demo.ask(`
    SELECT s.session_id, s.cupid, s.status, now() - s.created_at > interval '28 days' AS old, count(*)::int AS refreshes,
           extract(epoch FROM s.created_at)::float8 AS signed_in
    FROM sessions s JOIN audit_logs a USING (session_id) WHERE a.event_type = 'TOKEN_REFRESHED'
    GROUP BY s.session_id ORDER BY refreshes DESC LIMIT 1`)
  expect(longest).toMatchObject({ cupid: puffin.cupid, status: 'ACTIVE', old: true })
  expect(longest!.refreshes).toBeGreaterThan(300)
  const { token_value } = theOne(
    await demo.ask(`SELECT token_value FROM tokens WHERE session_id = $1 AND token_type = 'ID' AND status = 'ACTIVE'`, [
      longest!.session_id,
    ]),
  )
  expect(keptClaims(token_value)).toMatchObject({
    sub: puffin.cupid,
    preferred_username: puffin.username,
    acr: 'aal2',
    auth_time: Math.floor(longest!.signed_in),
  })
})

describe('the packaged directory’s users', () => {
  const ask = async (cupid: string, fingerprint: string) =>
    theOne(await loadStanding(demo.db, { cupid, app_id: 'storefront-web-app', fingerprint_hash: sha256(fingerprint) }))

  it('trusteduser has a trusted device, expiredtrustuser one that has run out', async () => {
    expect((await ask('CUPID-DEMO-TRUSTED', TRUSTED_FINGERPRINT)).device_id).toEqual(expect.any(String))
    expect((await ask('CUPID-DEMO-EXPIREDTRUST', EXPIRED_FINGERPRINT)).device_id).toBeNull()
    const device = theOne(
      await demo.ask(
        `SELECT status FROM trusted_devices WHERE cupid = 'CUPID-DEMO-EXPIREDTRUST' AND app_id = 'storefront-web-app'`,
      ),
    )
    expect(device.status).toBe('EXPIRED')
  })

  it('whoever approves pushes has a phone that the app is trusted on, and nobody else', async () => {
    const owners = await demo.ask<{ cupid: string }>(
      `SELECT cupid FROM trusted_devices WHERE app_id = 'mobile-app' AND device_fingerprint = '${PHONE_FINGERPRINT}'
         AND status = 'ACTIVE' AND device_fingerprint_hash = '${sha256(PHONE_FINGERPRINT)}' ORDER BY cupid`,
    )
    const names = ['EXPIREDTRUST', 'MFA', 'PUSHONLY', 'TRUSTED']
    expect(owners.map(({ cupid }) => cupid)).toEqual(names.map(name => `CUPID-DEMO-${name}`))
  })

  it('riskuser is challenged by the built-in rules, from wherever he comes', async () => {
    const verdict = await builtInRisk().evaluate(demo.db, {
      authType: 'INITIAL',
      sessionId: null,
      cupid: 'CUPID-DEMO-RISK',
      appId: 'storefront-web-app',
      ipAddress: '127.0.0.1',
      userAgent: null,
      deviceFingerprint: null,
      actionToken: null,
    })
    expect(verdict.recommendation).toBe('CHALLENGE')
    expect(verdict.signals.map(signal => signal.type)).toContain('RECENT_HIGH_RISK')
  })

  it('leave no session open, so that what is seen of them later is what they did', async () => {
    expect(await demo.ask(`SELECT 1 FROM sessions WHERE cupid LIKE 'CUPID-DEMO-%' AND status = 'ACTIVE'`)).toEqual([])
  })
})
