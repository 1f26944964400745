import { z } from '@hono/zod-openapi'
import { Failure, isFailure } from '#lib/failure.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
import { json } from './answer.ts'
import { requireClientApp } from './client-app.ts'
import { type Api, endpoint } from './endpoint.ts'
import { jsonOf, problems } from './shapes.ts'

const RevokeRequest = z.object({
  session_id: z.uuid(),
  agent_id: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .openapi({ description: 'Who asked for it, in the calling system’s words.' }),
  reason: z.string().trim().min(3).max(500),
})

export function mountAdmin(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/admin/sessions/revoke',
      tags: ['Back office'],
      summary: 'End a session',
      description:
        'For server apps with the scope `admin`. Ending one that has ended already revokes nothing and is no error.',
      body: RevokeRequest,
      security: [{ basic: [] }, { apiKey: [] }],
      responses: {
        200: jsonOf(
          'The session has ended.',
          z.object({ success: z.literal(true), session_id: z.uuid(), tokens_revoked: z.int() }),
        ),
        ...problems('request_invalid', 'client_refused'),
      },
    },
    async request => {
      const app = await requireClientApp(request, { kinds: ['server'], scope: 'admin' })
      const { session_id, agent_id, reason } = request.body
      const ctx = request.as({ kind: 'client_app', id: `${app.client_id}:${agent_id}`.slice(0, 100) })
      const tokensRevoked = await revokeSession(ctx, { sessionId: session_id, reason }).then(
        receipt => receipt.tokensRevoked,
        error => {
          if (isFailure(error) && error.failure === 'session_not_active') return 0
          if (!isFailure(error) || error.failure !== 'not_found') throw error
          throw new Failure('request_invalid', { field: 'session_id', message: 'session_id: no session has this id' })
        },
      )
      return json(200, { success: true, session_id, tokens_revoked: tokensRevoked })
    },
  )
}
