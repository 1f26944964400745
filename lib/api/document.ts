import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from '#lib/env.ts'

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>
export type Operation = NonNullable<NonNullable<OpenApiDocument['paths']>[string]['get']>

/** The groups of endpoints, in the order a reader meets them. */
const TAGS = {
  'Signing in': 'From a password to tokens. Each answer says which step comes next.',
  'Second factor': 'Codes by SMS or voice, and pushes to the user’s phone.',
  Tokens: 'Refreshing, checking and ending them. Revoked is revoked everywhere, at once.',
  'Step-up': 'Asking somebody who is signed in to prove themselves again, before something that matters.',
  Handoffs: 'Taking a signed-in user from one app to another.',
  Users: 'Who somebody is, and what they may see and end themselves.',
  'Back office': 'For server apps with the scope `admin`.',
  Discovery: 'Where everything is, and the keys that check our tokens.',
  Operations: 'For those who run it.',
}

/** The OpenAPI 3.1 document, made from the endpoints mounted on `app`. */
export function openapiDocument(app: OpenAPIHono, env: Pick<Env, 'publicUrl'>): OpenApiDocument {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Gatewarden',
      version: '1.0.0',
      description:
        'Customer sign-in: journeys, sessions and tokens. JSON in snake_case, UTC timestamps in ISO 8601. Failures are ' +
        '`application/problem+json` with an `error_code` to branch on.',
    },
    servers: [{ url: env.publicUrl }],
  })
  for (const { method, path, operation } of operationsOf(document)) complete(method, path, operation)
  const used = new Set(operationsOf(document).flatMap(({ operation }) => operation.tags ?? []))
  const tags = Object.entries(TAGS).filter(([name]) => used.has(name))
  return { ...document, tags: tags.map(([name, description]) => ({ name, description })) }
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const

/** Every endpoint of a document. */
export const operationsOf = (document: OpenApiDocument) =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap(method => {
      const operation = item[method]
      return operation ? [{ method, path, operation }] : []
    }),
  )

// What is true of every endpoint is said here once: `endpoint` does it for all of them.
function complete(method: string, path: string, operation: Operation) {
  operation.operationId ??= operationId(method, path)
  const others = (operation.parameters ?? []).filter(
    parameter => !('name' in parameter) || parameter.name !== CORRELATION_PARAMETER.name,
  )
  operation.parameters = [...others, CORRELATION_PARAMETER]
  const limited = Boolean(operation.responses?.['429'])
  for (const response of Object.values(operation.responses ?? {})) {
    response.headers = { ...response.headers, ...CORRELATION_HEADER, ...(limited && RATE_LIMIT_HEADERS) }
  }
}

/** `post /api/v1/auth/mfa/otp/verify` is `postMfaOtpVerify`; `{id}` is `ById`. */
function operationId(method: string, path: string) {
  const words = path
    .replace(/^\/api\/v1\/(auth\/)?|^\/\.well-known\//, '')
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .split(/[^a-z0-9]+/i)
  return method + words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

const CORRELATION_PARAMETER = {
  name: 'x-correlation-id',
  in: 'header' as const,
  required: false,
  description: 'Made if absent; echoed, logged and stored.',
  schema: { type: 'string' as const, format: 'uuid' },
}

const CORRELATION_HEADER = {
  'x-correlation-id': {
    description: 'The request’s own, or the one made for it.',
    required: true,
    schema: { type: 'string' as const, format: 'uuid' },
  },
}

const count = (description: string) => ({ description, schema: { type: 'integer' as const, minimum: 0 } })

// Of the limit nearest to its end, where the request got as far as being counted.
const RATE_LIMIT_HEADERS = {
  'RateLimit-Limit': count('How many requests a minute the nearest limit allows.'),
  'RateLimit-Remaining': count('How many of them are left.'),
  'RateLimit-Reset': count('Seconds until they are all there again.'),
}
