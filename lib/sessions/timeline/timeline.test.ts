import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  insertAuditEvent,
  insertContext,
  insertDevice,
  insertEvaluation,
  insertSession,
  insertToken,
  insertTransaction,
} from '#db/testing/rows.ts'
import { openSessionWorld } from '../testing/open-world.ts'
import { readPage } from '../testing/session-world.ts'
import { MAX_AUTHENTICATIONS } from './queries.ts'

let world: Awaited<ReturnType<typeof openSessionWorld>>
beforeAll(async () => {
  world = await openSessionWorld()
})
afterAll(() => world.close())

const began = Date.now() - 3_600_000
const at = (seconds: number) => new Date(began + seconds * 1000)

/** A session opened an hour ago with a code, and a step-up that was denied half an hour later from elsewhere. */
async function openSession() {
  const { db } = world
  const fingerprint = 'fp_of_the_session'
  const context = await insertContext(db, {
    username: 'demo-heron',
    cupid: 'CUPID-1',
    guid: 'G-1',
    ipAddress: '203.0.113.24',
    deviceFingerprint: fingerprint,
    authOutcome: 'SUCCESS',
    createdAt: at(0),
    completedAt: at(14),
  })
  const { contextId } = context
  await insertEvaluation(db, {
    contextId,
    riskScore: 25,
    browser: 'Chrome',
    browserVersion: '155.0.1',
    operatingSystem: 'Windows',
    ipLocation: 'Columbus, Ohio, United States',
    createdAt: at(0),
    signalTypes: ['NEW_LOCATION'],
    rawResponse: { signals: [{ type: 'NEW_LOCATION', severity: 'LOW', points: 15, evidence: { usual: 'Cleveland' } }] },
  })
  const step = { contextId, transactionStatus: 'CONSUMED' as const }
  await insertTransaction(db, {
    ...step,
    mfaOptions: [{ phone_last_four: '0134', mfa_option_id: 1 }],
    createdAt: at(1),
    consumedAt: at(4),
  })
  await insertTransaction(db, {
    ...step,
    transactionType: 'MFA_VERIFY',
    sequenceNumber: 2,
    mfaMethod: 'sms',
    mfaOptionId: 1,
    verificationResult: 'CORRECT',
    createdAt: at(4),
    consumedAt: at(13),
  })
  const session = await insertSession(db, {
    contextId,
    cupid: 'CUPID-1',
    ipAddress: '203.0.113.24',
    deviceFingerprint: fingerprint,
    createdAt: at(14),
  })
  return { ...session, fingerprint }
}

async function denyStepUp(sessionId: string, seconds: number) {
  const { db } = world
  const context = await insertContext(db, {
    sessionId,
    cupid: 'CUPID-1',
    ipAddress: '198.51.100.77',
    authOutcome: 'FAILED',
    createdAt: at(seconds),
    completedAt: at(seconds + 2),
  })
  await insertEvaluation(db, {
    contextId: context.contextId,
    sessionId,
    riskScore: 84,
    recommendation: 'DENY',
    ipLocation: 'Ashburn, Virginia, US',
    signalTypes: ['IMPOSSIBLE_TRAVEL', 'NEW_DEVICE'],
    rawResponse: { reasons: ['IMPOSSIBLE_TRAVEL'] },
  })
  await insertAuditEvent(db, {
    eventType: 'STEP_UP_INITIATED',
    sessionId,
    contextId: context.contextId,
    createdAt: at(seconds),
    eventData: { action_type: 'CHANGE_EMAIL', action_details: { field: 'email' } },
  })
  return context
}

test('a session with its sign-in, its steps, a denied step-up and what it was for', async () => {
  const { sessionId } = await openSession()
  await denyStepUp(sessionId, 1800)
  const page = await readPage(world.as('agent'), sessionId)
  expect(page).toMatchObject({
    status: 'ACTIVE',
    masked: false,
    username: 'demo-heron',
    guid: 'G-1',
    signedInAt: at(14).toISOString(),
    device: { label: 'Chrome 155 · Windows' },
    address: '203.0.113.24',
    place: 'Columbus, US',
    end: null,
    omitted: 0,
  })
  expect(page.authentications).toMatchObject([
    {
      sequence: 1,
      type: 'INITIAL',
      outcome: 'SUCCESS',
      denied: false,
      score: 25,
      place: 'Columbus, US',
      signals: [{ type: 'NEW_LOCATION', points: 15, evidence: { usual: 'Cleveland' } }],
      steps: [{ kind: 'code', method: 'sms', result: 'right', seconds: 9, phone: '0134', at: at(13).toISOString() }],
    },
    {
      sequence: 2,
      type: 'STEP_UP',
      outcome: 'FAILED',
      denied: true,
      score: 84,
      address: '198.51.100.77',
      // Of another service's answer there are the names alone.
      signals: [
        { type: 'IMPOSSIBLE_TRAVEL', points: null },
        { type: 'NEW_DEVICE', points: null },
      ],
      action: { type: 'CHANGE_EMAIL', details: { field: 'email' } },
    },
  ])
  expect(page.story.map(({ kind }) => kind)).toEqual(['authentication', 'step', 'opened', 'authentication'])
})

test('a viewer gets neither name nor address nor number', async () => {
  const { sessionId } = await openSession()
  await denyStepUp(sessionId, 1800)
  const page = await readPage(world.as('viewer'), sessionId)
  expect(page.masked).toBe(true)
  expect(JSON.stringify(page)).not.toMatch(/demo-heron|203\.0\.113\.24|198\.51\.100\.77|0134/)
})

test('refreshes from elsewhere draw the line of places and are told where they begin', async () => {
  const { sessionId, cupid } = await openSession()
  await denyStepUp(sessionId, 1800)
  let parentTokenId: string | null = null
  const addresses = ['203.0.113.24', '203.0.113.24', '198.51.100.77', '198.51.100.77', '203.0.113.24']
  for (const [index, ipAddress] of [null, ...addresses].entries()) {
    const createdAt = at(14 + index * 600)
    const status = index === addresses.length ? 'ACTIVE' : 'ROTATED'
    const token = await insertToken(world.db, {
      sessionId,
      tokenType: 'REFRESH',
      status,
      parentTokenId,
      createdAt,
      expiresAt: at(86_400),
    })
    if (ipAddress)
      await insertAuditEvent(world.db, { eventType: 'TOKEN_REFRESHED', sessionId, cupid, ipAddress, createdAt })
    parentTokenId = token.tokenId
  }
  const page = await readPage(world.as('agent'), sessionId)
  expect(page.refreshedAt).toHaveLength(5)
  const seconds = (iso: string) => Math.round((Date.parse(iso) - began) / 1000)
  // 600, 1200 at home; the denied attempt at 1800 from Ashburn; 1814, 2414 from there too; 3014 at home.
  expect(page.places.map(({ from, place }) => [seconds(from), place])).toEqual([
    [0, 'Columbus, US'],
    [1800, 'Ashburn, US'],
    [3014, 'Columbus, US'],
  ])
  expect(page.story.filter(item => item.kind === 'moved')).toMatchObject([
    { place: 'Ashburn, US', from: 'Columbus, US', address: '198.51.100.77' },
    { place: 'Columbus, US', from: 'Ashburn, US' },
  ])
})

test('how it ended: by whom, when, and the time that was over before the job came', async () => {
  const ctx = world.as('agent')
  const revoked = await openSession()
  await world.owner.query(`INSERT INTO agent_sessions (username, cupid) VALUES ('analyst', 'CUPID-DEMO-ANALYST')`)
  await world.owner.query(
    `UPDATE sessions SET status = 'REVOKED', revoked_at = $2, revoked_by = 'CUPID-DEMO-ANALYST', revocation_reason = 'Other: x'
     WHERE session_id = $1`,
    [revoked.sessionId, at(60)],
  )
  expect((await readPage(ctx, revoked.sessionId)).end).toEqual({
    kind: 'REVOKED',
    at: at(60).toISOString(),
    by: 'analyst',
    reason: 'Other: x',
    code: 'other',
  })

  const overdue = await insertSession(world.db, { expiresAt: new Date(Date.now() - 1000) })
  expect(await readPage(ctx, overdue.sessionId)).toMatchObject({ status: 'EXPIRED', end: { kind: 'EXPIRED' } })

  const out = await openSession()
  await world.owner.query(`UPDATE sessions SET status = 'LOGGED_OUT' WHERE session_id = $1`, [out.sessionId])
  await insertAuditEvent(world.db, { eventType: 'LOGOUT', sessionId: out.sessionId, createdAt: at(90) })
  const page = await readPage(ctx, out.sessionId)
  expect(page).toMatchObject({ status: 'LOGGED_OUT', end: { kind: 'LOGGED_OUT', by: null } })
  expect(Date.parse(page.end!.at!)).toBe(at(90).getTime())
  expect(page.story.at(-1)).toMatchObject({ kind: 'ended' })
})

test('trust in the device: what holds now before what was', async () => {
  const { sessionId, fingerprint } = await openSession()
  const own = { cupid: 'CUPID-1', deviceFingerprint: fingerprint }
  const read = async () => (await readPage(world.as('agent'), sessionId)).trust
  expect(await read()).toBeNull()
  await insertDevice(world.db, { ...own, appId: 'another-app' })
  await insertDevice(world.db, { ...own, cupid: 'CUPID-2' })
  expect(await read()).toBeNull()
  await insertDevice(world.db, { ...own, status: 'REVOKED', trustedAt: at(2) })
  expect(await read()).toMatchObject({ state: 'revoked' })
  await insertDevice(world.db, { ...own, trustedAt: at(1) })
  expect(await read()).toMatchObject({ state: 'trusted' })
})

test('of very many step-ups the sign-in and the newest are told, and how many are not', async () => {
  const { sessionId } = await openSession()
  await world.owner.query(
    `INSERT INTO auth_contexts (guid, cupid, username, app_id, app_version, ip_address, auth_type, session_id, auth_outcome, completed_at, created_at, expires_at)
     SELECT 'G-1', 'CUPID-1', 'demo', 'storefront-web-app', '1.0.0', '203.0.113.24', 'STEP_UP', $1, 'SUCCESS', t, t, t + interval '1 min'
     FROM generate_series(1, 250) n, LATERAL (SELECT $2::timestamptz + n * interval '10 s' AS t) x`,
    [sessionId, at(100)],
  )
  const page = await readPage(world.as('agent'), sessionId)
  expect(page.authentications).toHaveLength(MAX_AUTHENTICATIONS + 1)
  expect(page.authentications.map(({ sequence }) => sequence).slice(0, 2)).toEqual([1, 52])
  expect(page.omitted).toBe(50)
})

test('an unknown session, and text that is no id, are not found', async () => {
  const ctx = world.as('agent')
  for (const id of ['8a5cc3f4-5a0e-4ea9-9d57-3bb15aae8f6c', 'nope', "' OR 1=1 --"]) {
    await expect(readPage(ctx, id)).rejects.toMatchObject({ failure: 'not_found' })
  }
})
