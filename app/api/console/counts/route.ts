import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadActiveSessionCount } from '#lib/sessions/list/loaders.ts'

/** What the navigation counts. */
export const GET = consoleRoute(async () => ({ activeSessions: await loadActiveSessionCount() }))
