import { z } from '@hono/zod-openapi'
import { endOwnSession } from '#lib/sessions/own/end-own-session.ts'
import { presentOwnSession } from '#lib/sessions/own/present.ts'
import { listOwnSessions } from '#lib/sessions/own/queries.ts'
import { json } from './answer.ts'
import { requireAccessToken } from './bearer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { jsonOf, problems } from './shapes.ts'

const OwnSession = z
  .object({
    session_id: z.uuid(),
    app_id: z.string(),
    app_name: z.string(),
    device: z.string().nullable().openapi({ example: 'Chrome on Windows' }),
    ip_address: z.string(),
    place: z.string().nullable().openapi({ example: 'Columbus, Ohio, United States' }),
    created_at: z.iso.datetime(),
    last_activity_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
    current: z.boolean().openapi({ description: 'Whether it is the one that asks.' }),
    acr: z.string().nullable().openapi({ example: 'aal2' }),
  })
  .openapi('OwnSession')

/** What users see and end of their own sessions. */
export function mountSelfService(api: Api): void {
  const bearer = { tags: ['Users'], security: [{ bearer: [] }] }
  const noToken = ['access_token_missing', 'access_token_unknown'] as const

  endpoint(
    api,
    {
      method: 'get',
      path: '/api/v1/auth/sessions',
      ...bearer,
      summary: 'The user’s open sessions',
      description: 'In every app, last used first; at most 200.',
      responses: {
        200: jsonOf('The sessions.', z.object({ sessions: z.array(OwnSession) })),
        ...problems(...noToken),
      },
    },
    async request => {
      const live = await requireAccessToken(request)
      const rows = await listOwnSessions(request.ctx.db, { cupid: live.cupid })
      return json(200, { sessions: rows.map(row => presentOwnSession(row, live.session_id)) })
    },
  )

  endpoint(
    api,
    {
      method: 'delete',
      path: '/api/v1/auth/sessions/{id}',
      ...bearer,
      summary: 'End one of the user’s sessions',
      description: 'The one that asks as well. Ending one that has ended already revokes nothing and is no error.',
      params: z.object({ id: z.uuid().describe('The `session_id`.') }),
      responses: {
        200: jsonOf(
          'The session has ended.',
          z.object({ success: z.literal(true), session_id: z.uuid(), tokens_revoked: z.int() }),
        ),
        ...problems('request_invalid', 'not_found', ...noToken),
      },
    },
    async request => {
      const live = await requireAccessToken(request)
      const ctx = request.as({ kind: 'user', id: live.cupid })
      const { sessionId, tokensRevoked } = await endOwnSession(ctx, { sessionId: request.params.id })
      return json(200, { success: true, session_id: sessionId, tokens_revoked: tokensRevoked })
    },
  )
}
