import { CompactEncrypt, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { signingKeys } from '#db/schema/signing-keys.ts'
import type { SigningAlg } from './rules.ts'

/** A new signing key as the row that keeps it: the private half encrypted with `wrapKey` (compact JWE). */
export async function makeKey(wrapKey: Buffer, alg: SigningAlg): Promise<typeof signingKeys.$inferInsert> {
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
