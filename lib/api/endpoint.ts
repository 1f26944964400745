import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { validate as isUuid, v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Actor, Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import type { Parts } from '#lib/parts.ts'
import { clientAddress } from './address.ts'
import { problemResponse } from './problem.ts'

/** The API while it is put together: `parts` it answers from, `app` it is mounted on. */
export type Api = { app: OpenAPIHono; parts: Parts; trusted: import('node:net').BlockList }

export type ApiRequest<Body> = {
  ctx: Context
  body: Body
  c: HonoContext
  header(name: string): string | null
  /** The context on behalf of somebody found out on the way. */
  as(actor: Actor): Context
}

type Route<Body> = Omit<RouteConfig, 'request'> & {
  /** What the body must be; JSON, or urlencoded when `form` is set. */
  body?: z.ZodType<Body>
  form?: boolean
  headers?: z.ZodObject
}

/**
 * One endpoint: what it is called in the OpenAPI document and what answers. The body is read by hand, because reading a
 * form through `formData()` costs more than everything else a token look-up does.
 */
export function endpoint<Body = undefined>(
  api: Api,
  route: Route<Body>,
  answer: (request: ApiRequest<Body>) => Promise<Response> | Response,
): void {
  const { body: schema, form = false, headers, ...described } = route
  const contentType = form ? 'application/x-www-form-urlencoded' : 'application/json'
  api.app.openAPIRegistry.registerPath({
    ...described,
    request: {
      ...(headers && { headers }),
      ...(schema && { body: { required: true, content: { [contentType]: { schema: schema as never } } } }),
    },
  })
  api.app.on(route.method.toUpperCase(), route.path, async c => {
    const startedMs = performance.now()
    const ctx = requestContext(api, c)
    const response = await respond(ctx, async () =>
      answer({
        ctx,
        body: (schema ? parse(schema, await readBody(c, form)) : undefined) as Body,
        c,
        header: name => c.req.header(name) ?? null,
        as: actor => ({ ...ctx, actor }),
      }),
    )
    response.headers.set('x-correlation-id', ctx.correlationId)
    const ms = Math.round((performance.now() - startedMs) * 10) / 10
    const line = {
      correlation_id: ctx.correlationId,
      method: route.method,
      path: route.path,
      status: response.status,
      ms,
    }
    ctx.log.info(line, 'answered')
    return response
  })
}

async function respond(ctx: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    return problemResponse(error, ctx.correlationId, ctx.log)
  }
}

function requestContext({ parts, trusted }: Api, c: HonoContext): Context {
  const given = c.req.header('x-correlation-id')
  return {
    actor: { kind: 'client_app', id: c.req.header('x-client-id')?.slice(0, 50) ?? 'unnamed' },
    db: parts.db,
    correlationId: given && isUuid(given) ? given : uuidv7(),
    ipAddress: clientAddress(socketAddress(c), c.req.header('x-forwarded-for') ?? null, trusted),
    userAgent: c.req.header('user-agent')?.slice(0, 1024) ?? null,
    log: parts.log,
    parts,
  }
}

// Behind Next's own route handlers there is no socket to see; they name the address in a header they set themselves.
function socketAddress(c: HonoContext): string {
  const socket = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket
  return socket?.remoteAddress ?? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '127.0.0.1'
}

async function readBody(c: HonoContext, form: boolean): Promise<unknown> {
  const text = await c.req.text()
  if (form) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('request_invalid', { message: 'The body is not JSON' })
  }
}
