import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'

const WAIT_MS = 3000
const PAUSE_MS = 50

/**
 * The code that the demo's outbox holds for a challenge that still waits. It gets there by a job, so this waits for it
 * a moment. Throws `transaction_not_found` where there is none, and always where the demo is off.
 */
export async function findDemoCode(ctx: Context, transactionId: string): Promise<string> {
  if (!ctx.parts.env.demo) throw new Failure('transaction_not_found', { transactionId })
  for (let waitedMs = 0; waitedMs < WAIT_MS; waitedMs += PAUSE_MS) {
    const [challenge] = await readOutbox(ctx.db, { transaction_id: transactionId })
    if (challenge?.code) return challenge.code
    if (challenge?.delivery_status !== 'QUEUED') break
    await sleep(PAUSE_MS)
  }
  throw new Failure('transaction_not_found', { transactionId })
}

const readOutbox = statement<{ delivery_status: string; code: string | null }>(
  'demo_code',
  value => sql`
  SELECT o.delivery_status, m.code
  FROM otp_challenges o
  JOIN auth_transactions t ON t.transaction_id = o.transaction_id
    AND t.transaction_status = 'PENDING' AND t.expires_at > now()
  LEFT JOIN demo_messages m ON m.transaction_id = o.transaction_id
  WHERE o.transaction_id = ${value('transaction_id')}::uuid AND o.channel <> 'push'
  ORDER BY m.created_at DESC LIMIT 1`,
)
