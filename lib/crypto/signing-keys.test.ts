import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { createLog } from '#lib/log.ts'
import { type RotateOptions, rotateKeys } from './rotate-keys.ts'
import {
  KEYS_REREAD_SECONDS,
  PUBLISHED_AFTER_RETIREMENT_SECONDS,
  SIGNS_AFTER_SECONDS,
  type SigningAlg,
} from './rules.ts'
import { openSigningKeys, type SigningKeys } from './signing-keys.ts'

const SECRET = 'a test secret of more than thirty-two characters'

let database: TestDatabase
let owner: ReturnType<typeof openDatabase>
/** The monotonic clock of the processes, in seconds. */
let clock: number
beforeEach(async () => {
  database = await createTestDatabase()
  owner = openDatabase({ url: database.ownerUrl, poolSize: 4, log: createLog('silent') })
  clock = 1000
})
afterEach(async () => {
  await owner.pool.end()
  await database.drop()
})

const open = (alg: SigningAlg = 'EdDSA') => openSigningKeys(database.db, SECRET, alg, undefined, () => clock * 1000)
const rotate = (alg: SigningAlg = 'EdDSA', options?: RotateOptions) => rotateKeys(owner.db, SECRET, alg, options)
const claims = (n: number) => ({ sub: 'CUPID-1', n })
const kidOf = (jwt: string) => decodeProtectedHeader(jwt).kid
const unsigned = (jwt: string) => jwt.split('.').slice(0, 2).join('.')
const publishedBy = async (keys: SigningKeys) => (await keys.jwks()).keys.map(key => key.kid)

/** Time passes, for the database's keys and for the processes. */
async function pass(seconds: number) {
  clock += seconds
  await database.owner.query(
    `UPDATE signing_keys SET created_at = created_at - make_interval(secs => $1),
                             retired_at = retired_at - make_interval(secs => $1)`,
    [seconds],
  )
}

async function openAged(alg?: SigningAlg) {
  const keys = await open(alg)
  await pass(SIGNS_AFTER_SECONDS)
  return keys
}

describe('a rotation, seen by two processes', () => {
  test('nobody signs with a key that somebody may not have yet, and everybody does after that', async () => {
    const [one, other] = [await open(), await open()]
    await pass(SIGNS_AFTER_SECONDS)
    const old = kidOf(await one.sign('JWT', claims(1)))
    const { kid, retired, rotated } = await rotate()
    expect([rotated, retired]).toEqual([true, [old]])

    await pass(KEYS_REREAD_SECONDS)
    for (const process of [one, other]) {
      expect(await publishedBy(process)).toEqual([old, kid])
      expect(kidOf(await process.sign('JWT', claims(2)))).toBe(old)
    }
    await pass(SIGNS_AFTER_SECONDS - KEYS_REREAD_SECONDS - 5)
    expect(kidOf(await one.sign('JWT', claims(3)))).toBe(old)
    await pass(6)
    for (const process of [one, other]) expect(kidOf(await process.sign('JWT', claims(4)))).toBe(kid)
  })

  test('a key set kept for its whole life checks whatever is signed meanwhile', async () => {
    const [idle, busy] = [await openAged(), await open()]
    let kept = { at: clock, keys: await idle.jwks() }
    await rotate()
    for (let seconds = 0; seconds < 2 * SIGNS_AFTER_SECONDS; seconds += 20) {
      if (clock - kept.at >= 300) kept = { at: clock, keys: await idle.jwks() }
      const token = await busy.sign('JWT', claims(seconds))
      await expect(jwtVerify(token, createLocalJWKSet(kept.keys as JSONWebKeySet))).resolves.toBeTruthy()
      await pass(20)
    }
  })

  test('live tokens outlive it: they are read, checked and given again', async () => {
    const [one, other] = [await openAged(), await open()]
    const token = await one.sign('at+jwt', claims(1))
    await rotate()
    await pass(SIGNS_AFTER_SECONDS + 900)
    const after = await one.sign('at+jwt', claims(2))
    for (const process of [one, other]) {
      expect(await process.read(token)).toEqual(claims(1))
      expect(await process.signAgain(unsigned(token))).toBe(token)
      expect(await process.signAgain(unsigned(after))).toBe(after)
      const keys = createLocalJWKSet((await process.jwks()) as JSONWebKeySet)
      for (const live of [token, after]) await expect(jwtVerify(live, keys)).resolves.toBeTruthy()
    }
  })

  test('a retired key leaves the key set, then the processes, then the database', async () => {
    const keys = await openAged()
    const token = await keys.sign('at+jwt', claims(1))
    const { kid } = await rotate()
    await pass(PUBLISHED_AFTER_RETIREMENT_SECONDS)
    expect(await publishedBy(keys)).toEqual([kid])
    await expect(keys.signAgain(unsigned(token))).rejects.toThrow('retired for good')
    expect(await keys.read(token)).toEqual(claims(1))
    await pass(31 * 24 * 3600)
    expect(await keys.read(token)).toBeNull()
    const next = await rotate()
    expect([next.retired, next.deleted]).toEqual([[kid], [kidOf(token)]])
  })

  test('a key that another process made is found at the first sight of it', async () => {
    const [one, other, third] = [await openAged(), await open(), await open()]
    await rotate('EdDSA', { compromised: true })
    clock += KEYS_REREAD_SECONDS
    const token = await one.sign('at+jwt', claims(1))
    const { rows } = await database.owner.query('SELECT kid FROM signing_keys')
    expect(rows).toEqual([{ kid: kidOf(token) }])
    // The others read their keys less than 30 s ago.
    clock -= KEYS_REREAD_SECONDS - 10
    expect(await other.read(token)).toEqual(claims(1))
    expect(await third.signAgain(unsigned(token))).toBe(token)
  })
})

describe('rotations', () => {
  test('one key, for each of many at once; and no other while it waits', async () => {
    await openAged()
    const rotations = await Promise.all([1, 2, 3, 4].map(() => rotate()))
    expect(rotations.filter(({ rotated }) => rotated)).toHaveLength(1)
    expect(new Set(rotations.map(({ kid }) => kid)).size).toBe(1)
    const { rows } = await database.owner.query(
      `SELECT event_data ->> 'kid' AS kid FROM audit_logs WHERE event_type = 'SIGNING_KEY_ROTATED' ORDER BY created_at DESC`,
    )
    expect(rows.filter(({ kid }) => kid === rotations[0]?.kid)).toHaveLength(1)
    await pass(SIGNS_AFTER_SECONDS - 60)
    expect(await rotate()).toMatchObject({ rotated: false, kid: rotations[0]?.kid, retired: [] })
    await pass(60)
    expect(await rotate()).toMatchObject({ rotated: true, retired: [rotations[0]?.kid] })
  })

  test('keys in wrong hands are gone with what they signed, and the new one signs at once', async () => {
    const keys = await openAged()
    const token = await keys.sign('at+jwt', claims(1))
    await rotate()
    const { kid, deleted } = await rotate('EdDSA', { compromised: true })
    expect(deleted).toHaveLength(2)
    await pass(KEYS_REREAD_SECONDS)
    expect(await publishedBy(keys)).toEqual([kid])
    expect(await keys.read(token)).toBeNull()
    expect(kidOf(await keys.sign('JWT', claims(2)))).toBe(kid)
  })

  test('a fresh installation signs at once, and can rotate at once', async () => {
    const keys = await open()
    const first = kidOf(await keys.sign('JWT', claims(1)))
    const { kid } = await rotate()
    await pass(KEYS_REREAD_SECONDS)
    expect(kidOf(await keys.sign('JWT', claims(2)))).toBe(first)
    await pass(SIGNS_AFTER_SECONDS)
    expect(kidOf(await keys.sign('JWT', claims(3)))).toBe(kid)
  })
})

describe('another algorithm', () => {
  test.each([
    ['EdDSA', 'RS256'],
    ['RS256', 'EdDSA'],
  ] as const)('from %s to %s: the one before goes on until everybody can have the new one', async (from, to) => {
    const before = await openAged(from)
    const token = await before.sign('at+jwt', claims(1))
    const after = await open(to)
    expect(decodeProtectedHeader(await after.sign('JWT', claims(2))).alg).toBe(from)
    expect((await after.jwks()).keys.map(key => key.alg)).toEqual([from, to])
    await pass(SIGNS_AFTER_SECONDS)
    const next = await after.sign('JWT', claims(3))
    expect(decodeProtectedHeader(next).alg).toBe(to)
    expect([await after.read(token), await before.read(next)]).toEqual([claims(1), claims(3)])
    expect(await after.signAgain(unsigned(token))).toBe(token)
  })

  test('a rotation retires the keys of both', async () => {
    await openAged('EdDSA')
    const keys = await openAged('RS256')
    const { retired, kid } = await rotate('RS256')
    expect(retired).toHaveLength(2)
    await pass(KEYS_REREAD_SECONDS)
    expect(decodeProtectedHeader(await keys.sign('JWT', claims(1)))).toMatchObject({ alg: 'RS256' })
    await pass(SIGNS_AFTER_SECONDS)
    expect(kidOf(await keys.sign('JWT', claims(2)))).toBe(kid)
  })
})

test('a database that is away stops nobody from signing', async () => {
  const { db, pool } = openDatabase({ url: database.appUrl, poolSize: 1, log: createLog('silent') })
  const keys = await openSigningKeys(db, SECRET, 'EdDSA', undefined, () => clock * 1000)
  await pool.end()
  clock += KEYS_REREAD_SECONDS
  const token = await keys.sign('JWT', claims(1))
  expect(await keys.read(token)).toEqual(claims(1))
  expect((await keys.jwks()).keys).toHaveLength(1)
})

test('the wrong SECRET_KEY is said to be wrong', async () => {
  await open()
  await expect(openSigningKeys(database.db, `${SECRET}!`, 'EdDSA')).rejects.toThrow('SECRET_KEY does not open')
})
