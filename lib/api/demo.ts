import { z } from '@hono/zod-openapi'
import { findDemoCode } from '#lib/login/mfa/find-demo-code.ts'
import { json } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { jsonOf, problems } from './shapes.ts'

/** What only a demo answers: a code that nobody's phone will ever show. */
export function mountDemo(api: Api): void {
  if (!api.parts.env.demo) return
  endpoint(
    api,
    {
      method: 'get',
      path: '/api/v1/auth/mfa/transactions/{id}/otp',
      tags: ['Second factor'],
      summary: 'The code that was sent (demo only)',
      description: 'Reads the demo’s outbox. Outside the demo this endpoint does not exist.',
      params: z.object({ id: z.uuid().describe('The `transaction_id` of the challenge.') }),
      responses: {
        200: jsonOf('The code.', z.object({ otp: z.string().openapi({ example: '042137' }) })),
        ...problems('request_invalid', 'transaction_not_found'),
      },
    },
    async ({ ctx, params }) => json(200, { otp: await findDemoCode(ctx, params.id) }),
  )
}
