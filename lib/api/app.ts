import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { v7 as uuidv7 } from 'uuid'
import { Failure } from '#lib/failure.ts'
import type { Parts } from '#lib/parts.ts'
import { trustedProxies } from './address.ts'
import { mountAdmin } from './admin.ts'
import { mountDiscovery } from './discovery.ts'
import type { Api } from './endpoint.ts'
import { mountHealth } from './health.ts'
import { mountLogin } from './login.ts'
import { mountOpenapi } from './openapi.ts'
import { problemResponse } from './problem.ts'
import { mountRefresh } from './refresh.ts'
import { mountTokens } from './tokens.ts'
import { mountUserinfo } from './userinfo.ts'

const MAX_BODY_BYTES = 64 * 1024

/** The client apps' API: everything under `/api/v1` and `/.well-known`. */
export function createApi(parts: Parts): OpenAPIHono {
  const app = new OpenAPIHono()
  const api: Api = { app, parts, trusted: trustedProxies(parts.env.TRUSTED_PROXIES) }
  const problem = (error: unknown) => problemResponse(error, uuidv7(), parts.log)

  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => problem(new Failure('request_invalid', { message: 'The body is larger than 64 kB' })),
    }),
  )
  mountLogin(api)
  mountRefresh(api)
  mountTokens(api)
  mountUserinfo(api)
  mountAdmin(api)
  mountDiscovery(api)
  mountHealth(api)
  mountOpenapi(api)
  app.notFound(() => problem(new Failure('not_found', { message: 'No such endpoint; see /docs' })))
  app.onError(problem)
  return app
}
