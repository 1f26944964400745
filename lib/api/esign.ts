import { z } from '@hono/zod-openapi'
import { acceptDocument } from '#lib/login/esign/accept-document.ts'
import { declineDocument } from '#lib/login/esign/decline-document.ts'
import { AcceptDocument, DeclineDocument } from '#lib/login/esign/schema.ts'
import { json } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { JOURNEY_RESPONSES, JourneySuccess, presentJourney, STEP_PROBLEMS, stepRef } from './journey.ts'
import { ClientHeaders, jsonOf, problems } from './shapes.ts'

const Accepted = JourneySuccess.extend({
  esign_accepted: z.literal(true),
  esign_accepted_at: z.iso.datetime(),
}).openapi('EsignAccepted')

export function mountEsign(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/esign/accept',
      tags: ['Signing in'],
      summary: 'Accept the document that is asked for',
      description:
        'In the version that `esign_url` named. What the client app says of place and time is kept beside what we saw.',
      body: AcceptDocument,
      headers: ClientHeaders,
      responses: {
        ...JOURNEY_RESPONSES,
        201: { ...JOURNEY_RESPONSES[201], content: { 'application/json': { schema: Accepted } } },
        ...problems(...STEP_PROBLEMS, 'esign_not_pending', 'document_not_found'),
      },
    },
    async request => {
      const { ctx, body } = request
      return presentJourney(await acceptDocument(ctx, request.header('x-client-id'), body), ctx.parts.env.publicUrl)
    },
  )

  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/esign/decline',
      tags: ['Signing in'],
      summary: 'Decline the document that is asked for',
      description: 'Ends the journey: no session opens.',
      body: DeclineDocument,
      headers: ClientHeaders,
      responses: {
        200: jsonOf(
          'The journey is over.',
          z.object({ success: z.literal(true), context_id: z.uuid(), transaction_id: z.uuid() }),
        ),
        ...problems(...STEP_PROBLEMS, 'esign_not_pending'),
      },
    },
    async request => {
      const { context_id, transaction_id, document_id } = request.body
      await declineDocument(request.ctx, stepRef(request, request.body), document_id)
      return json(200, { success: true, context_id, transaction_id })
    },
  )
}
