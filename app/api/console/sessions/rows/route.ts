import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadSessionsById } from '#lib/sessions/list/loaders.ts'

/** The rows of `ids`, as they are now. */
export const GET = consoleRoute(request => loadSessionsById(new URL(request.url).searchParams.get('ids') ?? ''))
