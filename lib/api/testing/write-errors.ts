import { parseEnv } from '#lib/env.ts'
import { FAILURES, type FailureName } from '#lib/failure.ts'
import { describeApi } from '../describe-api.ts'
import { operationsOf } from '../document.ts'
import { publicFailures } from '../problems.ts'

/** The Markdown of docs/errors.md: every failure a client app may meet, and which endpoints answer with it. */
export function writeErrors(): string {
  const origins = endpointsByFailure()
  const rows = publicFailures().map(name => {
    const { status, errorCode, title } = FAILURES[name]
    return `| ${errorCode} | ${status} | ${title} | ${toldOf(origins.get(name) ?? [])} |`
  })
  return ['# Error codes', INTRODUCTION, '| error_code | status | title | answered by |', '|---|---|---|---|']
    .join('\n\n')
    .replace('|\n\n|---', '|\n|---')
    .concat('\n', rows.join('\n'), '\n')
}

const INTRODUCTION =
  'Every failure is `application/problem+json` (RFC 9457) with `title`, `status`, `error_code` and `correlation_id`; with ' +
  '`context_id`, `transaction_id` and `field` where there is one. Branch on `error_code` together with the status. The list ' +
  'is made from the table that the server itself answers from.'

function endpointsByFailure() {
  const found = new Map<string, string[]>()
  for (const { method, path, operation } of operationsOf(describeApi(parseEnv({})))) {
    const names = Object.values(operation.responses ?? {}).flatMap(response =>
      Object.keys(response.content?.['application/problem+json']?.examples ?? {}),
    ) as FailureName[]
    for (const name of names)
      found.set(name, [...(found.get(name) ?? []), `\`${method.toUpperCase()} ${path.replace('/api/v1', '')}\``])
  }
  return found
}

const MANY = 4

const toldOf = (endpoints: string[]) => {
  if (endpoints.length === 0) return 'any path'
  return endpoints.length > MANY ? `${endpoints.length} endpoints` : endpoints.join(', ')
}
