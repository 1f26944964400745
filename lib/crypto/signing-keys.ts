import { asc, isNull, sql } from 'drizzle-orm'
import {
  CompactEncrypt,
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  compactDecrypt,
  compactVerify,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import type { Database } from '#db/client.ts'
import { signingKeys } from '#db/schema/signing-keys.ts'
import { deriveKey } from './hash.ts'

export type SigningAlg = 'EdDSA' | 'RS256'

/** Signs and checks our JWTs. Both algorithms are deterministic: the same claims give the same token, byte for byte. */
export type SigningKeys = {
  /** Claims → compact JWT, signed with the current key. */
  sign(typ: 'at+jwt' | 'JWT', claims: Record<string, unknown>): Promise<string>
  /** A JWT whose signature was cut off (`header.claims`) → the JWT as it was issued. */
  signAgain(unsigned: string): Promise<string>
  /** The claims of a JWT we signed; null for any other. Says nothing of expiry or revocation. */
  read(jwt: string): Promise<Record<string, unknown> | null>
  /** The public half of every key that may still be in use (RFC 7517). */
  jwks(): { keys: JWK[] }
}

type Key = { kid: string; alg: SigningAlg; publicJwk: JWK; privateKey: CryptoKey }

/** Reads the keys, making the first one of `alg` where there is none. */
export async function openSigningKeys(db: Database, secretKey: string, alg: SigningAlg): Promise<SigningKeys> {
  const wrapKey = deriveKey(secretKey, 'signing-keys')
  const keys = await loadKeys(db, wrapKey, alg)
  const current = keys.find(key => key.alg === alg)
  if (!current) throw new Error(`no current signing key for ${alg}`)
  const published = { keys: keys.map(key => ({ ...key.publicJwk, kid: key.kid, alg: key.alg, use: 'sig' })) }
  const publicKeys = createLocalJWKSet(published)
  const utf8 = new TextEncoder()

  return {
    sign: (typ, claims) =>
      new CompactSign(utf8.encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: current.alg, typ, kid: current.kid })
        .sign(current.privateKey),

    async signAgain(unsigned) {
      const [head = '', claims = ''] = unsigned.split('.')
      const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as {
        alg: SigningAlg
        typ: string
        kid: string
      }
      const key = keys.find(candidate => candidate.kid === header.kid)
      if (!key) throw new Error(`signing key ${header.kid} is gone`)
      return new CompactSign(Buffer.from(claims, 'base64url')).setProtectedHeader(header).sign(key.privateKey)
    },

    async read(jwt) {
      try {
        const { payload } = await compactVerify(jwt, publicKeys, { algorithms: ['EdDSA', 'RS256'] })
        return JSON.parse(new TextDecoder().decode(payload))
      } catch {
        return null
      }
    },

    jwks: () => published,
  }
}

async function loadKeys(db: Database, wrapKey: Buffer, alg: SigningAlg): Promise<Key[]> {
  const rows = await db.transaction(async tx => {
    // Processes that start together must agree on one first key.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('signing_keys'))`)
    const current = await tx.select({ alg: signingKeys.alg }).from(signingKeys).where(isNull(signingKeys.retiredAt))
    if (!current.some(row => row.alg === alg)) await tx.insert(signingKeys).values(await makeKey(wrapKey, alg))
    return tx
      .select()
      .from(signingKeys)
      .orderBy(sql`${signingKeys.retiredAt} DESC NULLS FIRST`, asc(signingKeys.createdAt))
  })
  return Promise.all(
    rows.map(async row => {
      const { plaintext } = await compactDecrypt(row.privateJwk, wrapKey).catch(() => {
        throw new Error(
          'SECRET_KEY does not open the signing keys in the database: it is not the one they were made with.',
        )
      })
      const privateKey = (await importJWK(JSON.parse(new TextDecoder().decode(plaintext)), row.alg)) as CryptoKey
      return { kid: row.kid, alg: row.alg as SigningAlg, publicJwk: row.publicJwk as JWK, privateKey }
    }),
  )
}

async function makeKey(wrapKey: Buffer, alg: SigningAlg): Promise<typeof signingKeys.$inferInsert> {
  const pair = await generateKeyPair(alg, { crv: 'Ed25519', modulusLength: 2048, extractable: true })
  const publicJwk = await exportJWK(pair.publicKey)
  const privateJwk = JSON.stringify(await exportJWK(pair.privateKey))
  return {
    kid: await calculateJwkThumbprint(publicJwk),
    alg,
    publicJwk: publicJwk as Record<string, unknown>,
    privateJwk: await new CompactEncrypt(new TextEncoder().encode(privateJwk))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(wrapKey),
  }
}
