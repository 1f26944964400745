import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadSessionEvents } from '#lib/sessions/loaders.ts'

/** A page of a session's audit trail, newest first: `cursor`, `severity`. */
export const GET = consoleRoute<{ sessionId: string }>(async (request, { params }) =>
  loadSessionEvents((await params).sessionId, Object.fromEntries(new URL(request.url).searchParams)),
)
