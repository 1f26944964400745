import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { type OpenApiDocument, type Operation, operationsOf } from '../document.ts'
import { closeSchema, type JsonSchema } from './close-schema.ts'

export type Answered = { method: string; path: string; status: number; headers: Headers; text: string }

/** Throws where an answer is not one of those the document describes, and says in which way. */
export type CheckAnswer = (answered: Answered) => void

// What these say, a caller acts on: none may come unannounced.
const TELLING_HEADERS = [
  'set-cookie',
  'retry-after',
  'www-authenticate',
  'location',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
]

type Header = { required?: boolean; schema?: JsonSchema }
type Described = { headers?: Record<string, Header>; content?: Record<string, { schema?: JsonSchema }> }

/** Checks every answer of an API against its own OpenAPI document. What is compiled once serves thousands of answers. */
export function createCheck(document: OpenApiDocument): CheckAnswer {
  const find = finderOf(document)
  const compile = compilerOf(document)
  return answered => {
    const { method, path, status, headers } = answered
    const wrong = (what: string) => {
      const sent = answered.text.length > 600 ? `${answered.text.slice(0, 600)}…` : answered.text
      return new Error(
        `${method} ${path} answered ${status}, which its OpenAPI document does not allow: ${what}\n${sent}`,
      )
    }
    const operation = find(method, path)
    if (!operation) return checkUndescribed(answered, wrong)
    const described = operation.responses?.[String(status)] as Described | undefined
    if (!described) throw wrong(`of the statuses it has ${Object.keys(operation.responses ?? {}).join(', ')}`)
    checkHeaders(described.headers ?? {}, headers, compile, wrong)
    checkBody(described.content, answered, compile, wrong)
    if (status >= 400 && headers.get('content-type')?.includes('problem+json')) checkProblem(answered, wrong)
  }
}

type Wrong = (what: string) => Error
type Compile = (schema: JsonSchema) => ValidateFunction

// The document does not describe itself, and nobody describes what is not there.
function checkUndescribed({ method, path, status, headers, text }: Answered, wrong: Wrong) {
  if (method === 'OPTIONS' || path === '/api/v1/openapi.json') return
  if (method === 'HEAD' && status < 500) return
  if (status !== 404 && status !== 405) throw wrong('it does not know the endpoint')
  if (!headers.get('content-type')?.startsWith('application/problem+json')) throw wrong('a failure is problem+json')
  if (JSON.parse(text).status !== status) throw wrong('the status in the body is another')
}

function checkHeaders(described: Record<string, Header>, headers: Headers, compile: Compile, wrong: Wrong) {
  const known = new Set<string>()
  for (const [name, { required, schema }] of Object.entries(described)) {
    known.add(name.toLowerCase())
    const value = headers.get(name)
    if (value === null && required) throw wrong(`it has no header ${name}`)
    if (value === null || !schema) continue
    const typed = schema.type === 'integer' || schema.type === 'number' ? Number(value) : value
    const validate = compile(schema)
    if (!validate(typed)) throw wrong(`header ${name} (${value}) ${validate.errors?.[0]?.message}`)
  }
  const unannounced = TELLING_HEADERS.find(name => headers.has(name) && !known.has(name))
  if (unannounced) throw wrong(`the header ${unannounced} is not described`)
}

function checkBody(content: Described['content'], { headers, text }: Answered, compile: Compile, wrong: Wrong) {
  const type = headers.get('content-type')?.split(';')[0]?.trim() ?? null
  if (!content) {
    if (text !== '') throw wrong('a body is not described')
    return
  }
  const described = type === null ? undefined : content[type]
  if (!described) throw wrong(`its content type is ${type}, described are ${Object.keys(content).join(', ')}`)
  if (!described.schema || !type?.endsWith('json')) return
  const validate = compile(described.schema)
  if (validate(JSON.parse(text))) return
  const errors = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const { unevaluatedProperty, additionalProperty, allowedValues } = params
    return `body${instancePath} ${message} ${unevaluatedProperty ?? additionalProperty ?? allowedValues ?? ''}`.trim()
  })
  throw wrong(errors.join('; '))
}

function checkProblem({ status, headers, text }: Answered, wrong: Wrong) {
  const body = JSON.parse(text) as { status: number; correlation_id: string }
  if (body.status !== status) throw wrong(`the body says ${body.status}`)
  const told = headers.get('x-correlation-id')
  if (told && told !== body.correlation_id)
    throw wrong(`the header x-correlation-id (${told}) is another than the body's`)
}

function compilerOf(document: OpenApiDocument): Compile {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
  ajvFormats.default(ajv)
  const compiled = new Map<JsonSchema, ValidateFunction>()
  const components = (document.components?.schemas ?? {}) as Record<string, JsonSchema>
  return schema => {
    const known = compiled.get(schema)
    if (known) return known
    const validate = ajv.compile(closeSchema(schema, components))
    compiled.set(schema, validate)
    return validate
  }
}

/** From a method and a real path to the endpoint; a path without `{name}` goes before one with. */
function finderOf(document: OpenApiDocument) {
  const exact = new Map<string, Operation>()
  const templated: { method: string; pattern: RegExp; operation: Operation }[] = []
  for (const { method, path, operation } of operationsOf(document)) {
    const upper = method.toUpperCase()
    if (!path.includes('{')) exact.set(`${upper} ${path}`, operation)
    else {
      const pattern = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')
      templated.push({ method: upper, pattern: new RegExp(`^${pattern}$`), operation })
    }
  }
  return (method: string, path: string) =>
    exact.get(`${method} ${path}`) ??
    templated.find(one => one.method === method && one.pattern.test(path))?.operation ??
    null
}
