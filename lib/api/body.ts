import type { Context as HonoContext } from 'hono'
import { Failure } from '#lib/failure.ts'
import type { HeaderReader } from './incoming.ts'
import { mayHoldUnstorable, requireStorable } from './storable.ts'

const MAX_BODY_BYTES = 64 * 1024

/**
 * The body as it was sent: JSON, or the fields of a form. By hand, because reading a form through `formData()` costs
 * more than everything else a token look-up does. A client that does not say what it sends is taken at our word.
 */
export async function readBody(c: HonoContext, header: HeaderReader, form: boolean): Promise<unknown> {
  requireContentType(header('content-type'), form)
  const text = await readText(c, header)
  const body = form ? readForm(text) : readJson(text)
  if (form || mayHoldUnstorable(text)) requireStorable(body)
  return body
}

function requireContentType(contentType: string | null, form: boolean): void {
  if (!contentType) return
  const [type = ''] = contentType.split(';', 1)
  const isRight = form ? FORM.test(type) : JSON_TYPE.test(type)
  if (isRight) return
  const wanted = form ? 'application/x-www-form-urlencoded' : 'application/json'
  throw new Failure('request_invalid', { field: 'content-type', message: `content-type: must be ${wanted}` })
}

const FORM = /^application\/x-www-form-urlencoded\s*$/i
// A browser's fetch that is given a text and told no type says text/plain.
const JSON_TYPE = /^(application\/([\w.-]+\+)?json|text\/plain)\s*$/i

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('request_invalid', { message: 'The body is not JSON' })
  }
}

// RFC 6749 §3.2: a parameter must not come twice; which of the two would count is anybody's guess.
function readForm(text: string): unknown {
  const fields = new URLSearchParams(text)
  const values = Object.fromEntries(fields)
  const repeated = Object.keys(values).length < fields.size
  if (repeated) throw invalidBody('A field of the form comes more than once')
  return values
}

// A body that does not say how long it is, is read piece by piece and left when it grows too long.
async function readText(c: HonoContext, header: HeaderReader): Promise<string> {
  const announced = header('content-length')
  if (announced) {
    if (Number(announced) > MAX_BODY_BYTES) throw tooLarge()
    return c.req.text()
  }
  let length = 0
  const pieces: Uint8Array[] = []
  for await (const piece of c.req.raw.body ?? []) {
    length += piece.length
    if (length > MAX_BODY_BYTES) throw tooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

const invalidBody = (message: string) => new Failure('request_invalid', { field: 'body', message })
const tooLarge = () => invalidBody('The body is larger than 64 kB')
