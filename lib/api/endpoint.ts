import type { RouteConfig } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type { z } from 'zod'
import type { ClientApp } from '#lib/clients/queries.ts'
import type { Actor, Context } from '#lib/context.ts'
import type { FailureName } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import type { Answer } from './answer.ts'
import { readBody } from './body.ts'
import type { HeaderReader } from './incoming.ts'
import { withProblems } from './problems.ts'
import { type Api, type Gate, type Served, serve } from './serve.ts'
import { requireStorable } from './storable.ts'

export type { Api } from './serve.ts'

export type ApiRequest<Body, Params = unknown, Query = unknown> = {
  ctx: Context
  body: Body
  params: Params
  query: Query
  c: HonoContext
  header: HeaderReader
  /** The client app of `x-client-id`, once it was looked up. */
  namedClient?: Promise<ClientApp | null>
  /** The context on behalf of somebody found out on the way. */
  as(actor: Actor): Context
}

type Route<Body, Params, Query> = Omit<RouteConfig, 'request'> & {
  /** What the body must be; JSON, or urlencoded when `form` is set. */
  body?: z.ZodType<Body>
  form?: boolean
  headers?: z.ZodObject
  /** Of the path's `{name}`s, and of what follows the question mark: objects of what is text on the way here. */
  params?: z.ZodType<Params>
  query?: z.ZodType<Query>
  /** It looks at `x-client-id` in a statement of its own, or answers anybody. Otherwise it is looked up before. */
  ownClientCheck?: boolean
}

/**
 * One endpoint: what it is called in the OpenAPI document and what answers. What every endpoint asks first is asked of
 * it too, unless it says otherwise: an allowed origin of whatever changes something, a registered client app.
 */
export function endpoint<Body = undefined, Params = undefined, Query = undefined>(
  api: Api,
  route: Route<Body, Params, Query>,
  answer: (request: ApiRequest<Body, Params, Query>) => Promise<Answer> | Answer,
): void {
  const { body: schema, form = false, headers: requestHeaders, params, query, ownClientCheck, ...described } = route
  const contentType = form ? 'application/x-www-form-urlencoded' : 'application/json'
  const gate: Gate = { knownPage: !isSafe(route.method), namedClient: !ownClientCheck }
  api.app.openAPIRegistry.registerPath({
    ...described,
    responses: withProblems(described.responses, gateProblems(gate)),
    request: {
      ...(requestHeaders && { headers: requestHeaders }),
      ...(params && { params: params as never }),
      ...(query && { query: query as never }),
      ...(schema && { body: { required: true, content: { [contentType]: { schema: schema as never } } } }),
    },
  })
  mount(api, route.method, route.path, gate, async served =>
    answer({
      ...served,
      params: (params ? parse(params, requireStorable(served.c.req.param())) : undefined) as Params,
      query: (query ? parse(query, requireStorable(readQuery(served.c))) : undefined) as Query,
      body: (schema ? parse(schema, await readBody(served.c, served.header, form)) : undefined) as Body,
      as: actor => ({ ...served.ctx, actor }),
    }),
  )
}

/** Answers `method` at `path` (with `{name}`s), described nowhere. */
export function mount(
  api: Api,
  method: string,
  path: string,
  gate: Gate,
  answer: (served: Served) => Promise<Answer> | Answer,
): void {
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
  const known = api.paths.get(path) ?? { pattern, methods: [] }
  known.methods.push(method.toUpperCase())
  api.paths.set(path, known)
  const label = { method, path }
  api.app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), c => serve(api, c, label, gate, answer))
}

// What is given twice stays a list, which no single value is: nobody knows which of the two was meant.
const readQuery = (c: HonoContext) =>
  Object.fromEntries(Object.entries(c.req.queries()).map(([name, all]) => [name, all.length > 1 ? all : all[0]]))

const isSafe = (method: string) => method === 'get'

const gateProblems = ({ knownPage, namedClient }: Gate): FailureName[] => [
  ...(knownPage ? (['origin_refused'] as const) : []),
  ...(namedClient ? (['client_refused'] as const) : []),
]
