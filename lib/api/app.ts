import { OpenAPIHono } from '@hono/zod-openapi'
import { v7 as uuidv7 } from 'uuid'
import { Failure } from '#lib/failure.ts'
import type { Parts } from '#lib/parts.ts'
import { trustedProxies } from './address.ts'
import { mountAdmin } from './admin.ts'
import { toResponse } from './answer.ts'
import { mountDiscovery } from './discovery.ts'
import type { Api } from './endpoint.ts'
import { mountHealth } from './health.ts'
import { mountLogin } from './login.ts'
import { mountOpenapi } from './openapi.ts'
import { problem } from './problem.ts'
import { mountRefresh } from './refresh.ts'
import { mountTokens } from './tokens.ts'
import { mountUserinfo } from './userinfo.ts'

/** The client apps' API: everything under `/api/v1` and `/.well-known`. */
export function createApi(parts: Parts): OpenAPIHono {
  const app = new OpenAPIHono()
  const api: Api = {
    app,
    parts,
    trusted: trustedProxies(parts.env.TRUSTED_PROXIES),
    accessLog: parts.log.child({}, { redact: [] }),
  }
  const refuse = (error: unknown) => toResponse(problem(error, uuidv7(), parts.log))

  mountLogin(api)
  mountRefresh(api)
  mountTokens(api)
  mountUserinfo(api)
  mountAdmin(api)
  mountDiscovery(api)
  mountHealth(api)
  mountOpenapi(api)
  app.notFound(() => refuse(new Failure('not_found', { message: 'No such endpoint; see /docs' })))
  app.onError(refuse)
  return app
}
