import type { z } from 'zod'
import { Failure } from './failure.ts'

/** Checks what a caller sent. Throws `request_invalid` that names the first field at fault and what it should be. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new Failure('request_invalid', { field, message: field ? `${field}: ${issue?.message}` : issue?.message })
}
