import { z } from 'zod'
import { deriveKey, hmac } from '#lib/crypto/hash.ts'
import { Failure } from './failure.ts'

/** Where a page of a list ended: the sort column's value in UTC to the microsecond, and the row's id. */
export type Position = { at: string; id: string }

const Sealed = z.object({
  at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00$/),
  id: z.uuid(),
})

/** A position as text for the browser. It opens again only for the same `list`: the same page, filter and sort. */
export function sealCursor(secretKey: string, list: string, position: Position): string {
  const text = Buffer.from(JSON.stringify([position.at, position.id])).toString('base64url')
  return `${text}.${seal(secretKey, list, text)}`
}

/** Throws `request_invalid` for a cursor that was altered, or that belongs to another list. */
export function openCursor(secretKey: string, list: string, cursor: string): Position {
  const [text = '', mac] = cursor.split('.')
  if (mac !== seal(secretKey, list, text)) throw invalid()
  const [at, id] = JSON.parse(Buffer.from(text, 'base64url').toString())
  const position = Sealed.safeParse({ at, id })
  if (!position.success) throw invalid()
  return position.data
}

const seal = (secretKey: string, list: string, text: string) =>
  hmac(deriveKey(secretKey, 'list cursor'), `${list}\n${text}`).slice(0, 22)

const invalid = () =>
  new Failure('request_invalid', {
    field: 'cursor',
    message: 'cursor: this place belongs to another list, or was altered; begin at the top',
  })
