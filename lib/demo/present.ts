import type { DirectoryUser } from '#lib/directory/directory.ts'
import type { MessageRow, RowOfJourney } from './queries.ts'
import type { JourneyRow, MessageState, Phone, PhoneMessage } from './schema.ts'

export const presentPhone = (user: DirectoryUser | null, rows: MessageRow[]): Phone => ({
  owner: user && {
    name: user.name,
    numbers: user.phones.map(number => number.slice(-4)),
    push: user.mobileApproveStatus,
  },
  messages: rows.map(presentMessage),
})

const presentMessage = (row: MessageRow): PhoneMessage => ({
  id: row.message_id,
  channel: row.channel,
  number: row.destination?.slice(-4) ?? null,
  body: row.body,
  code: row.code,
  contextId: row.context_id,
  transactionId: row.transaction_id,
  state: stateOf(row),
  at: row.at,
})

function stateOf({ transaction_status: status, verification_result: result, expired }: MessageRow): MessageState {
  if (result === 'CORRECT') return 'APPROVED'
  if (status === 'REJECTED') return 'DENIED'
  return status === 'PENDING' && !expired ? 'WAITING' : 'OVER'
}

export const presentRow = (row: RowOfJourney): JourneyRow => ({
  table: row.table_name,
  id: row.row_id,
  kind: row.kind,
  state: row.state,
  columns: Object.fromEntries(
    Object.entries(row.columns).filter((entry): entry is [string, string | number | boolean] => entry[1] !== null),
  ),
  at: row.at,
})
