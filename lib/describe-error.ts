import { isFailure } from './failure.ts'

/** An error without what it was about: a failed query carries its parameters along, and they may hold a code. */
export function describeError(error: unknown): { error: string; reason?: string; stack?: string | undefined } {
  if (!(error instanceof Error)) return { error: typeof error }
  const { cause, name, stack } = error
  const said = isFailure(error) ? error.failure : ((error as { code?: unknown }).code ?? name)
  const frames = stack
    ?.split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 8)
    .join('\n')
  return { error: String(said), ...(cause ? { reason: describeError(cause).error } : { stack: frames }) }
}
