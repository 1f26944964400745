import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadSessions } from '#lib/sessions/list/loaders.ts'

/** A page of the Sessions list: its filters, `sort` and `cursor`. */
export const GET = consoleRoute(request => loadSessions(Object.fromEntries(new URL(request.url).searchParams)))
