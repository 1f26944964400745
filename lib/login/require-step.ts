import type { ClientApp } from '#lib/clients/queries.ts'
import type { Context } from '#lib/context.ts'
import { Failure, type FailureName } from '#lib/failure.ts'
import { takeOne } from '#lib/limits.ts'
import { type Journey, loadJourney } from './queries.ts'
import { allows, type StepAction, wrongStep } from './steps.ts'

/** Which step a caller means, and which client app it says it is; null where it does not say. */
export type StepRef = { contextId: string; transactionId: string; clientId: string | null }

/** A step that may be acted on: its client app is there. */
export type OpenJourney = Journey & { app: ClientApp }

/**
 * The step that waits, if the state table allows `action` on it. Nothing is written here; the move itself looks again.
 * Throws what the caller may know of it: not found, processed, expired, or another step than this one.
 */
export async function requireStep(ctx: Context, ref: StepRef, action: StepAction): Promise<OpenJourney> {
  const { contextId, transactionId, clientId } = ref
  const refuse = (failure: FailureName): never => {
    throw new Failure(failure, { contextId, transactionId })
  }
  const [journey] = await loadJourney(ctx.db, { context_id: contextId, transaction_id: transactionId })
  if (!journey) return refuse('transaction_not_found')
  await takeOne(ctx, 'stepsPerContext', contextId)
  const { app } = journey
  if (!app || (clientId && clientId !== app.client_id)) return refuse('client_refused')
  if (journey.transaction_status === 'CONSUMED') return refuse('journey_processed')
  if (journey.transaction_status !== 'PENDING' || !journey.live) return refuse('transaction_expired')
  if (journey.auth_type === 'STEP_UP' && !journey.session_live) return refuse('session_inactive')
  if (!allows(journey.transaction_type, action)) return refuse(wrongStep(journey.transaction_type, action))
  if (journey.phase === 'MFA' && journey.mfa_locked) return refuse('mfa_locked')
  return { ...journey, app }
}

/** The events of a journey are told with these. */
export const journeyEvent = (journey: Journey) => ({
  cupid: journey.cupid,
  contextId: journey.context_id,
  transactionId: journey.transaction_id,
  sessionId: journey.session_id,
  authType: journey.auth_type,
})
