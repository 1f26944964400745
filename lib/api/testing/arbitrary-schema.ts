import fc from 'fast-check'
import type { JsonSchema } from './close-schema.ts'

/** Values for fields that mean something, by their name: with them a request gets past the door. */
export type KnownValues = Record<string, unknown[]>

type Keywords = {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  required?: string[]
}

/** Values that a schema (with its references put in) lets through, but for what prose says. */
export function fromSchema(schema: JsonSchema & Keywords, known: KnownValues): fc.Arbitrary<unknown> {
  const { anyOf, oneOf, allOf } = schema
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const forms = anyOf ?? oneOf
  if (forms) return fc.oneof(...forms.map(form => fromSchema(form, known)))
  if (allOf) {
    const parts = allOf.map(part => fromSchema(part, known) as fc.Arbitrary<object>)
    return fc.tuple(...parts).map(values => Object.assign({}, ...values))
  }
  return fc.oneof(...[schema.type ?? 'any'].flat().map(type => ofType(type, schema, known)))
}

function ofType(type: string, schema: JsonSchema & Keywords, known: KnownValues): fc.Arbitrary<unknown> {
  const { minimum = -1000, maximum = 1000 } = schema
  switch (type) {
    case 'string':
      return text(schema)
    case 'integer':
      return fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31) })
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const { minItems = 0, maxItems = 5 } = schema
      return fc.array(fromSchema(schema.items ?? {}, known), { minLength: minItems, maxLength: Math.min(maxItems, 5) })
    }
    case 'object':
      return record(schema, known)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function record({ properties = {}, required = [] }: JsonSchema & Keywords, known: KnownValues) {
  const fields = Object.entries(properties).map(([name, field]) => {
    const values = known[name] ?? []
    const value = fromSchema(field, known)
    const likely = values.length > 0 ? fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...values) }, value) : value
    return [name, required.includes(name) ? likely : fc.option(likely, { nil: undefined, freq: 1 })] as const
  })
  return fc.record(Object.fromEntries(fields))
}

function text({ format, pattern, minLength = 0, maxLength = 30 }: Keywords): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (pattern && !format) return fc.stringMatching(new RegExp(pattern))
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map(date => date.toISOString())
  if (format === 'email') return fc.emailAddress()
  if (format === 'uri') return fc.webUrl()
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 30) })
}
