import { sql } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { explainFailure } from './explain-failure.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function explained(work: () => Promise<unknown>) {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: line => void lines.push(line) })
  const error = await work().then(
    () => expect.fail('nothing was thrown'),
    (error: unknown) => error,
  )
  return { failure: explainFailure(error, log), line: lines.join('') }
}

test('a query that fails is logged without its values', async () => {
  const { failure, line } = await explained(() =>
    database.db.execute(sql`INSERT INTO policies (name, version, settings, author, reason)
                            VALUES (${'sesame-open'}, 0, '{}', ${'sesame-author'}, '')`),
  )
  expect(failure.failure).toBe('server_error')
  expect(line).toContain('check_policy_version')
  expect(line).not.toContain('sesame')
})

test('a value that PostgreSQL could not read is not quoted', async () => {
  const { line } = await explained(() => database.db.execute(sql`SELECT ${'sesame'}::text::uuid`))
  expect(line).toContain('22P02')
  expect(line).not.toContain('sesame')
})

test('a fault of ours keeps its message and its place', async () => {
  const { failure, line } = await explained(async () => {
    throw new TypeError('of ours')
  })
  expect(failure.status).toBe(503)
  expect(line).toContain('of ours')
  expect(line).toContain('explain-failure.test.ts')
})
