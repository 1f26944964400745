import { createHmac } from 'node:crypto'
import type { Carrier } from './carrier.ts'
import { post } from './post.ts'

export type WebhookAccess = { url: string; secret: string; timeoutMs: number }

/**
 * Hands a challenge to the operator's own service, signed as Standard Webhooks 1.0 says (standardwebhooks.com), so that
 * its libraries verify it. The receiver
 * 1. takes `webhook-id`, `webhook-timestamp` (epoch seconds) and the body as it came, byte for byte;
 * 2. refuses a timestamp more than five minutes from its own clock;
 * 3. computes `v1,` + base64(HMAC-SHA-256(secret, `${id}.${timestamp}.${body}`)) and compares it in constant time with
 *    each of the entries of `webhook-signature`, which spaces part; one that is the same will do;
 * 4. sends each `webhook-id` once: the same one comes again when its answer was lost;
 * 5. answers 2xx when it has taken it; 408, 425, 429 (`Retry-After` is kept) or 5xx to get it again; anything else to refuse.
 */
export const webhook =
  ({ url, secret, timeoutMs }: WebhookAccess): Carrier =>
  async message => {
    const body = JSON.stringify({
      id: message.transactionId,
      type: 'mfa.challenge',
      channel: message.channel,
      cupid: message.cupid,
      to: message.to,
      code: message.code,
      app_name: message.appName,
      context_id: message.contextId,
      transaction_id: message.transactionId,
      created_at: new Date().toISOString(),
    })
    const id = message.transactionId
    const timestamp = String(Math.floor(Date.now() / 1000))
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': sign(secret, id, timestamp, body),
      'x-correlation-id': message.correlationId,
    }
    await post({ url, headers, body, timeoutMs })
  }

/** The value of `webhook-signature`. A secret is `whsec_` and base64, as their libraries write it, or plain text. */
export function sign(secret: string, id: string, timestamp: string, body: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret)
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
