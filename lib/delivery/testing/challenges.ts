import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { otpChallenges } from '#db/schema/otp-challenges.ts'
import { insertTransaction } from '#db/testing/rows.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { Channel, Message } from '../delivery.ts'
import { challengeJob } from '../queue-challenge.ts'

export const NUMBER = '+442079460123'
export const CODE = '482913'

export const messageOf = (changes: Partial<Message> = {}): Message => ({
  transactionId: randomUUID(),
  contextId: randomUUID(),
  cupid: 'C-1',
  channel: 'sms',
  to: changes.channel === 'push' ? null : NUMBER,
  code: changes.channel === 'push' ? null : CODE,
  appName: 'Storefront',
  correlationId: randomUUID(),
  ...changes,
})

type Step = Parameters<typeof insertTransaction>[1]

/** A challenge that waits for its delivery, with its job, as the journey leaves them: in one transaction. */
export async function insertChallenge(
  db: Database,
  secretKey: string,
  { channel = 'sms', ...step }: { channel?: Channel } & Step = {},
): Promise<Message> {
  return db.transaction(async tx => {
    const type = channel === 'push' ? 'MFA_PUSH_VERIFY' : 'MFA_VERIFY'
    const row = await insertTransaction(tx, { transactionType: type, mfaMethod: channel, ...step })
    const message = messageOf({ channel, transactionId: row.transactionId, contextId: row.contextId })
    await tx.insert(otpChallenges).values({
      transactionId: row.transactionId,
      cupid: message.cupid,
      channel,
      codeHash: message.code && sha256(message.code),
    })
    const payload = await challengeJob(secretKey, message)
    await tx.execute(
      sql`SELECT enqueue_job('deliver_challenge', ${payload}::jsonb, ${`challenge:${row.transactionId}`})`,
    )
    return message
  })
}
