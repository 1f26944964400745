import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { refusalOf } from './testing/refusal.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await database.owner.query('DELETE FROM graphile_worker._private_jobs')
})
afterAll(() => database.drop())

const enqueue = (key: string | null, payload: object = {}, runAt = 'now()', task = 'deliver_challenge') =>
  database.pool.query(`SELECT enqueue_job($1, $2, $3, ${runAt})`, [task, payload, key])

async function jobs() {
  const { rows } = await database.owner.query(`
    SELECT t.identifier AS task, j.payload, j.key, j.max_attempts, j.run_at <= now() AS due
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.id`)
  return rows
}

test('the application adds a job, which is due at once', async () => {
  await enqueue('challenge:1', { transaction_id: '1' })
  expect(await jobs()).toEqual([
    { task: 'deliver_challenge', payload: { transaction_id: '1' }, key: 'challenge:1', max_attempts: 8, due: true },
  ])
})

test('a job of the same key takes the place of the one that waits', async () => {
  await enqueue('challenge:1', { attempt: 1 }, "now() + interval '1 hour'")
  await enqueue('challenge:1', { attempt: 2 }, "now() + interval '1 hour'")
  expect(await jobs()).toMatchObject([{ payload: { attempt: 2 } }])
})

test('a job without a key stands beside others', async () => {
  await Promise.all([enqueue(null), enqueue(null)])
  expect(await jobs()).toHaveLength(2)
})

test('what is rolled back was never added', async () => {
  const client = await database.pool.connect()
  await client.query('BEGIN')
  await client.query("SELECT enqueue_job('report_outcome', '{}')")
  await client.query('ROLLBACK')
  client.release()
  expect(await jobs()).toEqual([])
})

test.each(['expire_sessions', 'deliver_challenges', '', "x'); DROP TABLE sessions; --"])(
  'no other job: %j',
  async task => {
    expect(await refusalOf(enqueue(null, {}, 'now()', task))).toMatchObject({ message: `no such job: ${task}` })
    expect(await jobs()).toEqual([])
  },
)

test('a waiting job is brought forward, and no other', async () => {
  await enqueue('challenge:1', {}, "now() + interval '1 hour'")
  await enqueue('challenge:2', {}, "now() + interval '1 hour'")
  await database.pool.query("SELECT hurry_job('challenge:1'), hurry_job('challenge:none')")
  expect((await jobs()).map(job => [job.key, job.due])).toEqual([
    ['challenge:1', true],
    ['challenge:2', false],
  ])
})

test('a challenge wakes the worker; a report, which comes with every sign-in, does not', async () => {
  const listener = await database.owner.connect()
  const heard: string[] = []
  listener.on('notification', ({ channel }) => heard.push(channel))
  await listener.query('LISTEN "jobs:insert"')
  await enqueue('outcome:1', {}, 'now()', 'report_outcome')
  await listener.query('SELECT 1')
  expect(heard).toEqual([])
  await enqueue('challenge:1')
  await listener.query('SELECT 1')
  expect(heard).toEqual(['jobs:insert'])
  await listener.query('UNLISTEN *')
  listener.removeAllListeners('notification')
  listener.release()
})
