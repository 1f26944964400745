import { sql } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { insertSession } from '#db/testing/rows.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { systemContext } from '#lib/context.ts'
import { parseEnv } from '#lib/env.ts'
import { hurryJobs, queuedJobs, runDueJobs } from '#lib/jobs/testing/run-due-jobs.ts'
import { openParts, type Parts } from '#lib/parts.ts'
import { deliverChallenge } from './deliver-challenge.ts'
import type { Channel, Message } from './delivery.ts'
import { challengeJob } from './queue-challenge.ts'
import { type CarrierServer, startCarrierServer, TAKEN, twilioError } from './testing/carrier-server.ts'
import { CODE, insertChallenge, NUMBER } from './testing/challenges.ts'

const SECRET_KEY = 'a test secret of more than thirty-two characters'

let database: TestDatabase
let parts: Parts
let server: CarrierServer
let logged: string
beforeAll(async () => {
  database = await createTestDatabase()
  server = await startCarrierServer()
  const env = parseEnv({
    DATABASE_URL: database.appUrl,
    SECRET_KEY,
    TWILIO_ACCOUNT_SID: 'AC123',
    TWILIO_AUTH_TOKEN: 'auth-token',
    TWILIO_FROM: '+15005550006',
    TWILIO_BASE_URL: server.url,
    DELIVERY_TIMEOUT_MS: '1000',
  })
  parts = { ...(await openParts(env)), log: pino({ level: 'trace' }, { write: (line: string) => (logged += line) }) }
})
afterAll(async () => {
  await parts.close()
  await server.stop()
  await database.drop()
})
beforeEach(async () => {
  logged = ''
  server.received.length = 0
  server.carrier.reply = () => TAKEN
  await database.owner.query('DELETE FROM graphile_worker._private_jobs')
  // Whatever was tried before: the breaker has one success in between.
  await parts.delivery.send(await challenge())
  await database.owner.query('DELETE FROM graphile_worker._private_jobs')
  server.received.length = 0
})

const challenge = (values: { channel?: Channel } & Record<string, unknown> = {}) =>
  insertChallenge(database.db, SECRET_KEY, values)
const runJobs = () => runDueJobs(parts, database.ownerUrl)
const jobs = () => queuedJobs(database.owner)

async function stateOf({ transactionId }: Message) {
  const { rows } = await database.owner.query(
    `SELECT delivery_status AS status, delivery_attempts AS attempts, delivered_at IS NOT NULL AS delivered
     FROM otp_challenges WHERE transaction_id = $1`,
    [transactionId],
  )
  return rows[0]
}

const trailOf = async ({ transactionId }: Message) =>
  (await database.owner.query('SELECT * FROM audit_logs WHERE transaction_id = $1', [transactionId])).rows

describe('a challenge that is waited for', () => {
  it.each([
    ['sms', 'Messages'],
    ['voice', 'Calls'],
  ] as const)('%s is sent once, and said to be', async (channel, resource) => {
    const message = await challenge({ channel })
    expect(await jobs()).toMatchObject([{ task: 'deliver_challenge', key: `challenge:${message.transactionId}` }])
    await runJobs()
    await runJobs()
    expect(server.received.map(({ path }) => path)).toEqual([`POST /2010-04-01/Accounts/AC123/${resource}.json`])
    expect(await stateOf(message)).toEqual({ status: 'SENT', attempts: 1, delivered: true })
    expect(await jobs()).toEqual([])
    expect(await trailOf(message)).toEqual([])
  })

  it('waits in the table sealed: neither number nor code stands there', async () => {
    await challenge()
    const [job] = await jobs()
    expect(JSON.stringify(job)).not.toMatch(new RegExp(`${NUMBER.slice(1)}|${CODE}`))
    expect(Object.keys(job?.payload ?? {})).toEqual(['sealed', 'transaction_id'])
  })

  it('a run after the one that sent it, as after a crash, sends nothing', async () => {
    const message = await challenge()
    const [job] = await jobs()
    await runJobs()
    expect(await deliverChallenge(systemContext(parts, 'test'), job?.payload)).toEqual({ delivery: 'NOT_WAITED_FOR' })
    expect(server.received).toHaveLength(1)
    expect(await stateOf(message)).toMatchObject({ status: 'SENT', attempts: 1 })
  })
})

describe('a challenge nobody waits for is not sent', () => {
  it.each([
    ['its step was taken', { transactionStatus: 'CONSUMED' }],
    ['its step was refused', { transactionStatus: 'REJECTED' }],
    ['its time is over', { expiresAt: sql`now() - interval '1 second'` }],
  ])('%s', async (_name, step) => {
    const message = await challenge(step)
    await runJobs()
    expect(server.received).toEqual([])
    expect(await jobs()).toEqual([])
    expect(await stateOf(message)).toMatchObject({ status: 'QUEUED', attempts: 0 })
    expect(await trailOf(message)).toEqual([])
  })

  it('its journey is over', async () => {
    const message = await challenge()
    await database.owner.query(
      `UPDATE auth_contexts SET auth_outcome = 'FAILED', completed_at = now() WHERE context_id = $1`,
      [message.contextId],
    )
    await runJobs()
    expect(server.received).toEqual([])
  })

  it('its transaction is gone', async () => {
    const message = await challenge()
    await database.owner.query('DELETE FROM auth_transactions WHERE transaction_id = $1', [message.transactionId])
    await runJobs()
    expect([server.received, await jobs()]).toEqual([[], []])
  })
})

describe('a carrier that may take it later', () => {
  it('is tried again after 1, 2, 4 … seconds until it does', async () => {
    server.carrier.reply = (_, count) => (count < 3 ? { status: 500 } : TAKEN)
    const message = await challenge()
    await runJobs()
    expect(await stateOf(message)).toEqual({ status: 'QUEUED', attempts: 1, delivered: false })
    const [first] = await jobs()
    expect(first).toMatchObject({ key: `challenge:${message.transactionId}`, attempts: 0 })
    expect(first?.in_seconds).toBeGreaterThan(0)
    expect(first?.in_seconds).toBeLessThanOrEqual(1)
    await hurryJobs(database.owner)
    await runJobs()
    const [second] = await jobs()
    expect(second?.in_seconds).toBeGreaterThan(1)
    expect(second?.in_seconds).toBeLessThanOrEqual(2)
    await hurryJobs(database.owner)
    await runJobs()
    expect(await stateOf(message)).toEqual({ status: 'SENT', attempts: 3, delivered: true })
    expect(await jobs()).toEqual([])
    expect(await trailOf(message)).toEqual([])
  })

  it.each([
    ['slow', () => ({ ...TAKEN, afterMs: 3_000 }), 1],
    ['garbage', () => ({ status: 200, body: '<html>' }), 1],
    ['rate limited, with a time', () => twilioError(429, 20429, { 'retry-after': '40' }), 40],
  ])('%s', async (_name, reply, seconds) => {
    server.carrier.reply = reply
    const message = await challenge()
    await runJobs()
    expect(await stateOf(message)).toMatchObject({ status: 'QUEUED', attempts: 1 })
    const [job] = await jobs()
    expect(job?.in_seconds).toBeGreaterThan(seconds - 1)
    expect(job?.in_seconds).toBeLessThanOrEqual(seconds)
    expect(logged).not.toMatch(new RegExp(`${NUMBER.slice(1)}|${CODE}|auth-token`))
  })

  it('fails for good when the code would come too late', async () => {
    server.carrier.reply = () => ({ status: 500 })
    const message = await challenge({ expiresAt: sql`now() + interval '17 seconds'` })
    await runJobs()
    await hurryJobs(database.owner)
    await runJobs()
    expect(await stateOf(message)).toEqual({ status: 'FAILED', attempts: 2, delivered: false })
    expect(await jobs()).toEqual([])
    expect(await trailOf(message)).toMatchObject([
      { severity: 'ERROR', event_data: { reason: 'SERVER_ERROR', attempts: 2 } },
    ])
  })

  it('a fault of our own is no reason to give up', async () => {
    const message = await challenge()
    const broken = { ...parts, delivery: { ...parts.delivery, send: () => Promise.reject(new Error(`no: ${CODE}`)) } }
    await runDueJobs(broken, database.ownerUrl)
    expect(await stateOf(message)).toMatchObject({ status: 'QUEUED', attempts: 1 })
    expect(await jobs()).toHaveLength(1)
    expect(logged).toContain('INTERNAL_ERROR')
    expect(logged).not.toContain(CODE)
  })
})

describe('a carrier that never will', () => {
  it('is FAILED at once, on record, with nothing of number or code', async () => {
    server.carrier.reply = () => twilioError(400, 21610)
    const message = await challenge()
    await runJobs()
    expect(server.received).toHaveLength(1)
    expect(await stateOf(message)).toEqual({ status: 'FAILED', attempts: 1, delivered: false })
    expect(await jobs()).toEqual([])
    const trail = await trailOf(message)
    expect(trail).toMatchObject([
      {
        event_type: 'MFA_CHALLENGE_SENT',
        event_category: 'MFA',
        severity: 'ERROR',
        cupid: message.cupid,
        context_id: message.contextId,
        session_id: null,
        auth_type: 'INITIAL',
        correlation_id: message.correlationId,
        event_data: {
          delivery: 'FAILED',
          method: 'sms',
          reason: 'OPTED_OUT',
          attempts: 1,
          status: 400,
          vendor_code: 21610,
          actor: { kind: 'system', id: 'worker:deliver_challenge' },
        },
      },
    ])
    expect(logged).toContain('OPTED_OUT')
    for (const secret of [NUMBER, CODE, 'auth-token']) expect(JSON.stringify(trail) + logged).not.toContain(secret)
  })

  it('of a step-up, with its session', async () => {
    server.carrier.reply = () => twilioError(400, 21211)
    const session = await insertSession(database.db)
    const { rows } = await database.owner.query(
      `INSERT INTO auth_contexts (guid, cupid, username, app_id, app_version, ip_address, auth_type, session_id)
       VALUES ('G-1', $1, 'demo.user', 'storefront-web-app', '1.0.0', '192.0.2.1', 'STEP_UP', $2) RETURNING context_id`,
      [session.cupid, session.sessionId],
    )
    const message = await challenge({ contextId: rows[0].context_id })
    await runJobs()
    expect(await trailOf(message)).toMatchObject([{ auth_type: 'STEP_UP', session_id: session.sessionId }])
  })

  it('a push, which nothing here brings, is said under its own name', async () => {
    const message = await challenge({ channel: 'push' })
    const alone = {
      ...parts,
      delivery: {
        channels: new Set<Channel>(),
        send: () => parts.delivery.send({ ...message, to: null, channel: 'none' as Channel }),
      },
    }
    await runDueJobs(alone, database.ownerUrl)
    expect(await trailOf(message)).toMatchObject([
      { event_type: 'MFA_PUSH_SENT', severity: 'ERROR', event_data: { reason: 'NO_CARRIER', method: 'push' } },
    ])
  })

  it('what was sealed under another key', async () => {
    const message = await challenge()
    await runDueJobs({ ...parts, secretKey: 'another secret of more than thirty-two characters' }, database.ownerUrl)
    expect(await stateOf(message)).toMatchObject({ status: 'FAILED', attempts: 1 })
    expect(await trailOf(message)).toMatchObject([{ event_data: { reason: 'UNREADABLE' } }])
    expect(server.received).toEqual([])
  })

  it('what was sealed for another challenge', async () => {
    const [mine, other] = [await challenge(), await challenge()]
    const stolen = { ...JSON.parse(await challengeJob(SECRET_KEY, other)), transaction_id: mine.transactionId }
    expect(await deliverChallenge(systemContext(parts, 'test'), stolen)).toEqual({ delivery: 'FAILED' })
    expect(server.received).toEqual([])
  })
})

it('the same job ten times at once: one outcome, one event', async () => {
  server.carrier.reply = () => twilioError(400, 21211)
  const message = await challenge()
  const [job] = await jobs()
  const ctx = systemContext(parts, 'test')
  await Promise.all(Array.from({ length: 10 }, () => deliverChallenge(ctx, job?.payload)))
  expect(await stateOf(message)).toEqual({ status: 'FAILED', attempts: 1, delivered: false })
  expect(await trailOf(message)).toHaveLength(1)
})

it('a challenge that rolls back is never sent', async () => {
  await expect(
    database.db.transaction(async tx => {
      await insertChallenge(tx, SECRET_KEY)
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  await runJobs()
  expect(server.received).toEqual([])
})
