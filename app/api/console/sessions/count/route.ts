import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadSessionCount } from '#lib/sessions/list/loaders.ts'

/** How many sessions match the filters: `{ count, capped }`. */
export const GET = consoleRoute(request => loadSessionCount(Object.fromEntries(new URL(request.url).searchParams)))
