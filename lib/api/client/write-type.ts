/** As much of JSON Schema as our document uses. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  description?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** A field of a TypeScript object: optional ones take `?`, what is said of it stands above. */
export const writeField = (name: string, type: string, { required = true, description = '' } = {}): string =>
  `${comment(description)}${/^([a-z_$][\w$]*|\d+)$/i.test(name) ? name : quote(name)}${required ? '' : '?'}: ${type}`

export const writeObject = (fields: string[]): string =>
  fields.length === 0 ? '{}' : `{\n${fields.map(field => field.replaceAll(/^/gm, '  ')).join('\n')}\n}`

/** The TypeScript type of what a JSON Schema lets through. */
export function writeType(schema: Schema): string {
  const { $ref, allOf, anyOf, oneOf } = schema
  if ($ref) return `components['schemas']['${$ref.split('/').at(-1)}']`
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return either(schema.enum.map(literal))
  if (allOf) return [...allOf.map(writePart), ...besides(schema)].join(' & ')
  const forms = anyOf ?? oneOf
  if (forms) return [grouped(either(forms.map(writeType)), schema), ...besides(schema)].join(' & ')
  return either([schema.type].flat().map(type => writeOne(type, schema)))
}

function writeOne(type: string | undefined, schema: Schema): string {
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'string' || type === 'boolean' || type === 'null') return type
  if (type === 'array') return `${writePart(schema.items ?? {})}[]`
  return type === 'object' || schema.properties ? writeRecord(schema) : 'unknown'
}

function writeRecord({ properties, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties ?? {}).map(([name, value]) =>
    writeField(name, writeType(value), { required: required.includes(name), description: value.description }),
  )
  if (fields.length > 0 && !additionalProperties) return writeObject(fields)
  const others = typeof additionalProperties === 'object' ? writeType(additionalProperties) : 'unknown'
  return writeObject([...fields, `[name: string]: ${fields.length > 0 ? 'unknown' : others}`])
}

// What stands beside an `allOf` or `anyOf` holds as well.
const besides = (schema: Schema) => (schema.properties ? [writeRecord(schema)] : [])

const either = (types: string[]) => [...new Set(types)].join(' | ')

const writePart = (schema: Schema) => (isOne(schema) ? writeType(schema) : `(${writeType(schema)})`)
const isOne = ({ $ref, type, enum: values = [], allOf, anyOf, oneOf }: Schema) =>
  Boolean($ref) || (!allOf && !anyOf && !oneOf && values.length < 2 && [type].flat().length < 2)
const grouped = (type: string, schema: Schema) => (schema.properties ? `(${type})` : type)

const literal = (value: unknown) => (typeof value === 'string' ? quote(value) : JSON.stringify(value))
const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const comment = (text: string) => (text ? `/** ${text.replaceAll('*/', '*∕').replaceAll(/\s+/g, ' ')} */\n` : '')
