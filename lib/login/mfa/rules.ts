import { randomInt } from 'node:crypto'
import { deriveKey, hmac } from '#lib/crypto/hash.ts'

/** Six digits from the system's random source (SP 800-63B-4 §3.1.3.2). */
export const newCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0')

/** Two digits that are read on one screen and typed on another. */
export const newDisplayNumber = (): number => randomInt(10, 100)

/** What is kept of a code: worth nothing without SECRET_KEY, and good for its own transaction alone. */
export const codeHash = (secretKey: string, transactionId: string, code: string): string =>
  hmac(deriveKey(secretKey, 'otp'), `${transactionId}:${code}`)

/** A number as limits know it. */
export const destinationHash = (secretKey: string, phone: string): string =>
  hmac(deriveKey(secretKey, 'otp-destination'), phone)

/** Country and area: what numbers bought in bulk have in common. */
export const destinationPrefix = (phone: string): string => phone.slice(0, 7)

/** How long sends are remembered against their limits. */
export const SEND_WINDOW_SECONDS = 3600
export const PUSH_WINDOW_SECONDS = 86_400
