import { FAILURES, Failure, isFailure } from '#lib/failure.ts'
import type { Log } from '#lib/log.ts'
import type { Answer } from './answer.ts'

/** A failure as RFC 9457 JSON. Anything that is no Failure is logged with its cause and told as little as possible. */
export function problem(error: unknown, correlationId: string, log: Log): Answer {
  const failure = isFailure(error) ? error : unexpected(error)
  if (failure.status >= 500)
    log.error({ correlation_id: correlationId, err: failure.details.cause ?? failure }, failure.message)
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
const CHALLENGES: Partial<Record<Failure['failure'], string>> = {
  access_token_missing: 'Bearer',
  access_token_unknown: 'Bearer error="invalid_token"',
  client_refused: 'Basic realm="gatewarden"',
}

// The database away, or closing the connection under us: it will be back.
const UNAVAILABLE = /^(08|53|57P0)|^ECONN|^ETIMEDOUT|^ENOTFOUND|^EPIPE/

function unexpected(error: unknown): Failure {
  const chain = [error, (error as Error | null)?.cause]
  const away = chain.some(link => {
    const { code, message } = (link ?? {}) as { code?: unknown; message?: string }
    return (
      (typeof code === 'string' && UNAVAILABLE.test(code)) ||
      /timeout exceeded when trying to connect|Connection terminated/.test(message ?? '')
    )
  })
  return new Failure(away ? 'dependency_unavailable' : 'server_error', { cause: error })
}
