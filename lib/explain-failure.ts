import { Failure, isFailure } from './failure.ts'
import type { Log } from './log.ts'

// The database away, closing the connection under us, or a standby that is not promoted yet: it will be back.
const AWAY_CODE = /^(08|53|57P0|25006)|^ECONN|^ETIMEDOUT|^ENOTFOUND|^EPIPE/
const AWAY_MESSAGE =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/

/** Whatever was thrown as something a caller may be told; what is no Failure goes to the log with its cause. */
export function explainFailure(error: unknown, log: Log, line: Record<string, unknown> = {}): Failure {
  const failure = isFailure(error)
    ? error
    : new Failure(isAway(error) ? 'dependency_unavailable' : 'server_error', { cause: error })
  if (failure.status >= 500)
    log.error({ ...line, err: withoutValues(failure.details.cause ?? failure) }, failure.message)
  return failure
}

const isAway = (error: unknown) =>
  [error, (error as Error | null)?.cause].some(link => {
    const { code, message } = (link ?? {}) as { code?: unknown; message?: string }
    return (typeof code === 'string' && AWAY_CODE.test(code)) || AWAY_MESSAGE.test(message ?? '')
  })

/** A failed query carries its parameters along, and they hold hashes and names: what goes to the log is the rest. */
function withoutValues(error: unknown): unknown {
  const { query, cause } = (error ?? {}) as { query?: unknown; cause?: unknown }
  if (typeof query !== 'string' || !(cause instanceof Error)) return error
  const { code: sqlstate, constraint, table, routine } = cause as Error & Partial<Record<string, string>>
  // Class 22 quotes the value it could not read, and a stack begins with the message.
  const message = sqlstate?.startsWith('22') ? 'data exception' : cause.message
  const stack = cause.stack?.slice(cause.stack.indexOf('\n    at '))
  return { type: cause.name, message, sqlstate, constraint, table, routine, query: query.slice(0, 500), stack }
}
