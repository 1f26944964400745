import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadSession } from '#lib/sessions/loaders.ts'

/** Everything the Session page shows. */
export const GET = consoleRoute<{ sessionId: string }>(async (_, { params }) => loadSession((await params).sessionId))
