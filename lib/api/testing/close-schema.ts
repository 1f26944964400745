export type JsonSchema = {
  $ref?: string
  properties?: Record<string, JsonSchema>
  additionalProperties?: boolean | JsonSchema
  unevaluatedProperties?: boolean
  items?: JsonSchema
  prefixItems?: JsonSchema[]
  allOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  not?: JsonSchema
  [keyword: string]: unknown
}

type Components = Record<string, JsonSchema>

/**
 * A schema of the document with its references put in, that refuses what it does not name: an answer may hold nothing
 * that a reader of the document does not know of. What says itself that it is open (`additionalProperties`) stays open.
 */
export const closeSchema = (schema: JsonSchema, components: Components): JsonSchema =>
  rewrite(schema, components, true, [])

function rewrite(schema: JsonSchema, components: Components, closed: boolean, inside: string[]): JsonSchema {
  if (schema.$ref) {
    const name = schema.$ref.replace('#/components/schemas/', '')
    const target = components[name]
    if (!target) throw new Error(`The document refers to ${schema.$ref}, which it does not hold`)
    // A shape that holds itself stays open below its first turn.
    return inside.includes(name) ? {} : rewrite(target, components, closed, [...inside, name])
  }
  const inner = (value: JsonSchema, isClosed = true) => rewrite(value, components, isClosed, inside)
  const { properties, additionalProperties, items, prefixItems, allOf, anyOf, oneOf, not } = schema
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, value => inner(value)) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: inner(additionalProperties) }),
    ...(items && { items: inner(items) }),
    ...(prefixItems && { prefixItems: prefixItems.map(value => inner(value)) }),
    // Each part of a whole sees the others' properties too: only the whole can be closed.
    ...(allOf && { allOf: allOf.map(value => inner(value, false)) }),
    ...(anyOf && { anyOf: anyOf.map(value => inner(value, closed && !properties && !allOf)) }),
    ...(oneOf && { oneOf: oneOf.map(value => inner(value, closed && !properties && !allOf)) }),
    ...(not && { not: inner(not, false) }),
    ...(closed && (properties || allOf) && additionalProperties === undefined && { unevaluatedProperties: false }),
  }
}

const mapValues = <Value, Result>(record: Record<string, Value>, change: (value: Value) => Result) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
