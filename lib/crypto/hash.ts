import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** SHA-256 in hex: how tokens and API keys of 256 random bits are looked up. Too fast for anything a person typed. */
export const sha256 = (value: string): string => createHash('sha256').update(value).digest('hex')

/** HMAC-SHA-256 in base64url. */
export const hmac = (key: Uint8Array, value: string): string =>
  createHmac('sha256', key).update(value).digest('base64url')

/** A 256-bit secret with a prefix that says what it is: `rt_`, `at_`, `key_`. */
export const newSecret = (prefix: string): string => `${prefix}${randomBytes(32).toString('base64url')}`

const derived = new Map<string, Buffer>()

/** One key per purpose, all from SECRET_KEY (HKDF-SHA-256, RFC 5869): nothing signed for one use works in another. */
export function deriveKey(secretKey: string, purpose: string): Buffer {
  const name = `${purpose} ${secretKey}`
  const key = derived.get(name) ?? Buffer.from(hkdfSync('sha256', secretKey, 'gatewarden', purpose, 32))
  derived.set(name, key)
  return key
}
