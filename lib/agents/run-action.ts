import type { Context } from '#lib/context.ts'
import { explainFailure } from '#lib/explain-failure.ts'
import type { FailureName } from '#lib/failure.ts'
import { getParts } from '#lib/parts.ts'
import { loadAgentContext } from './loaders.ts'

/** What a server action answers: errors thrown in one reach the browser without their message. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; failure: FailureName; message: string; field?: string }

/** Does `work` on behalf of the agent who sent the action. `work` asks for its own permission. */
export async function runAction<T>(work: (ctx: Context) => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await work(await loadAgentContext()) }
  } catch (error) {
    const { failure, message, details } = explainFailure(error, (await getParts()).log)
    return { ok: false, failure, message, ...(details.field && { field: details.field }) }
  }
}
