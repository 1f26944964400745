import { asc, isNull, sql } from 'drizzle-orm'
import { type CryptoKey, compactDecrypt, importJWK, type JWK } from 'jose'
import type { Database } from '#db/client.ts'
import { signingKeys } from '#db/schema/signing-keys.ts'
import { makeKey } from './make-key.ts'
import { isPublished, type KeyAge, READ_AFTER_RETIREMENT_SECONDS, type SigningAlg } from './rules.ts'

/** `privateKey` is null of a key that nothing can be asked of any more but to read what it signed. */
export type Key = KeyAge & { kid: string; publicJwk: JWK; privateKey: CryptoKey | null }

/** Held by whoever makes or retires keys, so that processes that start together agree on one first key. */
export const lockKeys = (tx: Database) => tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('signing_keys'))`)

/** Makes the first key of `alg` where there is none. */
export async function ensureKey(db: Database, wrapKey: Buffer, alg: SigningAlg): Promise<void> {
  await db.transaction(async tx => {
    await lockKeys(tx)
    const current = await tx.select({ alg: signingKeys.alg }).from(signingKeys).where(isNull(signingKeys.retiredAt))
    if (!current.some(row => row.alg === alg)) await tx.insert(signingKeys).values(await makeKey(wrapKey, alg))
  })
}

/** Every key that something may still be read with, oldest first. What is `known` already is not opened again. */
export async function readKeys(db: Database, wrapKey: Buffer, known: Key[]): Promise<Key[]> {
  const rows = await db
    .select({
      kid: signingKeys.kid,
      alg: signingKeys.alg,
      publicJwk: signingKeys.publicJwk,
      privateJwk: signingKeys.privateJwk,
      ageSeconds: sql<number>`extract(epoch FROM statement_timestamp() - ${signingKeys.createdAt})::float8`,
      retiredSeconds: sql<number | null>`extract(epoch FROM statement_timestamp() - ${signingKeys.retiredAt})::float8`,
    })
    .from(signingKeys)
    .where(
      sql`${signingKeys.retiredAt} IS NULL
       OR ${signingKeys.retiredAt} > now() - make_interval(secs => ${READ_AFTER_RETIREMENT_SECONDS})`,
    )
    .orderBy(asc(signingKeys.createdAt))
  return Promise.all(
    rows.map(async row => {
      const age = { alg: row.alg as SigningAlg, ageSeconds: row.ageSeconds, retiredSeconds: row.retiredSeconds }
      const before = known.find(key => key.kid === row.kid)?.privateKey
      const privateKey = isPublished(age) ? (before ?? (await openPrivateKey(row, wrapKey))) : null
      return { ...age, kid: row.kid, publicJwk: row.publicJwk as JWK, privateKey }
    }),
  )
}

async function openPrivateKey(row: { alg: string; privateJwk: string }, wrapKey: Buffer): Promise<CryptoKey> {
  const { plaintext } = await compactDecrypt(row.privateJwk, wrapKey).catch(() => {
    throw new Error('SECRET_KEY does not open the signing keys in the database: it is not the one they were made with.')
  })
  return (await importJWK(JSON.parse(new TextDecoder().decode(plaintext)), row.alg)) as CryptoKey
}
