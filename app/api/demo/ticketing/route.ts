import { consoleRoute } from '#lib/agents/console-route.ts'
import { requireDemo } from '#lib/demo/loaders.ts'
import { visitTicketing } from '#lib/demo/visit-ticketing.ts'

/** The ticketing app's back end: a user arrives with a session token. Not there outside demo mode. */
export const POST = consoleRoute(async request => {
  const parts = await requireDemo()
  return { exchanges: await visitTicketing(parts, await request.json().catch(() => null)) }
})
