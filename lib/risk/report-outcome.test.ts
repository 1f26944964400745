import { sql } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { insertContext, insertTransaction } from '#db/testing/rows.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { parseEnv } from '#lib/env.ts'
import { hurryJobs, queuedJobs, runDueJobs } from '#lib/jobs/testing/run-due-jobs.ts'
import { openParts, type Parts } from '#lib/parts.ts'
import { openOutcome, outcomeJob } from './queue-outcome.ts'
import { startTransmitServer } from './testing/transmit-server.ts'

const SECRET_KEY = 'a test secret of more than thirty-two characters'
const ACTION_TOKEN = 'action token/with+signs&more=1'

let database: TestDatabase
let transmit: Awaited<ReturnType<typeof startTransmitServer>>
let parts: Parts
let logged: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  logged = ''
  transmit = await startTransmitServer()
  parts = await open({
    TRANSMIT_BASE_URL: transmit.baseUrl,
    TRANSMIT_CLIENT_ID: 'client-1',
    TRANSMIT_CLIENT_SECRET: 'client-secret',
    TRANSMIT_TIMEOUT_MS: '1000',
  })
})
afterEach(async () => {
  await parts.close()
  await transmit.stop()
  await database.owner.query('DELETE FROM graphile_worker._private_jobs')
})

async function open(settings: Record<string, string>) {
  const opened = await openParts(
    parseEnv({ DATABASE_URL: database.appUrl, SECRET_KEY, LOG_LEVEL: 'silent', ...settings }),
  )
  return { ...opened, log: pino({ level: 'trace' }, { write: (line: string) => (logged += line) }) }
}

type Context = Parameters<typeof insertContext>[1]
type Step = Parameters<typeof insertTransaction>[1]

/** A journey that Transmit judged, with its report queued as a sign-in does. */
async function journey(context: Context = {}, ...steps: Step[]) {
  const row = await insertContext(database.db, context)
  for (const [index, step] of steps.entries()) {
    await insertTransaction(database.db, { contextId: row.contextId, sequenceNumber: index + 1, ...step })
  }
  const payload = await outcomeJob(SECRET_KEY, { contextId: row.contextId, actionToken: ACTION_TOKEN })
  await database.db.execute(sql`SELECT enqueue_job('report_outcome', ${payload}::jsonb, ${`outcome:${row.contextId}`},
    (SELECT expires_at + interval '10 s' FROM auth_contexts WHERE context_id = ${row.contextId}))`)
  return row
}

const finish = ({ contextId }: { contextId: string }) =>
  database.db.execute(sql`SELECT hurry_job(${`outcome:${contextId}`})`)
const runJobs = (using = parts) => runDueJobs(using, database.ownerUrl)
const jobs = () => queuedJobs(database.owner)
const reports = () =>
  transmit.received.filter(({ path }) => path === 'POST /risk/v1/action/result').map(({ body }) => JSON.parse(body))

const sms: Step = { transactionType: 'MFA_VERIFY', mfaMethod: 'sms', transactionStatus: 'CONSUMED' }
const push: Step = { transactionType: 'MFA_PUSH_VERIFY', mfaMethod: 'push', transactionStatus: 'CONSUMED' }
const initiate: Step = { transactionType: 'MFA_INITIATE', transactionStatus: 'CONSUMED' }

describe('what is reported', () => {
  it.each([
    ['a simple login', { authOutcome: 'SUCCESS' }, [], 'success', 'password'],
    ['a code', { authOutcome: 'SUCCESS' }, [initiate, { ...sms, verificationResult: 'CORRECT' }], 'success', 'sms_otp'],
    [
      'a call',
      { authOutcome: 'SUCCESS' },
      [initiate, { ...sms, mfaMethod: 'voice', verificationResult: 'CORRECT' }],
      'success',
      'voice_otp',
    ],
    [
      'a push',
      { authOutcome: 'SUCCESS' },
      [initiate, { ...push, verificationResult: 'CORRECT' }],
      'success',
      'push_otp',
    ],
    [
      'a push that was given up for a code, then eSign',
      { authOutcome: 'SUCCESS' },
      [
        initiate,
        { ...push, verificationResult: null },
        { ...sms, verificationResult: 'CORRECT' },
        { transactionType: 'ESIGN_PRESENT', transactionStatus: 'CONSUMED' },
      ],
      'success',
      'sms_otp',
    ],
    ['a denial', { authOutcome: 'FAILED' }, [], 'failure', undefined],
    [
      'wrong codes',
      { authOutcome: 'FAILED' },
      [initiate, { ...sms, verificationResult: 'INCORRECT' }],
      'failure',
      'sms_otp',
    ],
    [
      'a push refused',
      { authOutcome: 'FAILED' },
      [initiate, { ...push, transactionStatus: 'REJECTED', verificationResult: 'INCORRECT' }],
      'failure',
      'push_otp',
    ],
    [
      'a journey cleaned up',
      { authOutcome: 'EXPIRED' },
      [{ ...initiate, transactionStatus: 'EXPIRED' }],
      'incomplete',
      undefined,
    ],
    [
      'a code never typed',
      { authOutcome: 'EXPIRED' },
      [initiate, { ...sms, transactionStatus: 'EXPIRED', verificationResult: 'TIMEOUT' }],
      'incomplete',
      'sms_otp',
    ],
  ] as [string, Context, Step[], string, string | undefined][])(
    '%s',
    async (_name, context, steps, result, challenge) => {
      const row = await journey(context, ...steps)
      await finish(row)
      await runJobs()
      expect(reports()).toEqual([
        { action_token: ACTION_TOKEN, result, user_id: row.cupid, ...(challenge && { challenge_type: challenge }) },
      ])
      expect(await jobs()).toEqual([])
    },
  )

  it('a journey its user walked away from, when its time is over, before any cleanup', async () => {
    await journey({ expiresAt: sql`now() - interval '11 seconds'` }, { ...initiate, transactionStatus: 'PENDING' })
    await runJobs()
    expect(reports()).toMatchObject([{ result: 'incomplete' }])
  })
})

describe('when', () => {
  it('not before the journey is over', async () => {
    const row = await journey()
    await runJobs()
    expect(reports()).toEqual([])
    expect(await jobs()).toMatchObject([{ key: `outcome:${row.contextId}`, attempts: 0 }])
  })

  it('run too early, it waits for the journey’s end', async () => {
    const row = await journey()
    await hurryJobs(database.owner)
    await runJobs()
    expect(reports()).toEqual([])
    const [job] = await jobs()
    expect(job).toMatchObject({ key: `outcome:${row.contextId}`, attempts: 0 })
    expect(job?.in_seconds).toBeGreaterThan(14 * 60)
    await database.owner.query("UPDATE auth_contexts SET auth_outcome = 'SUCCESS', completed_at = now()")
    await finish(row)
    await runJobs()
    expect(reports()).toMatchObject([{ result: 'success' }])
  })

  it('once, however often it is run', async () => {
    const row = await journey({ authOutcome: 'SUCCESS' })
    await finish(row)
    await runJobs()
    await finish(row)
    await runJobs()
    expect(reports()).toHaveLength(1)
  })
})

describe('a service that does not take it', () => {
  it.each([
    ['slow', { afterMs: 3_000 }],
    ['rate limited', { status: 429 }],
    ['ill', { status: 500 }],
  ])('%s: it is run again', async (_name, reply) => {
    transmit.scripts.result = (_, count) => (count === 1 ? reply : { status: 201 })
    await finish(await journey({ authOutcome: 'SUCCESS' }))
    await runJobs()
    expect(await jobs()).toMatchObject([{ task: 'report_outcome', attempts: 1 }])
    await hurryJobs(database.owner)
    await runJobs()
    expect(reports()).toHaveLength(2)
    expect(await jobs()).toEqual([])
  })

  it.each([400, 463])('%i: never', async status => {
    transmit.scripts.result = () => ({ status })
    await finish(await journey({ authOutcome: 'SUCCESS' }))
    await runJobs()
    expect([reports().length, await jobs()]).toEqual([1, []])
  })

  it('is not asked by thousands while it is down, and its sign-ins are still judged', async () => {
    transmit.scripts.result = () => ({ status: 500 })
    for (let i = 0; i < 9; i++) await finish(await journey({ authOutcome: 'SUCCESS' }))
    await runJobs()
    expect(reports()).toHaveLength(5)
    expect(await jobs()).toHaveLength(9)
    const verdict = await parts.risk.evaluate(database.db, {
      authType: 'INITIAL',
      sessionId: null,
      cupid: 'C-1',
      appId: 'storefront-web-app',
      ipAddress: '81.2.69.160',
      userAgent: null,
      deviceFingerprint: null,
      actionToken: 'another',
    })
    expect(verdict).toMatchObject({ available: true, riskScore: 73 })
  })
})

describe('nothing is reported', () => {
  it('where Transmit is not configured', async () => {
    await finish(await journey({ authOutcome: 'SUCCESS' }))
    const without = await open({})
    await runJobs(without)
    await without.close()
    expect([reports(), await jobs()]).toEqual([[], []])
  })

  it('of a context that is gone', async () => {
    const row = await journey({ authOutcome: 'SUCCESS' })
    await database.owner.query('DELETE FROM auth_contexts WHERE context_id = $1', [row.contextId])
    await finish(row)
    await runJobs()
    expect([reports(), await jobs()]).toEqual([[], []])
  })

  it('of an action token sealed under another key', async () => {
    await finish(await journey({ authOutcome: 'SUCCESS' }))
    await runJobs({ ...parts, secretKey: 'another secret of more than thirty-two characters' })
    expect([reports(), await jobs()]).toEqual([[], []])
    expect(logged).toContain('UNREADABLE')
  })
})

describe('the action token', () => {
  it('stands neither in the table nor in the log', async () => {
    transmit.scripts.result = (_, count) => ({ status: count === 1 ? 500 : 201 })
    await finish(await journey({ authOutcome: 'SUCCESS' }))
    const before = JSON.stringify(await jobs())
    await runJobs()
    const { rows } = await database.owner.query('SELECT * FROM graphile_worker._private_jobs')
    expect(rows).toHaveLength(1)
    for (const secret of [ACTION_TOKEN, encodeURIComponent(ACTION_TOKEN), 'client-secret', 'access-1']) {
      expect(before + JSON.stringify(rows) + logged).not.toContain(secret)
    }
    expect(logged).toContain('dependency_unavailable')
  })

  it('opens for its own context only', async () => {
    const contextId = '018f0000-0000-7000-8000-000000000001'
    const job = JSON.parse(await outcomeJob(SECRET_KEY, { contextId, actionToken: ACTION_TOKEN }))
    expect(await openOutcome(SECRET_KEY, job)).toBe(ACTION_TOKEN)
    const other = { ...job, context_id: '018f0000-0000-7000-8000-000000000002' }
    await expect(openOutcome(SECRET_KEY, other)).rejects.toThrow('another context')
  })
})
