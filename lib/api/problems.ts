import { type RouteConfig, z } from '@hono/zod-openapi'
import { FAILURES, type FailureName } from '#lib/failure.ts'
import { CHALLENGES } from './problem.ts'

export const Problem = z
  .object({
    title: z.string(),
    status: z.int(),
    detail: z.string().optional().openapi({ description: 'More about this case, for people.' }),
    error_code: z.string().openapi({ description: 'What to branch on.', example: 'CIAM_E01_01_001' }),
    correlation_id: z.uuid(),
    context_id: z.uuid().optional(),
    transaction_id: z.uuid().optional(),
    field: z.string().optional().openapi({ description: 'Which field of the request is not valid.' }),
  })
  .openapi('Problem', { description: 'A failure (RFC 9457).' })

/** Failures that no client app meets. */
export const CONSOLE_ONLY: ReadonlySet<FailureName> = new Set([
  'not_signed_in',
  'permission_missing',
  'session_not_active',
])

type Status = (typeof FAILURES)[FailureName]['status']

/**
 * The failures an endpoint may answer with, for the OpenAPI document: each by name, or all of a status. 503 is always
 * among them.
 */
export function problems(...given: (FailureName | Status)[]) {
  const names = new Set<FailureName>(
    [...given, 'server_error' as const, 'dependency_unavailable' as const].flatMap(named),
  )
  return Object.fromEntries(
    [...Map.groupBy(names, name => FAILURES[name].status)]
      .sort(([one], [other]) => one - other)
      .map(([status, failures]) => [status, toResponseObject(status, failures)]),
  )
}

type Described = { content?: Record<string, { examples?: object }> }

/** The same responses with more failures among them. */
export function withProblems(responses: RouteConfig['responses'], more: FailureName[]): RouteConfig['responses'] {
  if (more.length === 0) return responses
  const said = Object.values(responses as Record<string, Described>).flatMap(response =>
    Object.keys(response.content?.['application/problem+json']?.examples ?? {}),
  ) as FailureName[]
  return { ...responses, ...problems(...said, ...more) }
}

const named = (given: FailureName | Status): FailureName[] =>
  typeof given === 'string' ? [given] : publicFailures().filter(name => FAILURES[name].status === given)

export const publicFailures = (): FailureName[] =>
  (Object.keys(FAILURES) as FailureName[]).filter(name => !CONSOLE_ONLY.has(name))

function toResponseObject(status: Status, failures: FailureName[]) {
  const codes = new Map(failures.map(name => [FAILURES[name].errorCode, FAILURES[name].title]))
  const lines = [...codes].map(([code, title]) => `\`${code}\` ${title}`)
  const schema = Problem.extend({
    title: z.enum(failures.map(name => FAILURES[name].title)),
    status: z.literal(status),
    error_code: z.enum([...codes.keys()]),
  })
  return {
    description: `${lines.join('. ')}.`,
    headers: headersOf(status, failures),
    content: {
      'application/problem+json': {
        schema,
        examples: Object.fromEntries(
          failures.map(name => [name, { summary: FAILURES[name].title, value: example(name) }]),
        ),
      },
    },
  }
}

const example = (name: FailureName) => {
  const { title, status, errorCode: error_code } = FAILURES[name]
  return { title, status, error_code, correlation_id: '01998f2e-6c1a-7d3e-9b4f-0a1b2c3d4e5f' }
}

function headersOf(status: Status, failures: FailureName[]) {
  const challenged = failures.filter(name => CHALLENGES[name])
  return {
    ...(challenged.length > 0 && {
      'WWW-Authenticate': {
        description: 'Which credential is asked for (RFC 6750 §3).',
        required: challenged.length === failures.length,
        schema: { type: 'string' as const, example: CHALLENGES[challenged[0]!] },
      },
    }),
    ...(status === 429 && {
      'Retry-After': {
        description: 'Seconds to wait.',
        required: true,
        schema: { type: 'integer' as const, minimum: 1 },
      },
    }),
  }
}
