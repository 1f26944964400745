import { explainFailure } from '#lib/explain-failure.ts'
import { FAILURES, type FailureName } from '#lib/failure.ts'
import type { Log } from '#lib/log.ts'
import type { Answer } from './answer.ts'

/** A failure as RFC 9457 JSON. Anything that is no Failure is logged with its cause and told as little as possible. */
export function problem(error: unknown, correlationId: string, log: Log): Answer {
  const failure = explainFailure(error, log, { correlation_id: correlationId })
  const { contextId, transactionId, field, retryAfterSeconds } = failure.details
  const body = {
    title: FAILURES[failure.failure].title,
    status: failure.status,
    detail: failure.message === FAILURES[failure.failure].title ? undefined : failure.message,
    error_code: failure.errorCode,
    correlation_id: correlationId,
    context_id: contextId,
    transaction_id: transactionId,
    field,
  }
  const challenge = CHALLENGES[failure.failure]
  return {
    status: failure.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfterSeconds && { 'retry-after': String(retryAfterSeconds) }),
      ...(challenge && { 'www-authenticate': challenge }),
    },
    body: JSON.stringify(body),
  }
}

/** RFC 6750 §3: how a resource says which credential it wants. */
export const CHALLENGES: Partial<Record<FailureName, string>> = {
  access_token_missing: 'Bearer',
  access_token_unknown: 'Bearer error="invalid_token"',
  client_refused: 'Basic realm="gatewarden"',
}
