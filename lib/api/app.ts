import type { RequestListener } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import { v7 as uuidv7 } from 'uuid'
import { Failure } from '#lib/failure.ts'
import type { Parts } from '#lib/parts.ts'
import { trustedProxies } from './address.ts'
import { mountAdmin } from './admin.ts'
import { toResponse } from './answer.ts'
import { commonHeaders } from './common-headers.ts'
import { mountDemo } from './demo.ts'
import { mountDeviceBind } from './device-bind.ts'
import { mountDevices } from './devices.ts'
import { mountDiscovery } from './discovery.ts'
import { mountDocuments } from './documents.ts'
import type { Api } from './endpoint.ts'
import { mountEsign } from './esign.ts'
import { mountHandoffs } from './handoffs.ts'
import { mountHealth } from './health.ts'
import { mountLogin } from './login.ts'
import { mountMfa } from './mfa.ts'
import { mountOpenapi } from './openapi.ts'
import { openOrigins } from './origins.ts'
import { problem } from './problem.ts'
import { mountRefresh } from './refresh.ts'
import { mountSelfService } from './self-service.ts'
import { mountStepUp } from './step-up.ts'
import { mountTokens } from './tokens.ts'
import { serveUnrouted } from './unrouted.ts'
import { mountUserinfo } from './userinfo.ts'

/** The client apps' API: everything under `/api/v1` and `/.well-known`. */
export function createApi(parts: Parts): OpenAPIHono {
  const app = new OpenAPIHono()
  const api: Api = {
    app,
    parts,
    trusted: trustedProxies(parts.env.TRUSTED_PROXIES),
    origins: openOrigins(parts),
    headers: commonHeaders(parts.env),
    paths: new Map(),
    accessLog: parts.log.child({}, { redact: [] }),
  }

  mountLogin(api)
  mountMfa(api)
  mountDemo(api)
  mountEsign(api)
  mountDeviceBind(api)
  mountRefresh(api)
  mountTokens(api)
  mountStepUp(api)
  mountUserinfo(api)
  mountDocuments(api)
  mountSelfService(api)
  mountDevices(api)
  mountHandoffs(api)
  mountAdmin(api)
  mountDiscovery(api)
  mountHealth(api)
  mountOpenapi(api)
  app.notFound(c => serveUnrouted(api, c))
  app.onError(error => refuse(parts, error))
  return app
}

/** The API as a listener of `node:http`, which also answers what is too broken to be routed. */
export const createListener = (parts: Parts): RequestListener =>
  getRequestListener(createApi(parts).fetch, {
    overrideGlobalObjects: false,
    errorHandler: error =>
      refuse(parts, error instanceof RequestError ? new Failure('request_invalid', { message: 'Not a URL' }) : error),
  }) as RequestListener

function refuse(parts: Parts, error: unknown): Response {
  const correlationId = uuidv7()
  const { status, headers, body } = problem(error, correlationId, parts.log)
  const all = { ...commonHeaders(parts.env), ...headers, 'x-correlation-id': correlationId }
  return toResponse({ status, headers: all, body })
}
