import { CompactSign, type CryptoKey, compactVerify, createLocalJWKSet, decodeProtectedHeader, type JWK } from 'jose'
import type { Database } from '#db/client.ts'
import type { Log } from '#lib/log.ts'
import { deriveKey } from './hash.ts'
import { ensureKey, type Key, readKeys } from './read-keys.ts'
import { chooseSigner, isPublished, KEYS_REREAD_SECONDS, laterBy, type SigningAlg } from './rules.ts'

/** Signs and checks our JWTs. Both algorithms are deterministic: the same claims give the same token, byte for byte. */
export type SigningKeys = {
  /** Claims → compact JWT, signed with the key whose turn it is. */
  sign(typ: 'at+jwt' | 'JWT', claims: Record<string, unknown>): Promise<string>
  /** A JWT whose signature was cut off (`header.claims`) → the JWT as it was issued. */
  signAgain(unsigned: string): Promise<string>
  /** The claims of a JWT we signed; null for any other. Says nothing of expiry or revocation. */
  read(jwt: string): Promise<Record<string, unknown> | null>
  /** The public half of every key that may still be in use (RFC 7517). */
  jwks(): Promise<{ keys: JWK[] }>
}

/** What was read, when (this process's monotonic clock), and what follows from it. */
type Ring = { keys: Key[]; readMs: number; published: { keys: JWK[] }; readers: ReturnType<typeof createLocalJWKSet> }

/** A stranger's key id makes us look no more often than that; neither does a database that did not answer. */
const RETRY_SECONDS = 5

/**
 * Reads the keys, making the first one of `alg` where there is none. They are read again while they are used, so that a
 * rotation by anybody reaches this process; `now` is a monotonic clock in milliseconds.
 */
export async function openSigningKeys(
  db: Database,
  secretKey: string,
  alg: SigningAlg,
  log?: Log,
  now: () => number = () => performance.now(),
): Promise<SigningKeys> {
  const wrapKey = deriveKey(secretKey, 'signing-keys')
  const utf8 = new TextEncoder()
  await ensureKey(db, wrapKey, alg)
  let ring = toRing(await readKeys(db, wrapKey, []), now())
  let reading: Promise<Ring> | undefined
  let failedMs = Number.NEGATIVE_INFINITY

  function reread(): Promise<Ring> {
    const readMs = now()
    reading ??= readKeys(db, wrapKey, ring.keys)
      .then(keys => {
        const before = new Set(ring.keys.map(key => key.kid))
        ring = toRing(keys, readMs)
        for (const { kid, alg } of keys) if (!before.has(kid)) log?.info({ kid, alg }, 'signing key found')
        return ring
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  // A database that is away is no reason not to go on with the keys at hand.
  const ringWithin = async (seconds: number): Promise<Ring> =>
    now() - ring.readMs < seconds * 1000 || now() - failedMs < RETRY_SECONDS * 1000
      ? ring
      : reread().catch((error: unknown) => {
          failedMs = now()
          log?.error({ err: error }, 'the signing keys could not be read again')
          return ring
        })

  async function ringWith(kid: string | undefined, seconds: number): Promise<Ring> {
    const current = await ringWithin(KEYS_REREAD_SECONDS)
    return current.keys.some(key => key.kid === kid) ? current : ringWithin(seconds)
  }

  return {
    async sign(typ, claims) {
      const { keys, readMs } = await ringWithin(KEYS_REREAD_SECONDS)
      const signer = chooseSigner(laterBy((now() - readMs) / 1000, keys), alg)
      if (!signer) throw new Error('there is no key to sign with')
      const header = { alg: signer.alg, typ, kid: signer.kid }
      return new CompactSign(utf8.encode(JSON.stringify(claims))).setProtectedHeader(header).sign(privateKeyOf(signer))
    },

    async signAgain(unsigned) {
      const [head = '', claims = ''] = unsigned.split('.')
      const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string; typ: string; kid: string }
      const { keys } = await ringWith(header.kid, 0)
      const key = keys.find(candidate => candidate.kid === header.kid)
      if (!key) throw new Error(`signing key ${header.kid} is gone`)
      return new CompactSign(Buffer.from(claims, 'base64url')).setProtectedHeader(header).sign(privateKeyOf(key))
    },

    async read(jwt) {
      try {
        const { readers } = await ringWith(decodeProtectedHeader(jwt).kid, RETRY_SECONDS)
        const { payload } = await compactVerify(jwt, readers, { algorithms: ['EdDSA', 'RS256'] })
        return JSON.parse(new TextDecoder().decode(payload))
      } catch {
        return null
      }
    },

    jwks: async () => (await ringWithin(KEYS_REREAD_SECONDS)).published,
  }
}

function toRing(keys: Key[], readMs: number): Ring {
  const publicKey = ({ kid, alg, publicJwk }: Key) => ({ ...publicJwk, kid, alg, use: 'sig' })
  return {
    keys,
    readMs,
    published: { keys: keys.filter(isPublished).map(publicKey) },
    readers: createLocalJWKSet({ keys: keys.map(publicKey) }),
  }
}

function privateKeyOf({ kid, privateKey }: Key): CryptoKey {
  if (!privateKey) throw new Error(`signing key ${kid} is retired for good`)
  return privateKey
}
