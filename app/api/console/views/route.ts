import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadViews } from '#lib/views/loaders.ts'

/** The agent's own views of the list `page`. */
export const GET = consoleRoute(request => loadViews(new URL(request.url).searchParams.get('page') ?? ''))
