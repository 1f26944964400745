import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { FAILURES } from '#lib/failure.ts'
import { describeApi } from './describe-api.ts'
import { operationsOf } from './document.ts'
import { publicFailures } from './problems.ts'
import { closeSchema, type JsonSchema } from './testing/close-schema.ts'
import { startTestApi } from './testing/test-api.ts'

const document = describeApi(parseEnv({}))
const endpoints = operationsOf(document).map(({ method, path, operation }) => ({
  ...{ method, path, operation },
  name: `${method} ${path}`,
  responses: Object.entries(operation.responses ?? {}),
}))

// What anybody may read: nothing that a caller sends can be wrong.
const NOTHING_TO_REFUSE = ['get /.well-known/openid-configuration', 'get /.well-known/jwks.json', 'get /api/v1/health']

test('is what the API itself gives', async () => {
  const api = await startTestApi()
  try {
    expect((await api.get('/openapi.json')).body).toEqual(JSON.parse(JSON.stringify(document)))
  } finally {
    await api.close()
  }
})

test.each(endpoints)('$name says what it does, what it takes and all it may answer', ({ path, operation, ...rest }) => {
  expect(operation.operationId).toMatch(/^[a-z][A-Za-z0-9]+$/)
  expect(operation.summary?.length).toBeGreaterThan(5)
  const groups = (document.tags ?? []).map(({ name }) => name)
  expect(operation.tags).toHaveLength(1)
  expect(groups).toContain(operation.tags?.[0])
  const parameters = (operation.parameters ?? []) as { name: string; in: string; description?: string }[]
  const inPath = parameters.filter(parameter => parameter.in === 'path').map(parameter => parameter.name)
  expect(inPath.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort())
  for (const { name, description } of parameters) expect(description, `${name} has no description`).toBeTruthy()
  const statuses = rest.responses.map(([status]) => status)
  expect(statuses.some(status => status.startsWith('2'))).toBe(true)
  expect(statuses).toContain('503')
  if (!NOTHING_TO_REFUSE.includes(rest.name)) expect(statuses.some(status => status.startsWith('4'))).toBe(true)
  if (operation.security?.some(scheme => Object.keys(scheme).length > 0)) expect(statuses).toContain('401')
  if (operation.requestBody) expect(statuses).toContain('400')
  for (const [status, response] of rest.responses) {
    expect(response.description?.length, `${status} has no description`).toBeGreaterThan(3)
    expect(response.headers).toHaveProperty('x-correlation-id')
    if (status === '429') expect(response.headers).toHaveProperty('Retry-After')
  }
})

test('no two endpoints share an operationId', () => {
  const ids = endpoints.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every failure of the contract is an answer of some endpoint, with its own title and status', () => {
  const described = endpoints.flatMap(({ responses }) =>
    responses.flatMap(([status, response]) =>
      Object.values(response.content?.['application/problem+json']?.examples ?? {}).map(example => {
        const { error_code, title } = (example as { value: unknown }).value as { error_code: string; title: string }
        return `${status} ${error_code} ${title}`
      }),
    ),
  )
  // A method that a path does not have is of no endpoint.
  const failures = publicFailures().flatMap(name => (name === 'method_not_allowed' ? [] : [FAILURES[name]]))
  const wanted = failures.map(({ status, errorCode, title }) => `${status} ${errorCode} ${title}`)
  expect(wanted.filter(line => !described.includes(line))).toEqual([])
})

test('every schema compiles, and every example is what its schema says', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajvFormats.default(ajv)
  const components = (document.components?.schemas ?? {}) as Record<string, JsonSchema>
  for (const { name, operation, responses } of endpoints) {
    const bodies = [operation.requestBody as { content?: object } | undefined, ...responses.map(([, one]) => one)]
    const contents = bodies.flatMap(body => Object.values(body?.content ?? {})) as Content[]
    for (const { schema, examples } of contents) {
      const validate = ajv.compile(closeSchema(schema, components))
      for (const { value } of Object.values(examples ?? {})) {
        expect(validate(value), `${name}: ${ajv.errorsText(validate.errors)}`).toBe(true)
      }
    }
  }
})

type Content = { schema: JsonSchema; examples?: Record<string, { value: unknown }> }
