import { Failure } from '#lib/failure.ts'

/**
 * Refuses text that PostgreSQL cannot keep: a NUL, or half of a surrogate pair. Neither stands in a name or a password
 * that anybody has; told apart here, once, they never come back as a failure of the database.
 */
export function requireStorable<Value>(value: Value): Value {
  const rest: [path: string, value: unknown][] = [['', value]]
  for (let next = rest.pop(); next; next = rest.pop()) {
    const [path, found] = next
    if (typeof found === 'string') {
      if (!isStorable(found)) throw refuse(path)
    } else if (typeof found === 'object' && found !== null) {
      for (const [key, inner] of Object.entries(found)) {
        if (!isStorable(key)) throw refuse(path)
        rest.push([path ? `${path}.${key}` : key, inner])
      }
    }
  }
  return value
}

/** Whether JSON as it was sent can hold such text: only by an escape. Looked for before anything is searched. */
export const mayHoldUnstorable = (json: string): boolean => /\\u(0000|d[89a-f])/i.test(json)

const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()

const refuse = (path: string) =>
  new Failure('request_invalid', {
    field: path || 'body',
    message: `${path || 'body'}: must not hold a NUL character or half a character`,
  })
