import { z } from '@hono/zod-openapi'
import { Failure } from '#lib/failure.ts'
import { json } from './answer.ts'
import { requireAccessToken } from './bearer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { jsonOf, problems } from './shapes.ts'

const UserInfo = z
  .object({ sub: z.string(), name: z.string(), preferred_username: z.string(), email: z.string().optional() })
  .openapi('UserInfo')

export function mountUserinfo(api: Api): void {
  endpoint(
    api,
    {
      method: 'get',
      path: '/api/v1/auth/userinfo',
      tags: ['Users'],
      summary: 'Who the bearer is (OpenID Connect Core §5.3)',
      security: [{ bearer: [] }],
      responses: {
        200: jsonOf('The user, as the directory has them now.', UserInfo),
        ...problems('access_token_missing', 'access_token_unknown', 'user_mismatch'),
      },
    },
    async request => {
      const live = await requireAccessToken(request)
      const user = await request.ctx.parts.directory.find(live.username)
      if (user?.cupid !== live.cupid) throw new Failure('user_mismatch')
      return json(200, {
        sub: user.cupid,
        name: user.name,
        preferred_username: user.username,
        ...(user.email && { email: user.email }),
      })
    },
  )
}
