import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadSelectionSummary } from '#lib/sessions/list/loaders.ts'

/** What a selection of `ids` comes to. */
export const GET = consoleRoute(request => loadSelectionSummary(new URL(request.url).searchParams.get('ids') ?? ''))
