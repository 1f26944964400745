import fc from 'fast-check'
import type { OpenApiDocument, Operation } from '../document.ts'
import { fromSchema, type KnownValues } from './arbitrary-schema.ts'
import { closeSchema, type JsonSchema } from './close-schema.ts'
import type { FuzzWorld } from './fuzz-world.ts'
import { brokenBodies, CONTENT_TYPES, headerText, nastyText, nastyValue, pathPiece } from './nasty.ts'

export type FuzzRequest = { path: string; headers: Record<string, string>; body?: string }

type Parameter = { name: string; in: string; schema: JsonSchema }
export type Endpoint = { method: string; path: string; operation: Operation }

/** Requests to an endpoint, from what its description asks for to what it never does. */
export function fuzzRequests(
  endpoint: Endpoint,
  document: OpenApiDocument,
  world: FuzzWorld,
): fc.Arbitrary<FuzzRequest> {
  return fc.constantFrom(...world.steps).chain(step => {
    const known = knownValues(world, step)
    const headers = fc.tuple(headersOf(endpoint.operation, known), proofs(endpoint.operation, world))
    return fc
      .record({ path: pathOf(endpoint, known), headers, sent: bodyOf(endpoint.operation, document, known) })
      .map(({ path, headers: [own, proof], sent }) => ({
        path,
        headers: { ...own, ...proof, ...sent.headers },
        ...(sent.body !== undefined && { body: sent.body }),
      }))
  })
}

const knownValues = (world: FuzzWorld, step: FuzzWorld['steps'][number]): KnownValues => ({
  username: ['simpleuser', 'simpleuser', 'simpleuser', 'mfauser', 'lockeduser', 'nobody-at-all'],
  password: ['password', 'password', 'password', 'wrong'],
  context_id: [step.contextId],
  transaction_id: [step.transactionId],
  id: [...(step.isReal ? Array<string>(6).fill(step.transactionId) : []), ...world.ids],
  session_id: world.ids,
  document_id: ['terms-of-service'],
  code: [step.code ?? '123456'],
  selected_number: [step.number ?? 42],
  method: ['sms', 'voice', 'push'],
  mfa_option_id: [1],
  token: world.tokens,
  refresh_token: world.tokens,
  session_token: world.handoffs,
  account_id: ['ACC-1001'],
  app_id: ['storefront-web-app'],
  app_version: ['1.2.3'],
  target_app: ['ticketing', 'ticketing', 'storefront-web-app'],
  'x-client-id': [...Array<string>(6).fill('storefront-web-app'), 'mobile-app', 'edge-gateway'],
  'x-app-version': ['1.2.3'],
  'x-session-token': world.handoffs,
})

function pathOf({ path, operation }: Endpoint, known: KnownValues): fc.Arbitrary<string> {
  const pieces = path.split(/(\{\w+\})/).map(piece => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    if (!name) return fc.constant(piece)
    const real = fc.constantFrom(...(known[name] ?? ['7']).map(value => encodeURIComponent(String(value))))
    return fc.oneof(
      { weight: 5, arbitrary: real },
      { weight: 1, arbitrary: fc.uuid() },
      { weight: 2, arbitrary: pathPiece },
    )
  })
  const asked = parametersOf(operation, 'query').map(({ name, schema }, _, all) =>
    fc
      .oneof(
        { weight: 3 * all.length, arbitrary: fc.constant(null) },
        { weight: 2, arbitrary: known[name] ? fc.constantFrom(...known[name]) : fromSchema(schema, known) },
        { weight: 1, arbitrary: nastyText },
      )
      .map(value => [name, value] as const),
  )
  const extra = fc.option(fc.tuple(fc.constantFrom('x', '__proto__', 'a[b]', 'limit'), nastyText), { freq: 8 })
  return fc.tuple(fc.tuple(...pieces), fc.tuple(...asked), extra).map(([parts, values, more]) => {
    const all = [...values, ...(more ? [more] : [])].filter(([, value]) => value !== null)
    const query = new URLSearchParams(all.map(([name, value]) => [name, String(value).toWellFormed().slice(0, 2000)]))
    return `${parts.join('')}${query.size > 0 ? `?${query}` : ''}`
  })
}

function headersOf(operation: Operation, known: KnownValues): fc.Arbitrary<Record<string, string>> {
  const given = parametersOf(operation, 'header').map(({ name, schema }) => {
    const values = known[name]
    const right = values ? fc.constantFrom(...values).map(String) : fromSchema(schema, known).map(asHeader)
    const value = fc.oneof(
      { weight: 5, arbitrary: right },
      { weight: 2, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: headerText },
    )
    return value.map(text => [name, text] as const)
  })
  return fc
    .tuple(...given)
    .map(pairs => Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined)))
}

function proofs(operation: Operation, world: FuzzWorld): fc.Arbitrary<Record<string, string>> {
  const schemes = (operation.security ?? []).flatMap(Object.keys) as (keyof FuzzWorld['proofs'])[]
  const right = [...schemes, 'cookie' as const].flatMap(scheme => world.proofs[scheme] ?? [])
  const authorization = fc.oneof(
    headerText.map(text => `Bearer ${text}`),
    headerText.map(text => `Basic ${text}`),
    fc.constantFrom(...ODD_CREDENTIALS),
    headerText,
  )
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: authorization.map(value => ({ authorization: value })) },
    { weight: 1, arbitrary: headerText.map(value => ({ cookie: `refresh_token=${value}`, 'x-api-key': value })) },
  )
}

const NO_ALGORITHM = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')
const ODD_CREDENTIALS = [
  'Bearer',
  'Bearer ',
  'bearer  two words',
  `Bearer ${NO_ALGORITHM}.e30.`,
  `Bearer ${'a'.repeat(7000)}`,
  'Basic Og==',
  'Basic OjpA',
  'Basic /w==',
  'Basic JTAwOiVmZg==',
  'Negotiate x',
]

type Sent = { headers: Record<string, string>; body?: string }

function bodyOf(operation: Operation, document: OpenApiDocument, known: KnownValues): fc.Arbitrary<Sent> {
  const described = operation.requestBody as { content: Record<string, { schema: JsonSchema }> } | undefined
  const [type, content] = Object.entries(described?.content ?? {})[0] ?? []
  if (!type || !content) return fc.constant({ headers: {} })
  const components = (document.components?.schemas ?? {}) as Record<string, JsonSchema>
  const right = fromSchema(closeSchema(content.schema, components), known) as fc.Arbitrary<Record<string, unknown>>
  const form = type.includes('urlencoded')
  const spoken = bodies(right).map(value => (form ? asForm(value) : JSON.stringify(value)))
  const body = fc.oneof({ weight: 24, arbitrary: spoken }, { weight: 1, arbitrary: fc.constantFrom(...brokenBodies) })
  const contentType = fc.oneof(
    { weight: 24, arbitrary: fc.constant(type) },
    { weight: 1, arbitrary: fc.constantFrom(...CONTENT_TYPES) },
  )
  return fc.tuple(body, contentType).map(([text, sentType]) => ({ headers: { 'content-type': sentType }, body: text }))
}

/** As described; with one field wrong, missing or too many; or something else altogether. */
function bodies(right: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const oneWrong = fc.tuple(right, fc.nat(), nastyValue).map(([body, pick, value]) => {
    const names = Object.keys(body)
    return { ...body, [names[pick % names.length] ?? 'x']: value }
  })
  const oneMissing = fc.tuple(right, fc.nat()).map(([body, pick]) => {
    const names = Object.keys(body)
    return { ...body, [names[pick % names.length] ?? 'x']: undefined }
  })
  const oneMore = fc.tuple(right, nastyText, nastyValue).map(([body, name, value]) => ({ ...body, [name]: value }))
  return fc.oneof(
    { weight: 8, arbitrary: right },
    { weight: 6, arbitrary: oneWrong },
    { weight: 1, arbitrary: oneMissing },
    { weight: 1, arbitrary: oneMore },
    { weight: 1, arbitrary: nastyValue },
  )
}

function asForm(value: unknown): string {
  const fields = Object.entries(typeof value === 'object' && value !== null ? value : { value })
  const texts = fields.filter(([, field]) => field !== undefined)
  return new URLSearchParams(texts.map(([name, field]) => [name, textOf(field).toWellFormed()])).toString()
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
const asHeader = (value: unknown) => textOf(value).replaceAll(/[^\x20-\x7e]/g, '?')

const parametersOf = (operation: Operation, place: string) =>
  ((operation.parameters ?? []) as Parameter[]).filter(parameter => parameter.in === place)
