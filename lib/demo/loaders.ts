import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { getParts, type Parts } from '#lib/parts.ts'
import { presentPhone, presentRow } from './present.ts'
import { listJourneyRows, listMessages } from './queries.ts'
import { type JourneyRow, type Phone, PhoneQuestion, RowsQuestion } from './schema.ts'

/** What the process holds open, in the demo. Throws `not_found` everywhere else: there is no such page then. */
export async function requireDemo(): Promise<Parts> {
  const parts = await getParts()
  if (!parts.env.demo) throw new Failure('not_found')
  return parts
}

/** The phone of the user that `query` names: whose it is, and what it received. Demo only. */
export async function loadPhone(query: Record<string, string>): Promise<Phone> {
  const { db, directory } = await requireDemo()
  const { username } = parse(PhoneQuestion, query)
  const user = await directory.find(username)
  return presentPhone(user, user ? await listMessages(db, { cupid: user.cupid }) : [])
}

/** What the journey that `query` names has left in the database, oldest first. Demo only. */
export async function loadJourneyRows(query: Record<string, string>): Promise<{ rows: JourneyRow[] }> {
  const { db } = await requireDemo()
  const { context_id } = parse(RowsQuestion, query)
  return { rows: (await listJourneyRows(db, { context_id })).map(presentRow) }
}
