import { v7 as uuidv7 } from 'uuid'
import type { Context } from '#lib/context.ts'
import { findDocument } from '#lib/esign/queries.ts'
import { Failure } from '#lib/failure.ts'
import { passStep } from '../pass-step.ts'
import type { LoginAnswer } from '../present.ts'
import { journeyEvent, requireStep } from '../require-step.ts'
import type { AcceptDocument } from './schema.ts'

/** Accepts the document of the step, in the version that was presented, and keeps the evidence. */
export async function acceptDocument(
  ctx: Context,
  clientId: string | null,
  input: AcceptDocument,
): Promise<LoginAnswer> {
  const ref = { contextId: input.context_id, transactionId: input.transaction_id, clientId }
  const journey = await requireStep(ctx, ref, 'accept_document')
  const ids = { contextId: ref.contextId, transactionId: ref.transactionId }
  const { esign_document_id: documentId, esign_version: version } = journey
  if (input.document_id !== documentId) throw new Failure('esign_not_pending', { ...ids, field: 'document_id' })
  const document = version && (await findDocument(ctx.db, { document_id: documentId, version }))
  if (!document) throw new Failure('document_not_found', ids)
  const acceptedAt = new Date(journey.now * 1000).toISOString()
  const answer = await passStep(ctx, journey, {
    result: { esign_action: 'ACCEPTED' },
    accepted: { documentId, version },
    acceptance: {
      acceptance_id: uuidv7(),
      document_id: documentId,
      version,
      content_hash: document.content_hash,
      cupid: journey.cupid,
      guid: journey.guid,
      app_id: journey.app_id,
      ip_address: ctx.ipAddress ?? '0.0.0.0',
      user_agent: ctx.userAgent,
      device_fingerprint: journey.device_fingerprint,
      claimed_ip: input.acceptance_ip ?? null,
      claimed_at: input.acceptance_timestamp ? new Date(input.acceptance_timestamp).toISOString() : null,
    },
    events: [
      {
        ...journeyEvent(journey),
        eventType: 'ESIGN_ACCEPTED',
        eventData: { document_id: documentId, version, content_hash: document.content_hash },
      },
    ],
  })
  return answer.step === 'SESSION' ? { ...answer, esignAcceptedAt: acceptedAt } : answer
}
