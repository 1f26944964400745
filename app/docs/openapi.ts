/** As much of OpenAPI 3.1 as our own document uses. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  example?: unknown
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  minLength?: number
  maxLength?: number
}
export type Parameter = { name: string; in: string; required?: boolean; schema: Schema; description?: string }
export type Content = { schema: Schema; examples?: Record<string, { value: { title: string; error_code: string } }> }
export type Response = {
  description: string
  headers?: Record<string, { description?: string; required?: boolean }>
  content?: Record<string, Content>
}
export type Operation = {
  operationId?: string
  tags?: string[]
  summary?: string
  description?: string
  security?: Record<string, string[]>[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, Response>
}
export type OpenApi = {
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags?: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

export type Endpoint = { id: string; method: string; path: string; operation: Operation }

/** The endpoints by their tag, in the order they were written. */
export function groupEndpoints(document: OpenApi): [tag: string, endpoints: Endpoint[]][] {
  const groups = new Map<string, Endpoint[]>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? 'Other'
      const endpoint = { id: `${method}${path.replaceAll(/[^a-z]+/gi, '-')}`, method, path, operation }
      groups.set(tag, [...(groups.get(tag) ?? []), endpoint])
    }
  }
  return [...groups]
}

/** A schema with its reference followed and its parts put together. */
export function resolve(schema: Schema, document: OpenApi): Schema {
  if (schema.$ref) return resolve(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, document)
  if (!schema.allOf) return schema
  const parts = schema.allOf.map(part => resolve(part, document))
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map(part => part.properties)),
    required: parts.flatMap(part => part.required ?? []),
  }
}

/** One line that says what a value is. */
export function typeOf(schema: Schema, document: OpenApi): string {
  const resolved = resolve(schema, document)
  if (resolved.const !== undefined) return JSON.stringify(resolved.const)
  if (resolved.enum) return resolved.enum.map(value => JSON.stringify(value)).join(' | ')
  const forms = resolved.anyOf ?? resolved.oneOf
  if (forms) return forms.map(form => typeOf(form, document)).join(' | ')
  if (resolved.type === 'array') return `${typeOf(resolved.items ?? {}, document)}[]`
  return resolved.format ?? [resolved.type ?? 'any'].flat().join(' | ')
}

/** A request that works as it stands once the values are filled in. */
export function curl({ method, path, operation }: Endpoint, document: OpenApi): string {
  const [contentType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const schemes = (operation.security ?? []).flatMap(Object.keys)
  const lines = [`curl -X ${method.toUpperCase()} ${document.servers[0]?.url}${path}`]
  if (operation.parameters?.some(parameter => parameter.name === 'x-client-id'))
    lines.push(`-H 'x-client-id: storefront-web-app'`)
  if (schemes.includes('bearer')) lines.push(`-H "authorization: Bearer $ACCESS_TOKEN"`)
  else if (schemes.includes('apiKey')) lines.push(`-H "x-api-key: $API_KEY"`)
  else if (schemes.includes('basic')) lines.push('-u "$CLIENT_ID:$CLIENT_SECRET"')
  if (path.endsWith('/auth/refresh')) lines.push(`-b "refresh_token=$REFRESH_TOKEN"`)
  if (contentType && body) {
    const required = Object.entries(exampleOf(body.schema, document))
    if (contentType.includes('json')) {
      lines.push(`-H 'content-type: application/json'`, `-d '${JSON.stringify(Object.fromEntries(required))}'`)
    } else {
      lines.push(...required.map(([name]) => `--data-urlencode "${name}=$${name.toUpperCase()}"`))
    }
  }
  return lines.join(' \\\n  ')
}

function exampleOf(schema: Schema, document: OpenApi): Record<string, unknown> {
  const { properties = {}, required = [] } = resolve(schema, document)
  return Object.fromEntries(required.map(name => [name, EXAMPLES[name] ?? properties[name]?.example ?? '…']))
}

const EXAMPLES: Record<string, string> = { username: 'simpleuser', password: 'password' }
