import type { Context as HonoContext } from 'hono'
import { Failure } from '#lib/failure.ts'
import { preflightHeaders } from './cors.ts'
import { problem } from './problem.ts'
import { type Api, OPEN, serve } from './serve.ts'

/** Answers what no endpoint does: a browser's preflight, a method that a path does not have, a path nobody knows. */
export const serveUnrouted = (api: Api, c: HonoContext): Promise<Response> => {
  const found = findPath(api, c.req.path)
  // The path as a client wrote it may hold anything, and stays out of the log.
  const label = { method: c.req.method.toLowerCase(), path: found?.path ?? '(unknown)' }
  return serve(api, c, label, OPEN, ({ ctx, isAllowedOrigin }) => {
    if (!found) throw new Failure('not_found', { message: 'No such endpoint; see /docs' })
    const methods = allMethods(found.methods)
    const allow = methods.join(', ')
    if (c.req.method === 'OPTIONS') {
      // It names no client app, so any app's origin does here; the request that follows is asked whose page it is for.
      return { status: 204, headers: { allow, ...(isAllowedOrigin && preflightHeaders(methods)) }, body: null }
    }
    const refusal = problem(new Failure('method_not_allowed'), ctx.correlationId, ctx.log)
    return { ...refusal, headers: { ...refusal.headers, allow } }
  })
}

function findPath({ paths }: Api, asked: string) {
  for (const [path, { pattern, methods }] of paths) if (pattern.test(asked)) return { path, methods }
  return null
}

const allMethods = (methods: string[]) => [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
