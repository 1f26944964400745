import type { BlockList } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { validate as isUuid, v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Actor, Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import type { Log } from '#lib/log.ts'
import { parse } from '#lib/parse.ts'
import type { Parts } from '#lib/parts.ts'
import { clientAddress } from './address.ts'
import { type Answer, toResponse } from './answer.ts'
import { problem } from './problem.ts'

/** The API while it is put together: `parts` it answers from, `app` it is mounted on. */
export type Api = {
  app: OpenAPIHono
  parts: Parts
  trusted: BlockList
  /** For the line a request leaves. Its fields are a closed set with nothing to hide, so nothing is searched for. */
  accessLog: Log
}

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
  answer: (request: ApiRequest<Body>) => Promise<Answer> | Answer,
): void {
  const { body: schema, form = false, headers: requestHeaders, ...described } = route
  const contentType = form ? 'application/x-www-form-urlencoded' : 'application/json'
  api.app.openAPIRegistry.registerPath({
    ...described,
    request: {
      ...(requestHeaders && { headers: requestHeaders }),
      ...(schema && { body: { required: true, content: { [contentType]: { schema: schema as never } } } }),
    },
  })
  api.app.on(route.method.toUpperCase(), route.path, async c => {
    const startedMs = performance.now()
    const header = headerReader(c)
    const ctx = requestContext(api, c, header)
    const { status, headers, body } = await respond(ctx, async () =>
      answer({
        ctx,
        body: (schema ? parse(schema, await readBody(c, header, form)) : undefined) as Body,
        c,
        header,
        as: actor => ({ ...ctx, actor }),
      }),
    )
    const ms = Math.round((performance.now() - startedMs) * 10) / 10
    api.accessLog.info(
      { correlation_id: ctx.correlationId, method: route.method, path: route.path, status, ms },
      'answered',
    )
    return toResponse({ status, headers: { ...headers, 'x-correlation-id': ctx.correlationId }, body })
  })
}

async function respond(ctx: Context, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    return problem(error, ctx.correlationId, ctx.log)
  }
}

type HeaderReader = (name: string) => string | null

function requestContext({ parts, trusted }: Api, c: HonoContext, header: HeaderReader): Context {
  const given = header('x-correlation-id')
  return {
    actor: { kind: 'client_app', id: header('x-client-id')?.slice(0, 50) ?? 'unnamed' },
    db: parts.db,
    correlationId: given && isUuid(given) ? given : uuidv7(),
    ipAddress: clientAddress(socketAddress(c, header), header('x-forwarded-for'), trusted),
    userAgent: header('user-agent')?.slice(0, 1024) ?? null,
    log: parts.log,
    parts,
  }
}

const incomingOf = (c: HonoContext) => (c.env as Partial<HttpBindings> | undefined)?.incoming

// Straight from node where we can: a Headers object made for each request costs more than the look-ups in it.
function headerReader(c: HonoContext): HeaderReader {
  const headers = incomingOf(c)?.headers
  if (!headers) return name => c.req.header(name) ?? null
  return name => {
    const value = headers[name]
    return (Array.isArray(value) ? value.join(', ') : value) ?? null
  }
}

// Behind Next's own route handlers there is no socket to see; they name the address in a header they set themselves.
const socketAddress = (c: HonoContext, header: HeaderReader): string =>
  incomingOf(c)?.socket.remoteAddress ?? header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '127.0.0.1'

async function readBody(c: HonoContext, header: HeaderReader, form: boolean): Promise<unknown> {
  const text = await readText(c, header)
  if (form) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('request_invalid', { message: 'The body is not JSON' })
  }
}

const MAX_BODY_BYTES = 64 * 1024

// A body that does not say how long it is, is read piece by piece and left when it grows too long.
async function readText(c: HonoContext, header: HeaderReader): Promise<string> {
  const announced = header('content-length')
  if (announced) {
    if (Number(announced) > MAX_BODY_BYTES) throw tooLarge()
    return c.req.text()
  }
  let length = 0
  const pieces: Uint8Array[] = []
  for await (const piece of c.req.raw.body ?? []) {
    length += piece.length
    if (length > MAX_BODY_BYTES) throw tooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

const tooLarge = () => new Failure('request_invalid', { message: 'The body is larger than 64 kB' })
