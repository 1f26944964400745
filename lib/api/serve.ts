import type { BlockList } from 'node:net'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type { Context } from '#lib/context.ts'
import type { Log } from '#lib/log.ts'
import type { Parts } from '#lib/parts.ts'
import { type Answer, toResponse } from './answer.ts'
import { type NamingRequest, requireNamedClient } from './client-app.ts'
import { limitHeaders } from './common-headers.ts'
import { corsHeaders, requireKnownPage } from './cors.ts'
import { type HeaderReader, headerReader, requestContext } from './incoming.ts'
import type { Origins } from './origins.ts'
import { problem } from './problem.ts'

/** The API while it is put together: `parts` it answers from, `app` it is mounted on. */
export type Api = {
  app: OpenAPIHono
  parts: Parts
  trusted: BlockList
  origins: Origins
  /** What every answer carries. */
  headers: Record<string, string>
  /** The methods of each path, for those who come with another. */
  paths: Map<string, { pattern: RegExp; methods: string[] }>
  /** For the line a request leaves. Its fields are a closed set with nothing to hide, so nothing is searched for. */
  accessLog: Log
}

export type Served = NamingRequest & {
  ctx: Context
  c: HonoContext
  header: HeaderReader
  /** Of a page whose origin a client app registered: it may read the answer. */
  isAllowedOrigin: boolean
}

/** What is asked before an endpoint answers. */
export type Gate = {
  /** Changes something: no page of an unknown origin may ask for it. */
  knownPage: boolean
  /** A client app that is named must be registered and active. */
  namedClient: boolean
}

export const OPEN: Gate = { knownPage: false, namedClient: false }

/**
 * Answers one request: what is asked first, then `answer`; what was thrown, as a problem. Every answer carries its
 * correlation id, and leaves a line under `label`, which never holds what a client wrote.
 */
export async function serve(
  api: Api,
  c: HonoContext,
  label: { method: string; path: string },
  gate: Gate,
  answer: (served: Served) => Promise<Answer> | Answer,
): Promise<Response> {
  const startedMs = performance.now()
  const header = headerReader(c)
  const ctx = requestContext(api.parts, api.trusted, c, header)
  const origin = header('origin')
  const served: Served = { ctx, c, header, isAllowedOrigin: false }
  let answered: Answer
  // All in one function: each further one that is awaited costs a token look-up a part of its rate.
  try {
    if (origin !== null) served.isAllowedOrigin = await allows(api.origins, origin, header('x-client-id'), gate)
    if (gate.knownPage) requireKnownPage(header, served.isAllowedOrigin)
    if (gate.namedClient && header('x-client-id') !== null) await requireNamedClient(served)
    answered = await answer(served)
  } catch (error) {
    answered = problem(error, ctx.correlationId, ctx.log)
  }
  const { status, body } = answered
  const ms = Math.round((performance.now() - startedMs) * 10) / 10
  const { method, path } = label
  api.accessLog.info({ correlation_id: ctx.correlationId, method, path, status, ms }, 'answered')
  const headers: Record<string, string> = { ...api.headers }
  if (origin !== null && served.isAllowedOrigin) Object.assign(headers, corsHeaders(origin))
  if (ctx.taken?.length) Object.assign(headers, limitHeaders(ctx.taken))
  Object.assign(headers, answered.headers)
  headers['x-correlation-id'] = ctx.correlationId
  return toResponse({ status, headers, body })
}

// What anybody may read must not fail because nobody can say whose page asks.
async function allows(origins: Origins, origin: string, clientId: string | null, gate: Gate): Promise<boolean> {
  const answer = origins.allow(origin, clientId)
  return gate.knownPage || gate.namedClient ? answer : answer.catch(() => false)
}
