import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import type { Message } from '#lib/delivery/delivery.ts'
import { type CarrierServer, startCarrierServer, TAKEN } from '#lib/delivery/testing/carrier-server.ts'
import { insertChallenge } from '#lib/delivery/testing/challenges.ts'
import { parseEnv } from '#lib/env.ts'
import { openParts, type Parts } from '#lib/parts.ts'
import { openPresence } from './presence.ts'
import { clearSpentJobs, rescueJobs } from './rescue-jobs.ts'
import { runWorker } from './run-worker.ts'
import { queuedJobs } from './testing/run-due-jobs.ts'

// Real workers, one of them a process of its own that is killed; a carrier on a real port.

const SECRET_KEY = 'a test secret of more than thirty-two characters'
const WORKER = fileURLToPath(new URL('../../worker.ts', import.meta.url))

let database: TestDatabase
let parts: Parts
let server: CarrierServer
let settings: Record<string, string>
beforeAll(async () => {
  database = await createTestDatabase()
  server = await startCarrierServer()
  settings = {
    DATABASE_URL: database.appUrl,
    SECRET_KEY,
    LOG_LEVEL: 'silent',
    DELIVERY_WEBHOOK_URL: server.url,
    DELIVERY_WEBHOOK_SECRET: 'a webhook secret of the test',
    DELIVERY_TIMEOUT_MS: '60000',
  }
  parts = await openParts(parseEnv(settings))
})
afterAll(async () => {
  await parts.close()
  await server.stop()
  await database.drop()
})
beforeEach(() => {
  server.received.length = 0
  server.carrier.reply = () => TAKEN
})
afterEach(async () => {
  await database.owner.query('DELETE FROM graphile_worker._private_jobs')
})

const challenge = () => insertChallenge(database.db, SECRET_KEY)

async function startWorker(options: Parameters<typeof runWorker>[2] = {}) {
  const worker = await runWorker(parts, database.ownerUrl, options)
  onTestFinished(() => worker.stop().catch(() => {}))
  return worker
}

/** `worker.ts` as `npm start` runs it. */
async function forkWorker() {
  const child = fork(WORKER, {
    env: { ...settings, NODE_ENV: 'test', DATABASE_OWNER_URL: database.ownerUrl },
    silent: true,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = await once(child, 'message')
  expect(said).toEqual({ ready: true })
  return child
}

async function until(what: string, done: () => boolean | Promise<boolean>, patienceMs = 25_000) {
  for (const giveUpAt = performance.now() + patienceMs; !(await done()); await sleep(10)) {
    if (performance.now() > giveUpAt) throw new Error(`not within ${patienceMs} ms: ${what}`)
  }
}

async function statusOf({ transactionId }: Message): Promise<string> {
  const { rows } = await database.owner.query('SELECT delivery_status FROM otp_challenges WHERE transaction_id = $1', [
    transactionId,
  ])
  return rows[0].delivery_status
}
const sent = (message: Message) => until('SENT', async () => (await statusOf(message)) === 'SENT')
const countsOf = () => {
  const counts = new Map<unknown, number>()
  for (const { headers } of server.received) {
    counts.set(headers['webhook-id'], (counts.get(headers['webhook-id']) ?? 0) + 1)
  }
  return counts
}

it('a challenge leaves when it is committed, and waits for no look at the queue', async () => {
  await startWorker({ pollEveryMs: 600_000 })
  for (let sends = 1; sends <= 5; sends++) {
    const message = await challenge()
    await sent(message)
    expect(server.received).toHaveLength(sends)
  }
})

it('a report of thousands does not delay it', async () => {
  await database.owner.query(`
    SELECT graphile_worker.add_job('report_outcome', json_build_object('context_id', gen_random_uuid(), 'sealed', 'x'))
    FROM generate_series(1, 3000)`)
  await startWorker()
  const message = await challenge()
  await sent(message)
  const waiting = (await queuedJobs(database.owner)).filter(job => job.task === 'report_outcome')
  expect(waiting.length).toBeGreaterThan(0)
})

describe('two workers', () => {
  it('send each of 200 challenges once', async () => {
    await Promise.all([startWorker(), startWorker()])
    const messages: Message[] = []
    while (messages.length < 200) messages.push(...(await Promise.all(Array.from({ length: 5 }, challenge))))
    for (const message of messages) await sent(message)
    const counts = countsOf()
    expect([...counts.keys()].toSorted()).toEqual(messages.map(message => message.transactionId).toSorted())
    expect(Math.max(...counts.values())).toBe(1)
  })

  it('leave each other what they are doing, however long it takes', async () => {
    server.carrier.reply = () => ({ ...TAKEN, afterMs: 2_500 })
    await startWorker({ rescueEveryMs: 50 })
    const message = await challenge()
    await until('the first has it', () => server.received.length === 1)
    await startWorker({ rescueEveryMs: 50 })
    await sent(message)
    expect(server.received).toHaveLength(1)
  })
})

describe('a worker that is killed', () => {
  it('while it sends: the one that is started after it sends again, within seconds', async () => {
    server.carrier.reply = (_, count) => (count === 1 ? { hangs: true } : TAKEN)
    const first = await forkWorker()
    const message = await challenge()
    await until('the first has it', () => server.received.length === 1)
    first.kill('SIGKILL')
    await once(first, 'exit')
    expect(await statusOf(message)).toBe('QUEUED')
    const restarted = performance.now()
    const second = await forkWorker()
    await sent(message)
    // Not the four hours of the queue itself.
    expect(performance.now() - restarted).toBeLessThan(25_000)
    expect([...countsOf()]).toEqual([[message.transactionId, 2]])
    second.kill('SIGTERM')
    expect(await once(second, 'exit')).toEqual([0, null])
  }, 60_000)

  it('under load, again and again: nothing is delivered zero times', async () => {
    server.carrier.reply = () => ({ ...TAKEN, afterMs: 30 })
    const messages: Message[] = []
    let loading = true
    const load = (async () => {
      while (loading) {
        messages.push(await challenge())
        await sleep(15)
      }
    })()
    for (let i = 0; i < 3; i++) {
      const worker = await forkWorker()
      await sleep(700)
      worker.kill('SIGKILL')
      await once(worker, 'exit')
    }
    loading = false
    await load
    await startWorker()
    for (const message of messages) await sent(message)
    const counts = countsOf()
    expect(messages.filter(message => !counts.has(message.transactionId))).toEqual([])
    expect(messages.length).toBeGreaterThan(50)
  }, 90_000)
})

describe('who is dead', () => {
  const lockJob = async (worker: string) => {
    await challenge()
    await database.owner.query(
      'UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now(), attempts = 1',
      [worker],
    )
  }
  const isLocked = async () => {
    const { rows } = await database.owner.query('SELECT locked_by FROM graphile_worker._private_jobs')
    return rows[0].locked_by !== null
  }

  it('whom two looks in a row do not find', async () => {
    await lockJob('pool-dead')
    const first = await rescueJobs(database.owner, new Set())
    expect([first.rescued, await isLocked()]).toEqual([0, true])
    const second = await rescueJobs(database.owner, first.missing)
    expect([second.rescued, await isLocked()]).toEqual([1, false])
  })

  it('not one who is there, nor one who came back between the looks', async () => {
    await lockJob('pool-alive')
    const first = await rescueJobs(database.owner, new Set())
    expect([...first.missing]).toEqual(['pool-alive'])
    const presence = openPresence(database.ownerUrl, parts.log)
    await presence.announce('pool-alive')
    expect(await rescueJobs(database.owner, first.missing)).toEqual({ missing: new Set(), rescued: 0 })
    await presence.close()
    expect((await rescueJobs(database.owner, new Set())).missing).toEqual(new Set(['pool-alive']))
    expect(await isLocked()).toBe(true)
  })

  it('not one whose connection broke: it announces itself again', async () => {
    await lockJob('pool-cut')
    const presence = openPresence(database.ownerUrl, parts.log)
    await presence.announce('pool-cut')
    const { rowCount } = await database.owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'gatewarden worker presence' AND datname = current_database()`,
    )
    expect(rowCount).toBe(1)
    await until('it is seen again', async () => (await rescueJobs(database.owner, new Set())).missing.size === 0)
    await presence.close()
  })

  it('what will never run again goes after a week, and nothing else', async () => {
    for (const _ of [1, 2, 3]) await challenge()
    const update = `UPDATE graphile_worker._private_jobs SET attempts = $2, updated_at = now() - $3::interval
                    WHERE id = (SELECT id FROM graphile_worker._private_jobs ORDER BY id OFFSET $1 LIMIT 1)`
    await database.owner.query(update, [0, 8, '8 days'])
    await database.owner.query(update, [1, 8, '6 days'])
    await database.owner.query(update, [2, 0, '8 days'])
    expect(await clearSpentJobs(database.owner)).toBe(1)
    const { rows } = await database.owner.query('SELECT attempts FROM graphile_worker._private_jobs ORDER BY id')
    expect(rows).toEqual([{ attempts: 8 }, { attempts: 0 }])
  })
})
