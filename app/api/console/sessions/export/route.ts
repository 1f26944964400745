import { consoleRoute } from '#lib/agents/console-route.ts'
import { loadExport } from '#lib/sessions/list/loaders.ts'
import { streamText } from '#lib/stream-text.ts'

const TYPES: Record<string, string> = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' }

/** The Sessions list as a file: its filters and `format`, csv or ndjson. */
export const GET = consoleRoute(async request => {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const lines = await loadExport(query)
  const now = new Date().toISOString().slice(0, 19).replaceAll(':', '')
  return new Response(streamText(lines), {
    headers: {
      'content-type': TYPES[query.format ?? ''] ?? 'text/plain',
      'content-disposition': `attachment; filename="gatewarden-sessions-${now}Z.${query.format}"`,
      'x-content-type-options': 'nosniff',
    },
  })
})
