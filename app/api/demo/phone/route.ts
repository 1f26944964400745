import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadPhone } from '#lib/demo/loaders.ts'

/** What a demo user's phone received. Not there outside demo mode. */
export const GET = consoleRoute(async request => loadPhone(Object.fromEntries(new URL(request.url).searchParams)))
