import { CompactEncrypt, compactDecrypt } from 'jose'
import { deriveKey } from '#lib/crypto/hash.ts'

/** What `report_outcome` is given. The action token waits up to a quarter of an hour in a table: sealed. */
export type OutcomeJob = { context_id: string; sealed: string }

/**
 * The payload, as text of jsonb, that tells the risk service what became of a sign-in or step-up it judged:
 * `enqueue_job('report_outcome', payload, 'outcome:' || context_id, context's expiry + 10 s)`; `hurry_job` when it is over.
 */
export async function outcomeJob(
  secretKey: string,
  { contextId, actionToken }: { contextId: string; actionToken: string },
): Promise<string> {
  const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify({ contextId, actionToken })))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(outcomeKey(secretKey))
  const job: OutcomeJob = { context_id: contextId, sealed }
  return JSON.stringify(job)
}

/** The action token. Throws what was sealed under another key, or for another context. */
export async function openOutcome(secretKey: string, job: OutcomeJob): Promise<string> {
  const { plaintext } = await compactDecrypt(job.sealed, outcomeKey(secretKey))
  const { contextId, actionToken } = JSON.parse(new TextDecoder().decode(plaintext))
  if (contextId !== job.context_id) throw new Error('the action token was sealed for another context')
  return actionToken
}

const outcomeKey = (secretKey: string) => deriveKey(secretKey, 'queued-action-tokens')
