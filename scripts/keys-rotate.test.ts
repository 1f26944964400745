import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { openSigningKeys } from '#lib/crypto/signing-keys.ts'

const SECRET_KEY = 'a test secret of more than thirty-two characters'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await openSigningKeys(database.db, SECRET_KEY, 'EdDSA')
})
afterAll(() => database.drop())

const run = async (...args: string[]) => {
  const env = { ...process.env, SECRET_KEY, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl }
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/keys-rotate.ts', ...args], { env })
  return stdout.trim().split('\n')
}
const kids = async () =>
  (await database.owner.query('SELECT kid FROM signing_keys ORDER BY created_at')).rows.map(({ kid }) => kid)

test('says which key it made, which it retired, and when the turn changes', async () => {
  const said = await run()
  const [old, made] = await kids()
  expect(said).toEqual([
    `Made EdDSA ${made}: published within 30 seconds, signs in 6 minutes.`,
    `Retired ${old}: signs until then, stays published for an hour.`,
  ])
  expect(await run()).toEqual([
    `A rotation is under way: EdDSA ${made} is published and signs in 6 minutes. Nothing was changed.`,
  ])
  const [first, ...gone] = await run('--compromised')
  const [only] = await kids()
  expect(first).toBe(`Made EdDSA ${only}: published within 30 seconds, signs within 30 seconds.`)
  expect(gone.sort()).toEqual([old, made].map(kid => `Deleted ${kid}: nothing it signed is good any more.`).sort())
  expect(await kids()).toHaveLength(1)
})

test('an argument it does not know changes nothing', async () => {
  const before = await kids()
  await expect(run('--now')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Usage: ') })
  expect(await kids()).toEqual(before)
})
