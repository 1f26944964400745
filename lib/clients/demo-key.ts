import { deriveKey, hmac } from '#lib/crypto/hash.ts'

/** The client apps of the demo world that have a secret; the others run in a browser or on a phone. */
export const DEMO_KEY_HOLDERS = ['edge-gateway', 'back-office', 'ticketing', 'web-banking'] as const

/** The secret of a client app in the demo world. It follows from SECRET_KEY, so that it can be shown more than once. */
export const demoKey = (secretKey: string, clientId: string): string =>
  `key_demo_${hmac(deriveKey(secretKey, 'demo-keys'), clientId)}`
