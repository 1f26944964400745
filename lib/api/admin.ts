import { z } from '@hono/zod-openapi'
import { Failure, isFailure } from '#lib/failure.ts'
import { presentForBackOffice } from '#lib/sessions/back-office/present.ts'
import { listTimeline } from '#lib/sessions/back-office/queries.ts'
import { SessionsQuery, wantedOf } from '#lib/sessions/back-office/schema.ts'
import { listSessions } from '#lib/sessions/list/queries.ts'
import { revokeSession } from '#lib/sessions/revoke-session.ts'
import { SESSION_STATUSES } from '#lib/sessions/schema.ts'
import { json } from './answer.ts'
import { requireClientApp } from './client-app.ts'
import { type Api, type ApiRequest, endpoint } from './endpoint.ts'
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

const BackOfficeSession = z
  .object({
    session_id: z.uuid(),
    cupid: z.string(),
    guid: z.string(),
    username: z.string(),
    app_id: z.string(),
    app_version: z.string(),
    status: z.enum(SESSION_STATUSES),
    ip_address: z.string(),
    ip_location: z.string().nullable(),
    browser: z.string().nullable(),
    browser_version: z.string().nullable(),
    operating_system: z.string().nullable(),
    risk_score: z.int().nullable().openapi({ description: 'Of the latest evaluation.' }),
    highest_risk_score: z.int().nullable(),
    step_up_count: z.int(),
    active_token_count: z.int(),
    created_at: z.iso.datetime(),
    last_activity_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
    revoked_at: z.iso.datetime().nullable(),
    revoked_by: z.string().nullable(),
    revocation_reason: z.string().nullable(),
    flagged_at: z.iso.datetime().nullable().openapi({ description: 'When the risk service denied a step-up.' }),
    flag_reason: z.string().nullable(),
  })
  .openapi('Session')

const Authentication = z
  .object({
    context_id: z.uuid(),
    auth_type: z.enum(['INITIAL', 'STEP_UP']),
    auth_outcome: z.string().nullable().openapi({ example: 'SUCCESS', description: 'Null while it goes on.' }),
    risk_score: z.int().nullable(),
    recommendation: z.string().nullable().openapi({ example: 'ALLOW' }),
    auth_started_at: z.iso.datetime(),
    auth_completed_at: z.iso.datetime().nullable(),
  })
  .openapi('Authentication')

const security: Record<string, string[]>[] = [{ basic: [] }, { apiKey: [] }]
const backOffice = { tags: ['Back office'], security }

const requireBackOffice = (request: ApiRequest<unknown>) =>
  requireClientApp(request, { kinds: ['server'], scope: 'admin' })

export function mountAdmin(api: Api): void {
  endpoint(
    api,
    {
      method: 'get',
      path: '/api/v1/admin/sessions',
      ...backOffice,
      summary: 'Find sessions',
      description:
        'For server apps with the scope `admin`. Of several filters all hold. A page may be shorter than `limit`, even ' +
        'empty, before the list ends: it has ended when `next_cursor` is null.',
      query: SessionsQuery,
      responses: {
        200: jsonOf(
          'A page of them.',
          z.object({ sessions: z.array(BackOfficeSession), next_cursor: z.string().nullable() }),
        ),
        ...problems('request_invalid', 'client_refused'),
      },
    },
    async request => {
      const app = await requireBackOffice(request)
      const { limit, cursor = null } = request.query
      const ctx = request.as({ kind: 'client_app', id: app.client_id })
      const page = await listSessions(ctx, wantedOf(request.query), cursor, limit)
      return json(200, { sessions: page.rows.map(presentForBackOffice), next_cursor: page.nextCursor })
    },
  )

  endpoint(
    api,
    {
      method: 'get',
      path: '/api/v1/admin/sessions/{id}/timeline',
      ...backOffice,
      summary: 'The authentications of a session',
      description: 'The sign-in that opened it and its step-ups, oldest first.',
      params: z.object({ id: z.uuid().describe('The `session_id`.') }),
      responses: {
        200: jsonOf('All of them.', z.array(Authentication)),
        ...problems('request_invalid', 'client_refused', 'not_found'),
      },
    },
    async request => {
      await requireBackOffice(request)
      const timeline = await listTimeline(request.ctx.db, { session_id: request.params.id })
      if (timeline.length === 0) throw new Failure('not_found')
      return json(200, timeline)
    },
  )

  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/admin/sessions/revoke',
      ...backOffice,
      summary: 'End a session',
      description:
        'For server apps with the scope `admin`. Ending one that has ended already revokes nothing and is no error.',
      body: RevokeRequest,
      responses: {
        200: jsonOf(
          'The session has ended.',
          z.object({ success: z.literal(true), session_id: z.uuid(), tokens_revoked: z.int() }),
        ),
        ...problems('request_invalid', 'client_refused'),
      },
    },
    async request => {
      const app = await requireBackOffice(request)
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
