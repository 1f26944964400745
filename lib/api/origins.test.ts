import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { parseEnv } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { openOrigins } from './origins.ts'

const env = parseEnv({ PUBLIC_URL: 'https://sign-in.example.com' })

let database: TestDatabase
let clockMs: number
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clockMs = 0
  await database.owner.query('DELETE FROM client_apps')
  await database.owner.query(
    `INSERT INTO client_apps (client_id, name, kind, allowed_origins) VALUES
     ('shop', 'Shop', 'browser', ARRAY['https://shop.example.com/start', 'HTTPS://WWW.Shop.example.com:443']),
     ('phone', 'Phone', 'mobile', ARRAY['capacitor://localhost'])`,
  )
})

const open = (db = database.db) => openOrigins({ db, env }, () => clockMs)

test('an origin as a browser writes it, however it was registered', async () => {
  const origins = open()
  for (const origin of ['https://shop.example.com', 'https://www.shop.example.com'])
    expect(await origins.allow(origin, 'shop')).toBe(true)
  expect(await origins.allow('capacitor://localhost', 'phone')).toBe(true)
  for (const origin of ['null', '', 'https://shop.example.com/start', 'capacitor://elsewhere'])
    expect(await origins.allow(origin, null)).toBe(false)
})

test('of a named app only its own; of none, anybody’s; ours for everybody', async () => {
  const origins = open()
  expect(await origins.allow('https://shop.example.com', null)).toBe(true)
  expect(await origins.allow('https://shop.example.com', 'phone')).toBe(false)
  expect(await origins.allow('https://shop.example.com', 'no-such-app')).toBe(false)
  expect(await origins.allow('https://sign-in.example.com', 'phone')).toBe(true)
})

test('a disabled app counts for ten seconds at most', async () => {
  const origins = open()
  expect(await origins.allow('https://shop.example.com', 'shop')).toBe(true)
  await database.owner.query(`UPDATE client_apps SET status = 'DISABLED'`)
  clockMs = 9_999
  expect(await origins.allow('https://shop.example.com', 'shop')).toBe(true)
  clockMs = 10_000
  expect(await origins.allow('https://shop.example.com', 'shop')).toBe(false)
})

test('a database that is away: what is known goes on, what is not known is no', async () => {
  const { db, pool } = openDatabase({ url: database.appUrl, poolSize: 1, log: createLog('silent') })
  const [known, unknown] = [open(db), open(db)]
  expect(await known.allow('https://shop.example.com', 'shop')).toBe(true)
  await pool.end()
  clockMs = 60_000
  expect(await known.allow('https://shop.example.com', 'shop')).toBe(true)
  await expect(unknown.allow('https://shop.example.com', 'shop')).rejects.toThrow()
})
