import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { failStep } from '../fail-step.ts'
import { journeyEvent, requireStep, type StepRef } from '../require-step.ts'

/** Declines the document of the step, which ends the journey. */
export async function declineDocument(ctx: Context, ref: StepRef, documentId: string | undefined): Promise<void> {
  const journey = await requireStep(ctx, ref, 'decline_document')
  if (documentId && documentId !== journey.esign_document_id) {
    throw new Failure('esign_not_pending', {
      field: 'document_id',
      contextId: ref.contextId,
      transactionId: ref.transactionId,
    })
  }
  await failStep(ctx, journey, {
    close: 'REJECTED',
    outcome: 'FAILED',
    events: [
      {
        ...journeyEvent(journey),
        eventType: 'ESIGN_DECLINED',
        severity: 'WARN',
        eventData: { document_id: journey.esign_document_id, version: journey.esign_version },
      },
    ],
  })
}
