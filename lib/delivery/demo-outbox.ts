import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/client.ts'
import { statement } from '#db/statement.ts'
import type { Carrier } from './carrier.ts'
import type { Message } from './delivery.ts'
import { pushText, smsText, spokenSentences } from './words.ts'

/** What the phone of a demo user shows, kept in a table. Only ever there in the demo: it holds codes in the clear. */
export const demoOutbox =
  (db: Database): Carrier =>
  async message => {
    await insertMessage(db, {
      message_id: uuidv7(),
      transaction_id: message.transactionId,
      context_id: message.contextId,
      cupid: message.cupid,
      channel: message.channel,
      destination: message.to,
      body: textOf(message),
      code: message.code,
    })
  }

function textOf({ channel, appName, code }: Message): string {
  if (channel === 'push') return pushText(appName)
  if (channel === 'sms') return smsText(appName, code ?? '')
  // Digits by themselves, as the voice reads them.
  return spokenSentences(appName, code ?? '')
    .join(' ')
    .replaceAll(/(?<=\d) (?=\d)/g, ', ')
    .replaceAll(/(?<=\d) (?!\d)/g, '. ')
}

const insertMessage = statement(
  'demo_message_insert',
  value => sql`
  INSERT INTO demo_messages (message_id, transaction_id, context_id, cupid, channel, destination, body, code, attempt)
  SELECT ${value('message_id')}::uuid, ${value('transaction_id')}::uuid, ${value('context_id')}::uuid, ${value('cupid')},
         ${value('channel')}, ${value('destination')}, ${value('body')}, ${value('code')}, count(*) + 1
  FROM demo_messages WHERE transaction_id = ${value('transaction_id')}::uuid`,
)
