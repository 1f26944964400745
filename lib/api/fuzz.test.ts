import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EnvSchema, parseEnv } from '#lib/env.ts'
import { describeApi } from './describe-api.ts'
import { operationsOf } from './document.ts'
import { fuzzRequests } from './testing/fuzz-request.ts'
import { forget, openFuzzWorld } from './testing/fuzz-world.ts'
import { startTestApi, type TestApi } from './testing/test-api.ts'

// Requests made from the OpenAPI document, right and wrong. The same seed asks the same: FUZZ_SEED=7 FUZZ_RUNS=5000 looks
// further. That an answer is one the document describes, the test API checks itself.

const seed = Number(process.env.FUZZ_SEED ?? 20_261_120)
const numRuns = Number(process.env.FUZZ_RUNS ?? 150)
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

const document = describeApi(parseEnv({}))
// The demo's own endpoint waits for a worker, which is not here.
const endpoints = operationsOf(document).filter(({ path }) => !path.endsWith('/otp'))
const UNLIMITED = Object.fromEntries(
  Object.keys(EnvSchema.shape).flatMap(name => (name.startsWith('LIMIT_') ? [[name, '1000000']] : [])),
)

let api: TestApi
let tables: string
beforeAll(async () => {
  api = await startTestApi(UNLIMITED)
  tables = await listTables()
})
afterAll(() => api.close())

const listTables = async () =>
  JSON.stringify(
    await api.rows(`SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT LIKE 'pg_%' ORDER BY 1, 2`),
  )

test.each(endpoints.map(endpoint => ({ ...endpoint, name: `${endpoint.method} ${endpoint.path}` })))(
  '$name answers whatever it is asked',
  async endpoint => {
    const world = await openFuzzWorld(api, endpoint)
    const statuses = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(fuzzRequests(endpoint, document, world), async ({ path, headers, body }) => {
        const answer = await api.send(endpoint.method.toUpperCase(), path.replace(/^\/api\/v1/, ''), {
          headers,
          signal: AbortSignal.timeout(20_000),
          ...(body !== undefined && { body: Buffer.from(body) }),
        })
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        expect(answer.status).toBeLessThan(500)
        const correlation = headers['x-correlation-id']
        if (correlation && UUID.test(correlation)) expect(answer.headers.get('x-correlation-id')).toBe(correlation)
      }),
      { seed, numRuns },
    )
    // A fuzz that never gets past the door tries the door alone.
    expect([...statuses.keys()].sort()[0], JSON.stringify([...statuses])).toBeLessThan(300)
  },
  120_000,
)

test('and all it was told is data: the house stands as it stood', async () => {
  expect(await listTables()).toBe(tables)
  await forget(api)
  expect((await api.signIn()).accessToken).toBeTruthy()
})
