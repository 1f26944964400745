import { CompactEncrypt, compactDecrypt } from 'jose'
import { deriveKey } from '#lib/crypto/hash.ts'
import type { Message } from './delivery.ts'

// A job waits in a table, and a code must not stand there for anyone to read.

/** The message as a compact JWE that only this installation's SECRET_KEY opens. */
export const sealMessage = (secretKey: string, message: Message): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(JSON.stringify(message)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(deriveKey(secretKey, 'queued-messages'))

export async function openMessage(secretKey: string, sealed: string): Promise<Message> {
  const { plaintext } = await compactDecrypt(sealed, deriveKey(secretKey, 'queued-messages'))
  return JSON.parse(new TextDecoder().decode(plaintext))
}
