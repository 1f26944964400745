import type { Message } from './delivery.ts'
import { sealMessage } from './seal-message.ts'

/** What `deliver_challenge` is given. */
export type ChallengeJob = { transaction_id: string; sealed: string }

/**
 * The payload, as text of jsonb, that brings a challenge to its user:
 * `enqueue_job('deliver_challenge', payload, 'challenge:' || transaction_id)`, in the statement that writes the challenge.
 */
export async function challengeJob(secretKey: string, message: Message): Promise<string> {
  const job: ChallengeJob = { transaction_id: message.transactionId, sealed: await sealMessage(secretKey, message) }
  return JSON.stringify(job)
}
