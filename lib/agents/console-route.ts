import { explainFailure } from '#lib/explain-failure.ts'
import { FAILURES, Failure } from '#lib/failure.ts'
import { getParts } from '#lib/parts.ts'

type RouteContext<Params> = { params: Promise<Params> }
type Handler<Params> = (request: Request, context: RouteContext<Params>) => Promise<unknown>

/**
 * A route the console's own pages read from. `handler` returns what to send as JSON, or a whole Response. A Failure
 * becomes problem JSON (RFC 9457) with its name in `failure`. Nothing is cached, and nothing answers to another site.
 */
export function consoleRoute<Params = Record<string, never>>(handler: Handler<Params>) {
  return async (request: Request, context: RouteContext<Params>): Promise<Response> => {
    const response = await answer(() => {
      refuseOtherSites(request)
      return handler(request, context)
    })
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    return response
  }
}

async function answer(work: () => Promise<unknown>): Promise<Response> {
  try {
    const value = await work()
    return value instanceof Response ? value : Response.json(value)
  } catch (error) {
    const { failure, status, errorCode, message, details } = explainFailure(error, (await getParts()).log)
    const title = FAILURES[failure].title
    return new Response(
      JSON.stringify({ title, status, error_code: errorCode, failure, detail: message, field: details.field }),
      {
        status,
        headers: {
          'content-type': 'application/problem+json',
          ...(details.retryAfterSeconds && { 'retry-after': String(details.retryAfterSeconds) }),
        },
      },
    )
  }
}

// Browsers say where a request comes from, and pages cannot forge it; who sends no such header has no cookie to abuse.
function refuseOtherSites(request: Request) {
  const site = request.headers.get('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') throw new Failure('permission_missing')
}
