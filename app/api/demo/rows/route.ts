import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadJourneyRows } from '#lib/demo/loaders.ts'

/** What a journey has left in the database. Not there outside demo mode. */
export const GET = consoleRoute(async request => loadJourneyRows(Object.fromEntries(new URL(request.url).searchParams)))
